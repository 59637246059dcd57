import { NO_CHORD, QUALITIES, chordQuality, chordRoot } from './chord-vocabulary.js';
import type { SpanEvidence } from './span-evidence.js';

/** Log-likelihood of a sounding pitch class, by whether it is root, third, fifth, seventh or foreign to the chord. */
const TONE_SCORE = [-1.15, -1.35, -1.45, -1.75];
const FOREIGN_SCORE = -3.6;

/** What it counts for that the bass is root, third, fifth, seventh or foreign. */
const BASS_SCORE = [0.6, 0.1, -0.2, -0.4];
const FOREIGN_BASS = -0.9;

/** Qualities that are rarer than their notes alone tell. */
const RARITY = [0, 0, 0.15, 0.6, 0.1, 0.25, 0.45, 0.3, 0.15];

/** How quickly more sounding makes a span surer: weight at which half of the most is reached, and the most. */
const HALF_SURE = 100;
const MOST_SURE = 4;

interface Template {
  readonly tones: Float64Array;
  readonly bass: Float64Array;
  readonly rarity: number;
}

const TEMPLATES: readonly Template[] = Array.from({ length: NO_CHORD }, (_, chord) => {
  const tones = new Float64Array(12).fill(FOREIGN_SCORE);
  const bass = new Float64Array(12).fill(FOREIGN_BASS);
  QUALITIES[chordQuality(chord)].forEach((interval, i) => {
    tones[(chordRoot(chord) + interval) % 12] = TONE_SCORE[i];
    bass[(chordRoot(chord) + interval) % 12] = BASS_SCORE[i];
  });
  return { tones, bass, rarity: RARITY[chordQuality(chord)] };
});

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

/** How surely a span's notes tell of its chord and key; 0 where nothing sounds. */
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
  const { weights, bass, bassWeight } = evidence;
  if (bass < 0) return scores;
  const scale = certainty(evidence) / sum(weights);
  for (let chord = 0; chord < NO_CHORD; chord++) {
    const template = TEMPLATES[chord];
    scores[chord] = bassWeight * template.bass[bass] - template.rarity + scale * toneScore(weights, template.tones);
  }
  return scores;
};
