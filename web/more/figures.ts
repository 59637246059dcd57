import type { Snapshot } from '../../src/protocol/live-event.js';
import { barAndBeat, tickAtMs } from '../../src/protocol/view/transport-time.js';
import { isQuoting } from '../../src/protocol/view/verbatim-text.js';
import { make } from '../elements.js';

/** Bar, beat and tempo, for the head of the page. */
export const whereText = ({ transport, controls }: Snapshot, nowMs: number): string => {
  if (transport.state === 'stopped') return `${controls.composer} · stopped`;
  const { bar, beat } = barAndBeat(transport, tickAtMs(transport, nowMs));
  const clock = transport.source === 'external' ? ' · external clock' : '';
  return `${controls.composer} · ${controls.mode} · bar ${bar} beat ${beat} · ${transport.bpm.toFixed(1)} bpm${clock}`;
};

/** The daemon's status, as pairs of names and values. */
const facts = ({ health, ports, recording, clients, engine }: Snapshot, lost: number): [string, string][] => [
  ['Late notes', String(health.lateNotes)],
  ...(health.lostMessages === 0 ? [] : [['MIDI messages lost', String(health.lostMessages)] as [string, string]]),
  ['Time per event', `${health.stepMs.toFixed(2)} ms`],
  ['Recording', recording.file === null ? 'off' : (recording.file.split(/[\\/]/).at(-1) ?? '')],
  [
    'Ports',
    ports.length === 0
      ? 'none'
      : ports.map(({ name, direction, connected }) => `${direction} ${name}${connected ? '' : ' (away)'}`).join(', '),
  ],
  ['Watching', String(clients)],
  ['Engine', engine],
  ...(lost > 0 ? ([['Events lost by this page', String(lost)]] satisfies [string, string][]) : []),
];

/** Match with the training music. */
const verbatimFact = ({ verbatim }: Snapshot): HTMLElement[] => {
  if (verbatim === null) return [];
  const value = `${verbatim.notes === 0 ? 'fewer than 8' : verbatim.notes} in a row, longest ${verbatim.longest}`;
  return [
    make('dt', {}, 'Notes matching training music'),
    make('dd', { className: isQuoting(verbatim) ? 'quoting' : '' }, value),
  ];
};

export const showFacts = (list: HTMLElement, snapshot: Snapshot, lost: number): void => {
  list.replaceChildren(
    ...verbatimFact(snapshot),
    ...facts(snapshot, lost).flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]),
  );
};
