/** Tempo estimate of a phrase. */
export interface PhraseTempo {
  readonly bpm: number;
  /** Share of belief, 0–1, that lies within some percent of `bpm`. */
  readonly confidence: number;
}

/** Keys struck within this time are one onset. */
const CHORD_MS = 30;
const FEWEST_ONSETS = 4;
/** Only the latest onsets count, which bounds the cost of a long phrase. */
const MOST_ONSETS = 48;
/** Standard deviation of human timing. */
const HUMAN_MS = 18;
/** Density of onsets off the grid: ornaments, slips. */
const STRAY_PER_MS = 0.0008;
/** Spread of the prior around the current tempo, in natural logarithms. */
const PRIOR_SPREAD = 0.22;
const SLOWEST_BPM = 30;
const FASTEST_BPM = 260;
/** Tempos are tried in coarse steps, … */
const COARSE_STEP = 1.015;
/** … and around the best one in fine steps. */
const FINE_STEP = 1.0025;
const NEAR = 1.04;
/** Beats are tried on these onsets and slightly off them, since human timing is not exact. */
const MOST_BEATS = 6;
const BEAT_OFFSETS_MS = [-16, 0, 16];
const MS_PER_MINUTE = 60_000;

/** Positions in the beat where notes fall, and how often. */
const PLACES = [
  { phase: 0, weight: 0.36 },
  { phase: 1 / 2, weight: 0.28 },
  { phase: 1 / 4, weight: 0.11 },
  { phase: 3 / 4, weight: 0.11 },
  { phase: 1 / 3, weight: 0.07 },
  { phase: 2 / 3, weight: 0.07 },
] as const;

const onsetsOf = (timesMs: readonly number[]): readonly number[] => {
  const onsets: number[] = [];
  for (const time of [...timesMs].sort((a, b) => a - b)) {
    if (onsets.length === 0 || time - onsets[onsets.length - 1] > CHORD_MS) onsets.push(time);
  }
  return onsets.slice(-MOST_ONSETS);
};

/** Log likelihood of an onset at a distance from a beat: a normal distribution around each position in the beat. */
const fit = (sinceBeatMs: number, periodMs: number): number => {
  const phase = sinceBeatMs / periodMs - Math.floor(sinceBeatMs / periodMs);
  let density = STRAY_PER_MS;
  for (const place of PLACES) {
    const apart = Math.abs(phase - place.phase);
    const deviations = (Math.min(apart, 1 - apart) * periodMs) / HUMAN_MS;
    density += (place.weight * Math.exp(-0.5 * deviations * deviations)) / (HUMAN_MS * Math.sqrt(2 * Math.PI));
  }
  return Math.log(density);
};

/** The best log likelihood of all onsets for a beat of `periodMs`, over possible positions of the beat. */
const fitPhrase = (onsets: readonly number[], periodMs: number): number => {
  let best = -Infinity;
  for (const beat of onsets.slice(0, MOST_BEATS)) {
    for (const offset of BEAT_OFFSETS_MS) {
      let sum = 0;
      for (const onset of onsets) sum += fit(onset - beat - offset, periodMs);
      best = Math.max(best, sum);
    }
  }
  return best;
};

interface Candidate {
  readonly bpm: number;
  readonly score: number;
}

const judge = (onsets: readonly number[], presentBpm: number, from: number, to: number, step: number): Candidate[] => {
  const candidates: Candidate[] = [];
  for (let bpm = from; bpm <= to; bpm *= step) {
    const distance = Math.log(bpm / presentBpm) / PRIOR_SPREAD;
    candidates.push({ bpm, score: fitPhrase(onsets, MS_PER_MINUTE / bpm) - 0.5 * distance * distance });
  }
  return candidates;
};

const best = (candidates: readonly Candidate[]): Candidate => candidates.reduce((a, b) => (b.score > a.score ? b : a));

/**
 * The tempo of a phrase from its onsets: the one whose beats, halves, quarters and thirds fit the notes best, weighted
 * by closeness to the current tempo, which decides between a tempo and its double. Null with too few notes.
 */
export const estimatePhraseTempo = (timesMs: readonly number[], presentBpm: number): PhraseTempo | null => {
  const onsets = onsetsOf(timesMs);
  if (onsets.length < FEWEST_ONSETS) return null;
  const coarse = judge(onsets, presentBpm, SLOWEST_BPM, FASTEST_BPM, COARSE_STEP);
  const peak = best(coarse);
  const { bpm } = best(judge(onsets, presentBpm, peak.bpm / COARSE_STEP, peak.bpm * COARSE_STEP, FINE_STEP));
  const belief = ({ score }: Candidate): number => Math.exp(score - peak.score);
  const sum = (candidates: readonly Candidate[]): number => candidates.reduce((total, each) => total + belief(each), 0);
  return {
    bpm,
    confidence: sum(coarse.filter((each) => each.bpm < bpm * NEAR && each.bpm > bpm / NEAR)) / sum(coarse),
  };
};
