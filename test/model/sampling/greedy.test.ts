import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { decodeCheckpoint } from '../../../src/model/checkpoint/checkpoint.js';
import { engines } from '../support/engines.js';
import { learnMelody, melody, melodyNetwork, playGreedily } from '../support/melody.js';

// Loading WASM takes a second of processor time, and tests share their machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** `learnMelody` on native ONNX Runtime for 60 steps, stored as F16: it knows the tune and stumbles off the beaten track. */
const file = 'melody-checkpoint.safetensors';
const { card, weights } = decodeCheckpoint(readFileSync(new URL(`../../fixtures/${file}`, import.meta.url)), file);

const frereJacques = '4C 2D 2E 2C 2C 2D 2E 2C 2E 2F 2G 4E 2F 2G 4G 1A 1G 1F 1E 2C 2G 1A 1G 1F 1E 2C 2C 2g 2C 4C 2g 2C';

const continuations: readonly { readonly prime: string; readonly notes: string }[] = [
  { prime: '', notes: frereJacques },
  {
    prime: '2F 2E',
    notes: '2C 2C 2D 2E 2C 2C 2D 2E 2F 2G 4E 2F 2G 4G 1A 1G 1F 1E 2C 2G 1A 1G 1F 1E 2C 2C 2g 2C 4C 2g 2C 4C',
  },
  {
    prime: '1A 1A 1A',
    notes: '2E 2C 2C 2D 2E 2C 2C 2g 2C 4C 2g 2C 4C 2g 2C 4C 2g 2C 4C 2g 2C 4C 2g 2C 4C 2g 2C 4C 2g 2C 4C 2g',
  },
  {
    prime: '2A 2F 2D',
    notes: '2E 2C 2C 2D 2E 2C 2C 4E 2F 2G 4E 2F 2G 4G 1A 1G 1F 1E 2C 2G 1A 1G 1F 1E 2C 2C 2g 2C 4C 2g 2C 4C',
  },
];

describe.each(Object.entries(engines))('the tiny checkpoint on %s', (_, loadEngine) => {
  it.each(continuations)('plays exactly these notes after “$prime”', async ({ prime, notes }) => {
    const played = await playGreedily(await loadEngine(), weights, prime.split(' ').filter(Boolean), 32);
    expect(played.notes).toBe(notes);
    // Far more than the engines differ by, so that the notes are the checkpoint's and not the machine's.
    expect(played.closest).toBeGreaterThan(0.05);
  });
});

describe('a tiny network', () => {
  it('is the one in the checkpoint', () => {
    expect(card.network).toEqual(melodyNetwork);
  });

  it('learns a tune by heart and plays it', async () => {
    const engine = await engines['native ONNX Runtime']();
    const learned = await learnMelody(engine, 100);
    expect(learned.losses[0]).toBeCloseTo(3.044, 2);
    expect(learned.losses.at(-1)).toBeLessThan(0.12);
    const { notes } = await playGreedily(engine, learned.weights, [], melody.length);
    expect(notes).toBe(frereJacques);
  });
});
