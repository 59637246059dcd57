import type { EventSchema, FieldRelation } from '../../model/event-schema.js';
import { DURATION_COUNT } from '../vocabulary/duration.js';
import { pianoSchema } from '../piano/piano-schema.js';
import { recallingSchema } from '../recall/recall-schema.js';
import { VELOCITY_COUNT } from '../vocabulary/velocity.js';
import { WAIT_COUNT } from '../vocabulary/wait.js';

export const PITCHES = 128;
const PITCH_CLASSES = 12;
/** Classes of a motion: down and up by a step, a third, up to a fifth, farther; or a repeated note. */
export const MOTION_COUNT = 9;
/** Motions alike in a row, at most 4; 0 before there are two notes. */
export const RUN_COUNT = 5;

/** Known before the wait is sampled: they describe the bar of the previous event. */
const early = { role: 'given', knownBefore: 'wait' } as const;
/** Known once the event's time is; given to the pitch head only. */
const placed = { role: 'given', knownBefore: 'what', heads: ['what'] } as const;
/** The same, also given to the duration head. */
const lasting = { role: 'given', knownBefore: 'what', heads: ['what', 'duration'] } as const;
/** Known once the pitch is. */
const late = { role: 'given', knownBefore: 'duration' } as const;

/** Columns for the plan and the sounding notes (plan-row.ts, sounding-row.ts), after those of recall. */
const planFields = [
  { name: 'planKind', size: 5, ...early, heads: ['wait'] },
  { name: 'planDensity', size: 9, ...early, heads: ['wait', 'what', 'duration'] },
  { name: 'planGrid', size: 7, ...early, heads: ['wait', 'what', 'duration'] },
  { name: 'planWait', size: WAIT_COUNT, ...early, heads: ['wait', 'what'] },
  { name: 'barsFrom', size: 8, ...early, heads: ['wait', 'what'] },
  { name: 'barsLeft', size: 9, ...early },
  { name: 'phraseLeft', size: 9, ...early, heads: ['wait', 'what', 'duration'] },
  { name: 'cadence', size: 4, ...early, heads: ['wait', 'what', 'duration'] },
  { name: 'planLoudness', size: 8, ...early, heads: ['velocity'] },
  { name: 'chordTone0', size: PITCH_CLASSES, ...placed },
  { name: 'chordTone1', size: PITCH_CLASSES, ...placed },
  { name: 'chordTone2', size: PITCH_CLASSES, ...placed },
  { name: 'chordTone3', size: PITCH_CLASSES, ...placed },
  { name: 'chordBass', size: PITCH_CLASSES, ...placed },
  { name: 'nextTone0', size: PITCH_CLASSES, ...placed },
  { name: 'nextTone1', size: PITCH_CLASSES, ...placed },
  { name: 'nextTone2', size: PITCH_CLASSES, ...placed },
  { name: 'nextBass', size: PITCH_CLASSES, ...placed },
  { name: 'chordUntil', size: 8, ...lasting },
  { name: 'keyTonic', size: PITCH_CLASSES, ...placed },
  { name: 'keyMode', size: 2, ...placed },
  { name: 'planTop', size: PITCHES, ...placed },
  { name: 'planLow', size: PITCHES, ...placed },
  /** Bits: the slot's highest pitch has been struck, its lowest has. */
  { name: 'planReached', size: 4, ...placed },
  { name: 'kindThere', size: 5, ...lasting },
  { name: 'planWhat', size: pianoSchema[7].size, ...placed },
  // which pitch classes sound, three a column
  { name: 'sounding0', size: 8, ...placed },
  { name: 'sounding1', size: 8, ...placed },
  { name: 'sounding2', size: 8, ...placed },
  { name: 'sounding3', size: 8, ...placed },
  { name: 'soundingLowest', size: PITCHES, ...placed },
  { name: 'soundingHighest', size: PITCHES, ...placed },
  /** The latest key, and the highest and lowest struck within the beat before. */
  { name: 'lastPitch', size: PITCHES, ...placed },
  { name: 'beatHighest', size: PITCHES, ...placed },
  { name: 'beatLowest', size: PITCHES, ...placed },
  { name: 'planDuration', size: DURATION_COUNT, ...late, heads: ['duration'] },
  { name: 'planVelocity', size: VELOCITY_COUNT, ...late, heads: ['velocity'] },
  // the outer voices so far (outer-voices.ts): latest pitch, motion to it, how many motions in a row were alike
  { name: 'melodyPitch', size: PITCHES, ...placed },
  { name: 'melodyMotion', size: MOTION_COUNT, ...placed },
  { name: 'melodyRun', size: RUN_COUNT, ...placed },
  { name: 'bassPitch', size: PITCHES, ...placed },
  { name: 'bassMotion', size: MOTION_COUNT, ...placed },
  { name: 'bassRun', size: RUN_COUNT, ...placed },
  /** Of the latest note nearby in pitch. */
  { name: 'nearDuration', size: DURATION_COUNT, ...late, heads: ['duration'] },
  { name: 'nearVelocity', size: VELOCITY_COUNT, ...late, heads: ['velocity'] },
] as const satisfies EventSchema;

