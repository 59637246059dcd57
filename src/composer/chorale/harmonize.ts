import { VOICE_COUNT, type Chorale } from '../../encoding/chorale/chorale.js';
import { sample, type SamplingOptions } from '../../model/sampling/sample.js';
import type { EventModel } from '../../model/sampling/event-model.js';
import type { RandomSource } from '../../shared/random-source.js';
import { afterPitch, beforeChorale, nextPitch, type ChoraleState } from './chorale-state.js';

/** Options for finding the lower voices. */
export interface HarmonizeOptions {
  readonly model: EventModel;
  readonly sampling: SamplingOptions;
  readonly random: RandomSource;
  /** Number of harmonisations followed at once; 1 samples each chord without regard to the following soprano note. */
  readonly particles: number;
  /** Called after each sixteenth with the number done. */
  readonly onStep?: (steps: number) => void;
}

/** A harmonisation in four voices, and its likelihood. */
export interface Harmony {
  readonly chorale: Chorale;
  /** Nats per token over all voices, at temperature 1 and without constraints. */
  readonly natsPerToken: number;
}

/** A harmonisation in progress. */
interface Particle {
  readonly standing: ChoraleState;
  readonly steps: Chorale;
  readonly nats: number;
  /** Weight from the soprano's tokens since the last resampling. */
  readonly logWeight: number;
}

/** The particle after a sixteenth: the soprano's token is given and weights it, the others are sampled. */
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

/** The particles' normalised weights. */
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

/** Particles are resampled below this share of the effective number with equal weights. */
const FEWEST_EFFECTIVE = 0.5;

const effective = (particles: readonly Particle[]): number =>
  1 / sharesOf(particles).reduce((sum, share) => sum + share * share, 0) / particles.length;

/**
 * Samples alto, tenor and bass for a soprano given in sixteenths (MIDI pitches, or SILENCE). A sequential Monte Carlo
 * method (Doucet et al. 2001): harmonisations are weighted by how well they predict the soprano's next note, so that
 * those which lead where the melody goes survive. With many particles at temperature 1 it samples from the network's
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
