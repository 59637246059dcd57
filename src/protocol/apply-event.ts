import type {
  Lessons,
  LiveEvent,
  LossPoint,
  PlannedNote,
  Port,
  Snapshot,
  SoundingNote,
  TrainingState,
} from './live-event.js';

/** No keyboard has more keys; more would only accumulate if note-offs were lost. */
const MOST_SOUNDING = 256;
const MOST_PLANNED = 2048;
const MOST_LOSSES = 1000;
/** A planned note this far behind one that has begun was dropped, ticks. */
const DROPPED_TICKS = 480;

type NoteOn = Extract<LiveEvent, { kind: 'note-on' }>;
type NoteOff = Extract<LiveEvent, { kind: 'note-off' }>;

/** Ports of one direction replace those known of it; the others stay. */
const mergePorts = (before: readonly Port[], now: readonly Port[]): Port[] => {
  const told = new Set(now.map(({ direction }) => direction));
  return [...before.filter(({ direction }) => !told.has(direction)), ...now];
};

const plan = (before: readonly PlannedNote[], notes: readonly PlannedNote[]): PlannedNote[] =>
  [...before, ...notes].sort((a, b) => a.tick - b.tick).slice(-MOST_PLANNED);

const without = (before: readonly PlannedNote[], ids: ReadonlySet<number>): PlannedNote[] =>
  before.filter(({ id }) => !ids.has(id));

const strike = (snapshot: Snapshot, { kind: _kind, ...note }: NoteOn): Snapshot => ({
  ...snapshot,
  sounding: [...snapshot.sounding, note].slice(-MOST_SOUNDING),
  planned:
    note.voice === 'player'
      ? snapshot.planned
      : snapshot.planned.filter(({ id, tick }) => id !== note.id && tick > note.tick - DROPPED_TICKS),
});

/** The earliest of equal notes ends, as in a synthesizer. */
const release = (sounding: readonly SoundingNote[], { voice, channel, pitch }: NoteOff): SoundingNote[] => {
  const at = sounding.findIndex((note) => note.voice === voice && note.channel === channel && note.pitch === pitch);
  return at < 0 ? [...sounding] : sounding.toSpliced(at, 1);
};

/** A repeated report of a pass replaces the earlier one. */
const addLoss = (history: readonly LossPoint[], training: TrainingState): LossPoint[] => {
  const { pass, trainingLoss, validationLoss } = training;
  const before = training.pass === 0 ? [] : history;
  if (trainingLoss === null) return [...before];
  const latest = before.at(-1);
  const rest = latest?.pass === pass ? before.slice(0, -1) : before;
  return [...rest, { pass, trainingLoss, validationLoss }].slice(-MOST_LOSSES);
};

type LessonEvent = Extract<LiveEvent, { kind: 'lessons' | 'edition' }>;

const lessonsAfter = (before: Lessons, event: LessonEvent): Lessons =>
  event.kind === 'edition' ? { ...before, edition: event.edition } : event.lessons;

/** The snapshot after an event, as known to a client that received all events. */
export const applyEvent = (snapshot: Snapshot, event: LiveEvent): Snapshot => {
  switch (event.kind) {
    case 'planned':
      return { ...snapshot, planned: plan(snapshot.planned, event.notes) };
    case 'revoked':
      return { ...snapshot, planned: without(snapshot.planned, new Set(event.ids)) };
    case 'note-on':
      return strike(snapshot, event);
    case 'note-off':
      return { ...snapshot, sounding: release(snapshot.sounding, event) };
    case 'transport':
      return { ...snapshot, transport: event.transport };
    case 'controls':
      return { ...snapshot, controls: { ...snapshot.controls, ...event.controls } };
    case 'health':
      return { ...snapshot, health: event.health };
    case 'clock-sources':
      return { ...snapshot, clockSources: event.clockSources };
    case 'training':
      return { ...snapshot, training: event.training, lossHistory: addLoss(snapshot.lossHistory, event.training) };
    case 'recording':
      return { ...snapshot, recording: event.recording };
    case 'ports':
      return { ...snapshot, ports: mergePorts(snapshot.ports, event.ports) };
    case 'clients':
      return { ...snapshot, clients: event.clients };
    case 'composers':
      return { ...snapshot, composers: event.composers, families: event.families };
    case 'verbatim':
      return { ...snapshot, verbatim: event.verbatim };
    case 'surface':
      return { ...snapshot, surface: event.surface };
    case 'likeness':
      return { ...snapshot, likeness: event.likeness };
    case 'lessons':
    case 'edition':
      return { ...snapshot, lessons: lessonsAfter(snapshot.lessons, event) };
    case 'plan':
      return { ...snapshot, plan: event.bars };
    case 'ending':
      return { ...snapshot, endTick: event.endTick };
    case 'schedules':
      return { ...snapshot, schedules: event.schedules };
    case 'pedal':
    case 'knob':
    case 'marker':
    case 'notice':
      return snapshot;
  }
};