type PlanFieldName = (typeof planFields)[number]['name'];

/** Values that heads can point at: the repeated bar's, and the nearby note's. */
const echoes: Readonly<Record<string, readonly PlanFieldName[]>> = {
  wait: ['planWait'],
  what: ['planWhat'],
  duration: ['planDuration', 'nearDuration'],
  velocity: ['planVelocity', 'nearVelocity'],
};

const NEAR = [-12, -9, -8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12];

const isClass = (column: PlanFieldName): FieldRelation => ({
  kind: 'residue',
  column,
  modulus: PITCH_CLASSES,
  distances: [0],
});

/** Relations of a pitch to the chord, the key, the sounding notes and the latest pitches. */
const pitchRelations: readonly FieldRelation[] = [
  ...(['chordTone0', 'chordTone1', 'chordTone2', 'chordTone3', 'chordBass'] as const).map(isClass),
  ...(['nextTone0', 'nextTone1', 'nextTone2', 'nextBass'] as const).map(isClass),
  {
    kind: 'residue',
    column: 'keyTonic',
    modulus: PITCH_CLASSES,
    distances: Array.from({ length: PITCH_CLASSES }, (_, degree) => degree),
  },
  { kind: 'residues', columns: ['sounding0', 'sounding1', 'sounding2', 'sounding3'], bits: 3 },
  { kind: 'near', column: 'lastPitch', offsets: NEAR, beyond: true },
  { kind: 'near', column: 'beatHighest', offsets: NEAR },
  { kind: 'near', column: 'beatLowest', offsets: NEAR },
  { kind: 'near', column: 'planTop', offsets: NEAR, beyond: true },
  { kind: 'near', column: 'planLow', offsets: NEAR, beyond: true },
  { kind: 'near', column: 'melodyPitch', offsets: NEAR, beyond: true },
  { kind: 'near', column: 'bassPitch', offsets: NEAR, beyond: true },
];

/** The recall schema extended by a plan and the sounding notes. */
export const planningSchema: EventSchema = [
  ...recallingSchema.map((field) => ({
    ...field,
    ...(field.name in echoes ? { echoes: [...(field.echoes ?? []), ...echoes[field.name]] } : {}),
    ...(field.name === 'what' ? { relations: { below: PITCHES, features: pitchRelations } } : {}),
  })),
  ...planFields,
];

/** Column of a plan field in a row of a planning network. */
export const planColumn = Object.fromEntries(
  planFields.map(({ name }, i) => [name, recallingSchema.length + i]),
) as Readonly<Record<PlanFieldName, number>>;

/** Whether a network's rows include a plan. */
export const plans = (schema: EventSchema): boolean => schema.at(recallingSchema.length)?.name === planFields[0].name;

/** The fields of networks trained before the outer voices were among them. */
export const voicelessSchema: EventSchema = planningSchema.slice(0, planColumn.melodyPitch);

/** Whether a network's rows include the outer voices. */
export const tracesVoices = (schema: EventSchema): boolean => schema.length > planColumn.melodyPitch;
