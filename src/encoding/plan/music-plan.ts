/** One note on the grid. Lists of notes are sorted by step, then pitch. */
export interface PlanNote {
  /** Onset in steps of 1/48 quarter. */
  readonly step: number;
  /** The step on which it ends, exclusive. */
  readonly end: number;
  readonly pitch: number;
  /** 1–127. */
  readonly velocity: number;
}

/** One bar of the metre. */
export interface BarLine {
  readonly step: number;
  readonly steps: number;
  /** 48 where quarters are beats, 24 for eighths, 72 in compound metres such as 6/8. */
  readonly beatSteps: number;
}

/**
 * How a bar relates to an earlier one: the same notes, transposed, same rhythm only, or nearly the same; `new` if
 * nothing earlier is similar.
 */
export type BarKind = 'new' | 'exact' | 'shifted' | 'rhythm' | 'varied';

/** How a phrase ends: on the dominant, on the tonic after a dominant, or on the tonic at the end of the music. */
export type Cadence = 'none' | 'half' | 'authentic' | 'final';

export type Mode = 'major' | 'minor';

/** What a bar does. */
export interface PlanBar {
  readonly step: number;
  readonly steps: number;
  readonly kind: BarKind;
  /** Index of the earlier bar that this one follows; −1 for none. */
  readonly reference: number;
  /** Semitones from the reference to this bar, −24 to 24; 0 unless the kind is shifted or varied. */
  readonly shift: number;
  /** Class of notes struck per quarter, 0–8. */
  readonly density: number;
  /** Finest division of the beat: 0 none, 1 beat, 2 eighth, 3 sixteenth, 4 triplet, 5 mixed, 6 finer. */
  readonly grid: number;
  /** Class of mean velocity, 0–7; −1 where all notes have one velocity. */
  readonly loudness: number;
  /** Bars until the end of the phrase, 0–15; 0 in its last bar. */
  readonly phraseLeft: number;
  /** Sections of like material share a number, 0–7. */
  readonly section: number;
  readonly sectionStart: boolean;
  /** How this bar's phrase ends: in its last bar, or on the first beat after it. */
  readonly cadence: Cadence;
}

/** Harmony and range of a part of a bar. */
export interface PlanSlot {
  readonly step: number;
  readonly steps: number;
  /** As in chord-vocabulary: root · 9 + quality, 108 for none. */
  readonly chord: number;
  /** Pitch class of the bass, 12 for none. */
  readonly bass: number;
  /** Local key. */
  readonly tonic: number;
  readonly mode: Mode;
  /** Highest and lowest pitch struck in the slot; −1 where none is. */
  readonly top: number;
  readonly low: number;
}

/** The plan of a piece, bar by bar and chord by chord. Slots lie inside bars and cover them. */
export interface MusicPlan {
  readonly bars: readonly PlanBar[];
  readonly slots: readonly PlanSlot[];
  /** Key of the whole piece. */
  readonly tonic: number;
  readonly mode: Mode;
}
