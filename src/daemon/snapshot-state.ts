import type { LiveEvent, Port, Snapshot } from '../protocol/live-event.js';

/** Ports of one direction replace those known of it; the others stay. */
const mergePorts = (before: readonly Port[], now: readonly Port[]): Port[] => {
  const told = new Set(now.map(({ direction }) => direction));
  return [...before.filter(({ direction }) => !told.has(direction)), ...now];
};

/** The snapshot after an event: what a client would know that had heard all events so far. */
export const applyEvent = (snapshot: Snapshot, event: LiveEvent): Snapshot => {
  switch (event.kind) {
    case 'transport':
      return { ...snapshot, transport: event.transport };
    case 'controls':
      return { ...snapshot, controls: { ...snapshot.controls, ...event.controls } };
    case 'health':
      return { ...snapshot, health: event.health };
    case 'training':
      return { ...snapshot, training: event.training };
    case 'recording':
      return { ...snapshot, recording: event.recording };
    case 'ports':
      return { ...snapshot, ports: mergePorts(snapshot.ports, event.ports) };
    case 'planned':
    case 'revoked':
    case 'note-on':
    case 'note-off':
    case 'pedal':
    case 'marker':
    case 'notice':
      return snapshot;
  }
};
