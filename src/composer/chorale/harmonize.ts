import { VOICE_COUNT, type Chorale } from '../../encoding/chorale/chorale.js';
import { sample, type SamplingOptions } from '../../model/sampling/sample.js';
import type { EventModel } from '../../model/sampling/event-model.js';
import type { RandomSource } from '../../shared/random-source.js';
import { afterPitch, beforeChorale, nextPitch, type ChoraleState } from './chorale-state.js';

/** How the lower voices are found. */
export interface HarmonizeOptions {
  readonly model: EventModel;
  readonly sampling: SamplingOptions;
  readonly random: RandomSource;
  /** Harmonisations that are tried side by side; 1 draws each chord without a look at what the soprano does next. */
  readonly particles: number;
  /** Told after each sixteenth how many are done. */
  readonly onStep?: (steps: number) => void;
}

/** Four voices below and with a soprano, and what the network thinks of them. */
export interface Harmony {
  readonly chorale: Chorale;
  /** Nats a token over all voices, at temperature 1 and without bounds. */
  readonly natsPerToken: number;
}

/** One harmonisation on its way. */
interface Particle {
  readonly standing: ChoraleState;
  readonly steps: Chorale;
  readonly nats: number;
  /** Of the soprano's tokens since the particles were last drawn anew. */
  readonly logWeight: number;
}

/** The particle after a sixteenth: the soprano's token is given and weighs, the others are drawn. */
const afterStep = async (
  { model, sampling, random }: HarmonizeOptions,
  particle: Particle,
  soprano: number,
): Promise<Particle> => {
  const step: number[] = [];
  let { standing, nats, logWeight } = particle;
  while (step.length < VOICE_COUNT) {
    const { logits, allowed, pitchOf, natsOf } = await nextPitch(model, standing);
    const pitch = step.length === 0 ? soprano : pitchOf(sample(logits, sampling, random, allowed));
    nats += natsOf(pitch);
    if (step.length === 0) logWeight -= natsOf(pitch);
    step.push(pitch);
    standing = await afterPitch(model, standing, pitch);
  }
  return { standing, nats, logWeight, steps: [...particle.steps, step] };
};

/** The particles' shares of all weight. */
const sharesOf = (particles: readonly Particle[]): readonly number[] => {
  const most = Math.max(...particles.map(({ logWeight }) => logWeight));
  const weights = particles.map(({ logWeight }) => Math.exp(logWeight - most));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
};

/** Systematic resampling: `count` particles, each as often as its share says, up to one. */
const resample = (particles: readonly Particle[], count: number, random: RandomSource): readonly Particle[] => {
  const shares = sharesOf(particles);
  const offset = random.next();
  let index = 0;
  let reached = shares[0];
  return Array.from({ length: count }, (_, i) => {
    while ((i + offset) / count >= reached && index < particles.length - 1) reached += shares[++index];
    return { ...particles[index], logWeight: 0 };
  });
};

/** Below this share of equal weights particles are drawn anew. */
const FEWEST_EFFECTIVE = 0.5;

const effective = (particles: readonly Particle[]): number =>
  1 / sharesOf(particles).reduce((sum, share) => sum + share * share, 0) / particles.length;

/**
 * Draws alto, tenor and bass for a soprano given by sixteenths (MIDI pitches, or SILENCE). A sequential Monte Carlo
 * method (Doucet et al. 2001): what the network expects of the soprano next weighs the harmonisations so far, so that
 * those which lead where the melody goes survive. With many particles at temperature 1 it draws from the network's
 * own distribution of harmonisations of the whole melody.
 */
export const harmonize = async (options: HarmonizeOptions, soprano: readonly number[]): Promise<Harmony> => {
  const { model, random, particles: count, onStep } = options;
  const first: Particle = { standing: await beforeChorale(model), steps: [], nats: 0, logWeight: 0 };
  let particles: readonly Particle[] = Array<Particle>(count).fill(first);
  for (const [i, pitch] of soprano.entries()) {
    const next: Particle[] = [];
    for (const particle of particles) next.push(await afterStep(options, particle, pitch));
    particles = effective(next) < FEWEST_EFFECTIVE ? resample(next, count, random) : next;
    onStep?.(i + 1);
  }
  const [{ steps, nats }] = resample(particles, 1, random);
  return { chorale: steps, natsPerToken: nats / Math.max(1, soprano.length * VOICE_COUNT) };
};
