import type { MusicPlan } from './music-plan.js';

/** Which parts of a plan a network is given; the others are absent in its rows. */
export interface ToldParts {
  /** Chords, basses and keys. */
  readonly harmony: boolean;
  /** Which earlier bar a bar repeats, and that bar's notes. */
  readonly references: boolean;
  /** Bars from the beginning, to the phrase's end and to the end, and cadences. */
  readonly place: boolean;
  /** How many notes a bar has and how finely it is divided. */
  readonly density: boolean;
  readonly loudness: boolean;
  /** The highest and lowest pitch of each slot. */
  readonly contour: boolean;
  /** The sounding notes: not part of a plan, but they may be withheld too. */
  readonly sounding: boolean;
}

/** Where recall is given: `planned`, in bars that the plan repeats; `briefly`, elsewhere for two beats. */
export type RecallUse = 'always' | 'briefly' | 'planned' | 'never';

/** The conditioning of a network beside the music itself. */
export interface Told {
  readonly plan: MusicPlan;
  /** Index of the piece's last bar; −1 if unknown. */
  readonly lastBar: number;
  readonly parts: ToldParts;
  readonly recall: RecallUse;
}

export const allParts: ToldParts = {
  harmony: true,
  references: true,
  place: true,
  density: true,
  loudness: true,
  contour: true,
  sounding: true,
};

export const emptyPlan: MusicPlan = { bars: [], slots: [], tonic: 0, mode: 'major' };

/** No plan: only sounding notes and recall. */
export const unplanned: Told = { plan: emptyPlan, lastBar: -1, parts: allParts, recall: 'always' };
