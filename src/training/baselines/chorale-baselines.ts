import { choraleSchema } from '../../encoding/chorale/chorale-schema.js';
import type { ContextValue } from './back-off-field.js';
import { BackOffModel, type ContextTable } from './back-off-model.js';

/** The given fields of a chorale row describe the next token, so those of a token are one row back. */
const field = (name: (typeof choraleSchema)[number]['name'], lag: ContextValue['lag']): ContextValue => ({
  lag,
  column: choraleSchema.findIndex((spec) => spec.name === name),
});

const voice = field('nextVoice', 1);
const voicePitch = field('nextPrevious', 1);
const voiceHeld = field('nextHeld', 1);

/** Every token of a chorale counts. */
const isToken = (): boolean => true;

const model = (contexts: ContextTable): BackOffModel =>
  new BackOffModel({ schema: choraleSchema, isNote: isToken, countedFields: ['pitch'] }, contexts);

/** Each pitch by its frequency in its voice. */
export const choraleUnigram = (): BackOffModel => model({ pitch: [[voice]] });

/**
 * Each pitch by its frequency after the same two tokens (the voices above), in the same voice, from the same pitch of
 * that voice held for the same time; backing off to one token, to none, and to the voice alone.
 */
export const choraleMarkov = (): BackOffModel => {
  const own = [voice, voicePitch, voiceHeld];
  const [first, second] = [field('pitch', 1), field('pitch', 2)];
  return model({ pitch: [[...own, first, second], [...own, first], own, [voice]] });
};
