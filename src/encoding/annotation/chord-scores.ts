import { NO_CHORD, chordQuality, chordRoot, pitchClass } from '../plan/chord-vocabulary.js';
import { BASS_COSTS, TONE_COSTS } from './harmony-statistics.js';
import type { SpanEvidence } from './span-evidence.js';

/** How much the bass counts. */
const BASS_SHARE = 0.3;

/** How certainty grows with the sounding weight of a span: the weight for half the maximum, and the maximum. */
const HALF_SURE = 60;
const MOST_SURE = 7;

interface Template {
  readonly tones: Float64Array;
  readonly bass: Float64Array;
}

const onRoot = (costs: readonly number[], root: number, share: number): Float64Array =>
  Float64Array.from(costs, (_, tone) => -share * costs[pitchClass(tone - root)]);

const TEMPLATES: readonly Template[] = Array.from({ length: NO_CHORD }, (_, chord) => ({
  tones: onRoot(TONE_COSTS[chordQuality(chord)], chordRoot(chord), 1),
  bass: onRoot(BASS_COSTS[chordQuality(chord)], chordRoot(chord), BASS_SHARE),
}));

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

/** How much a span's notes reveal of its chord and key; 0 for silence. */
export const certainty = ({ weights }: SpanEvidence): number => {
  const total = sum(weights);
  return (MOST_SURE * total) / (total + HALF_SURE);
};

/** The sum of what each sounding pitch class says of a chord. */
const toneScore = (weights: Float64Array, tones: Float64Array): number => {
  let score = 0;
  for (let tone = 0; tone < 12; tone++) score += weights[tone] * tones[tone];
  return score;
};

/** How well each chord explains a span, in nats; all 0 where nothing sounds. */
export const chordScores = (evidence: SpanEvidence): Float64Array => {
  const scores = new Float64Array(NO_CHORD);
  const { weights, bass } = evidence;
  const total = sum(weights);
  if (total === 0) return scores;
  const scale = certainty(evidence) / total;
  for (let chord = 0; chord < NO_CHORD; chord++) {
    const template = TEMPLATES[chord];
    scores[chord] = scale * toneScore(weights, template.tones) + (bass < 0 ? 0 : template.bass[bass]);
  }
  return scores;
};
