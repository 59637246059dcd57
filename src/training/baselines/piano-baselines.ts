import { pianoColumn, pianoSchema, type PianoFieldName } from '../../encoding/piano/piano-schema.js';
import { isPianoNote } from '../corpus/piano-works.js';
import { pianoCountedFields } from '../evaluation/field-scores.js';
import type { Context, ContextValue } from './back-off-field.js';
import { BackOffModel, type ContextTable } from './back-off-model.js';

const at =
  (lag: ContextValue['lag']) =>
  (name: PianoFieldName): ContextValue => ({ lag, column: pianoColumn[name] });
const own = at(0);
const last = at(1);
const secondLast = at(2);

/**
 * The order-2 Markov baseline: each field depends on the two events before and on earlier fields of its own event. Events are notes and pedal events.
 * - wait: the last wait, duration and place in the beat, and the wait before;
 * - what: the last two whats and the wait just drawn;
 * - duration: the last two durations and the wait; velocity: the last two velocities and the wait;
 * - tempo: the last two tempos.
 * Chosen among a few chains each, for the lowest loss on unseen works: it should be hard to beat.
 */
const orderTwo: Readonly<Partial<Record<PianoFieldName, readonly Context[]>>> = {
  wait: [
    [last('wait'), secondLast('wait'), last('duration'), last('beatPhase')],
    [last('wait'), last('duration'), last('beatPhase')],
    [last('wait'), last('beatPhase')],
    [last('beatPhase')],
  ],
  what: [[last('what'), secondLast('what'), own('wait')], [last('what'), own('wait')], [own('wait')]],
  duration: [
    [last('duration'), secondLast('duration'), own('wait')],
    [last('duration'), own('wait')],
    [last('duration')],
  ],
  velocity: [
    [last('velocity'), secondLast('velocity'), own('wait')],
    [last('velocity'), secondLast('velocity')],
    [last('velocity')],
  ],
  tempo: [[last('tempo'), secondLast('tempo')], [last('tempo')]],
};

const model = (contexts: ContextTable): BackOffModel =>
  new BackOffModel({ schema: pianoSchema, isNote: isPianoNote, countedFields: pianoCountedFields }, contexts);

/** Each value by its frequency, whatever came before. */
export const pianoUnigram = (): BackOffModel => model({});

/** Each value by its frequency after the same two events, backing off to shorter contexts where those are rare. */
export const pianoMarkov = (): BackOffModel => model(orderTwo);
