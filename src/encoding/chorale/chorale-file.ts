import { z } from 'zod';
import { DaemonError } from '../../shared/error.js';
import { invalidText } from '../../shared/invalid-value.js';
import { SILENCE, VOICE_COUNT, type Chorale } from './chorale.js';
import { HIGHEST_CHORALE_PITCH, LOWEST_CHORALE_PITCH } from './chorale-pitch.js';

/** The file given as chorales does not contain chorales. */
export class ChoraleFileError extends DaemonError {
  readonly code = 'CHORALE_FILE_UNREADABLE';

  constructor(file: string, fault: string, options?: ErrorOptions) {
    super(
      `"${file}" is not a chorale file: ${fault}. Give a JSON object of train, valid or test, each a list of ` +
        'chorales, each a list of sixteenths [S, A, T, B] in MIDI pitches, -1 for silence.',
      options,
    );
  }
}

export type ChoraleSplitName = 'train' | 'valid' | 'test';

/** The splits a file has; each that is present holds at least one chorale. */
export type ChoraleSplits = Readonly<Partial<Record<ChoraleSplitName, readonly Chorale[]>>>;

const pitch = z
  .int()
  .refine(
    (value) => value === SILENCE || (value >= LOWEST_CHORALE_PITCH && value <= HIGHEST_CHORALE_PITCH),
    `must be a pitch from ${LOWEST_CHORALE_PITCH} to ${HIGHEST_CHORALE_PITCH}, or ${SILENCE}`,
  );
const chorales = z.array(z.array(z.array(pitch).length(VOICE_COUNT)).min(1)).min(1);
const file = z
  .object({ train: chorales, valid: chorales, test: chorales })
  .partial()
  .refine((splits) => Object.keys(splits).length > 0, 'must have train, valid or test');

const parseJson = (text: string, name: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ChoraleFileError(name, 'it is not JSON', { cause });
  }
};

/** The chorales in a JSON text; `name` is what an error calls the file. Other keys are ignored. */
export const readChorales = (text: string, name: string): ChoraleSplits => {
  const json = parseJson(text, name);
  const parsed = file.safeParse(json);
  if (!parsed.success) throw new ChoraleFileError(name, invalidText(file, json, parsed.error));
  const { train, valid, test } = parsed.data;
  return { ...(train && { train }), ...(valid && { valid }), ...(test && { test }) };
};
