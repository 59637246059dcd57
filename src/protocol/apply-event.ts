import type {
  EventKind,
  EventOf,
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

/** Ports of one direction replace those known of it; the others stay. */
const mergePorts = (before: readonly Port[], now: readonly Port[]): Port[] => {
  const told = new Set(now.map(({ direction }) => direction));
  return [...before.filter(({ direction }) => !told.has(direction)), ...now];
};

const plan = (before: readonly PlannedNote[], notes: readonly PlannedNote[]): PlannedNote[] =>
  [...before, ...notes].sort((a, b) => a.tick - b.tick).slice(-MOST_PLANNED);

const without = (before: readonly PlannedNote[], ids: ReadonlySet<number>): PlannedNote[] =>
  before.filter(({ id }) => !ids.has(id));

const strike = (snapshot: Snapshot, { kind: _kind, ...note }: EventOf<'note-on'>): Snapshot => ({
  ...snapshot,
  sounding: [...snapshot.sounding, note].slice(-MOST_SOUNDING),
  planned:
    note.voice === 'player'
      ? snapshot.planned
      : snapshot.planned.filter(({ id, tick }) => id !== note.id && tick > note.tick - DROPPED_TICKS),
});

/** The earliest of equal notes ends, as in a synthesizer. */
const release = (sounding: readonly SoundingNote[], { voice, channel, pitch }: EventOf<'note-off'>): SoundingNote[] => {
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

/** For what happens and leaves nothing behind. */
const unchanged = (snapshot: Snapshot): Snapshot => snapshot;

/** What each kind of event changes in a snapshot. */
const reducers: { readonly [Kind in EventKind]: (snapshot: Snapshot, event: EventOf<Kind>) => Snapshot } = {
  planned: (snapshot, { notes }) => ({ ...snapshot, planned: plan(snapshot.planned, notes) }),
  revoked: (snapshot, { ids }) => ({ ...snapshot, planned: without(snapshot.planned, new Set(ids)) }),
  'note-on': strike,
  'note-off': (snapshot, note) => ({ ...snapshot, sounding: release(snapshot.sounding, note) }),
  pedal: unchanged,
  transport: (snapshot, { transport }) => ({ ...snapshot, transport }),
  controls: (snapshot, { controls }) => ({ ...snapshot, controls: { ...snapshot.controls, ...controls } }),
  marker: unchanged,
  health: (snapshot, { health }) => ({ ...snapshot, health }),
  'clock-sources': (snapshot, { clockSources }) => ({ ...snapshot, clockSources }),
  training: (snapshot, { training }) => ({
    ...snapshot,
    training,
    lossHistory: addLoss(snapshot.lossHistory, training),
  }),
  recording: (snapshot, { recording }) => ({ ...snapshot, recording }),
  ports: (snapshot, { ports }) => ({ ...snapshot, ports: mergePorts(snapshot.ports, ports) }),
  clients: (snapshot, { clients }) => ({ ...snapshot, clients }),
  composers: (snapshot, { composers, families, playable }) => ({ ...snapshot, composers, families, playable }),
  knob: unchanged,
  verbatim: (snapshot, { verbatim }) => ({ ...snapshot, verbatim }),
  surface: (snapshot, { surface }) => ({ ...snapshot, surface }),
  likeness: (snapshot, { likeness }) => ({ ...snapshot, likeness }),
  adaptation: (snapshot, { adaptation }) => ({ ...snapshot, adaptation }),
  edition: (snapshot, { edition }) => ({ ...snapshot, adaptation: { ...snapshot.adaptation, edition } }),
  plan: (snapshot, { bars }) => ({ ...snapshot, plan: bars }),
  ending: (snapshot, { endTick }) => ({ ...snapshot, endTick }),
  schedules: (snapshot, { schedules }) => ({ ...snapshot, schedules }),
  notice: unchanged,
};

/** The snapshot after an event, as known to a client that received all events. */
export const applyEvent = <Kind extends EventKind>(snapshot: Snapshot, event: EventOf<Kind>): Snapshot =>
  reducers[event.kind](snapshot, event);
