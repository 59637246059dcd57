import { choraleSchema } from '../../encoding/chorale/chorale-schema.js';
import type { ContextValue } from './back-off-field.js';
import { BackOffModel, type ContextTable } from './back-off-model.js';

/** The given fields of a chorale row tell of the next token, so a token finds its own one row back. */
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

/** Each pitch as likely as it is frequent in its voice. */
export const choraleUnigram = (): BackOffModel => model({ pitch: [[voice]] });

/**
 * Each pitch as likely as after the same two tokens (the voices above), in the same voice, from the same pitch of
 * that voice held for as long; then without the second token, without both, and by voice alone.
 */
export const choraleMarkov = (): BackOffModel => {
  const own = [voice, voicePitch, voiceHeld];
  const [first, second] = [field('pitch', 1), field('pitch', 2)];
  return model({ pitch: [[...own, first, second], [...own, first], own, [voice]] });
};
