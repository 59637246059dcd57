import { findModel } from '../../model/checkpoint/model-names.js';
import { blendText, isBlend, readBlend, type BlendPart } from '../../protocol/blend.js';
import { DaemonError } from '../../shared/error.js';
import { isSameName } from '../../shared/names.js';
import { fewNames } from '../../shared/nearest-names.js';

/** One composer of a blend. */
export interface BlendedComposer {
  /** Name of the playable model. */
  readonly voice: string;
  /** Slot in the model's own table; null for no composer. */
  readonly composer: string | null;
  readonly percent: number;
}

/** What blending needs to know about playable models. */
export interface BlendableModel {
  readonly name: string;
  readonly file: string;
  readonly composer: string | null;
  /** For several composers; absent for one. */
  readonly blend?: readonly BlendedComposer[];
}

/** The text is not a valid blend. */
export class BlendTextError extends DaemonError {
  readonly code = 'BLEND_INVALID';
  override readonly exitCode = 2;

  constructor(text: string, problem: string) {
    super(`"${text}" is not a valid blend: ${problem}.`);
  }
}

/** Composers of different networks cannot be blended. */
export class BlendAcrossModelsError extends DaemonError {
  readonly code = 'BLEND_ACROSS_MODELS';

  constructor(first: string, other: string, choices: readonly string[]) {
    const remedy =
      choices.length === 0
        ? `${first} can be blended with nobody; choose composers of one model of several.`
        : `With ${first} go ${fewNames(choices)}.`;
    super(`${first} and ${other} belong to different models and cannot be blended. ${remedy}`);
  }
}

const isNamed = (voices: readonly BlendableModel[], wanted: string): boolean =>
  voices.some(({ name }) => isSameName(name, wanted));

const blended = <PlayableModel extends BlendableModel>(
  voices: readonly PlayableModel[],
  parts: readonly BlendPart[],
  find: (name: string) => PlayableModel,
): PlayableModel => {
  const found = parts.map(({ composer, percent }) => ({ voice: find(composer), percent }));
  const [first] = found;
  const stranger = found.find(({ voice }) => voice.file !== first.voice.file);
  if (stranger) {
    const choices = voices.filter(({ file, name }) => file === first.voice.file && name !== first.voice.name);
    throw new BlendAcrossModelsError(
      first.voice.name,
      stranger.voice.name,
      choices.map(({ name }) => name),
    );
  }
  if (found.length === 1) return first.voice;
  const heaviest = found.reduce((most, part) => (part.percent > most.percent ? part : most));
  return {
    ...heaviest.voice,
    name: blendText(found.map(({ voice, percent }) => ({ composer: voice.name, percent }))),
    blend: found.map(({ voice, percent }) => ({ voice: voice.name, composer: voice.composer, percent })),
  };
};

/**
 * The requested model: by name, or a blend such as `Chopin:70+Joplin:30`, whose primer comes from the composer with the
 * largest share. `find` resolves each name or throws.
 */
export const wantedModel = <PlayableModel extends BlendableModel>(
  voices: readonly PlayableModel[],
  wanted: string,
  find: (name: string) => PlayableModel,
): PlayableModel => {
  if (!isBlend(wanted) || isNamed(voices, wanted)) return find(wanted);
  const parts = readBlend(wanted);
  if (typeof parts === 'string') throw new BlendTextError(wanted, parts);
  return blended(voices, parts, find);
};

/** Like `wantedModel`, resolving names like model names. */
export const findPlayableModel = <PlayableModel extends BlendableModel>(voices: readonly PlayableModel[], wanted: string): PlayableModel =>
  wantedModel(voices, wanted, (name) => findModel(voices, name));

/** The names that can be blended with each other, one list per network. */
export const familiesOf = (voices: readonly BlendableModel[]): string[][] => {
  const families = new Map<string, string[]>();
  for (const { file, name } of voices) families.set(file, [...(families.get(file) ?? []), name]);
  return [...families.values()].filter(({ length }) => length > 1);
};
