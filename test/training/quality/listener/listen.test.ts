import { describe, expect, it } from 'vitest';
import { areaUnderCurve } from '../../../../src/training/quality/listener/auc.js';
import { listenerInput } from '../../../../src/training/quality/listener/hearing.js';
import { listen, listenTo } from '../../../../src/training/quality/listener/listen.js';
import { randomPieces, withClashes } from './made-excerpts.js';

const judged = (score: number, isWritten: boolean, weight = 1) => ({ score, isWritten, weight });

describe('the area under the curve', () => {
  it('is the share of pairs in the right order, ties by half', () => {
    expect(areaUnderCurve([judged(0, false), judged(1, true), judged(2, false), judged(3, true)])).toBe(3 / 4);
    expect(areaUnderCurve([judged(1, false), judged(1, true)])).toBe(0.5);
    expect(areaUnderCurve([judged(0, true), judged(1, false)])).toBe(0);
  });

  it('weighs, and is unknown without two sides', () => {
    expect(areaUnderCurve([judged(0, false, 3), judged(1, true), judged(2, false)])).toBe(3 / 4);
    expect(areaUnderCurve([judged(0, false)])).toBeNaN();
  });
});

describe('the machine listener', () => {
  const real = listenerInput(randomPieces(16, 1));

  it('cannot tell music from itself', () => {
    const found = listenTo(real, real, 'expression')!;
    expect(found.verdict.linear.value).toBeCloseTo(0.5, 5);
    expect(found.verdict.boosted.value).toBeCloseTo(0.5, 5);
    expect(found.features.every(({ auc }) => Math.abs(auc - 0.5) < 1e-9)).toBe(true);
  });

  it('hardly tells music from other music of the same kind', () => {
    const { linear, boosted } = listenTo(real, listenerInput(randomPieces(16, 101)), 'notes')!.verdict;
    for (const { value } of [linear, boosted]) expect(Math.abs(value - 0.5)).toBeLessThan(0.25);
  });

  it('finds a planted difference and names it', () => {
    const written = listenerInput(randomPieces(16, 201, withClashes));
    const { verdict, features } = listenTo(real, written, 'notes')!;
    expect(Math.min(verdict.linear.value, verdict.boosted.value)).toBeGreaterThan(0.95);
    const clash = features.find(({ name }) => name === 'semitone clashes')!;
    expect(clash.written).toBeGreaterThan(2 * clash.real);
    expect(clash.auc).toBeGreaterThan(0.95);
    expect(features.slice(0, 12)).toContain(clash);
  });

  it('hears loudness only when it listens to expression', () => {
    const loud = listenerInput(randomPieces(16, 301, (notes) => notes.map((one) => ({ ...one, velocity: 90 }))));
    const auc = (hearing: 'notes' | 'expression') => listenTo(real, loud, hearing)!.verdict.boosted.value;
    expect(auc('notes')).toBeLessThan(0.75);
    expect(auc('expression')).toBeGreaterThan(0.95);
  });

  it('says the same each time, whatever else it listened to', () => {
    const [a, b] = [randomPieces(6, 1), randomPieces(6, 51)];
    expect(listen(a, b, 'notes')).toEqual(listen(a, b, 'notes'));
  });

  it('leaves out composers who are on one side only, and says nothing without any', () => {
    const czerny = randomPieces(8, 401).filter(({ composer }) => composer === 'Czerny');
    expect(listenTo(real, listenerInput(czerny), 'notes')).toMatchObject({
      real: { pieces: 8 },
      written: { pieces: 4 },
    });
    const nobody = listenerInput(czerny.map((piece) => ({ ...piece, composer: 'Nobody' })));
    expect(listenTo(real, nobody, 'notes')).toBeUndefined();
  });

  it('weighs composers alike on both sides, so that who is written by whom tells nothing', () => {
    const high = (pieces: ReturnType<typeof randomPieces>) =>
      pieces.map((piece) => (piece.composer === 'Czerny' ? piece : { ...piece, piece: upAnOctave(piece.piece) }));
    const few = high(randomPieces(16, 501)).filter(({ composer }, i) => composer === 'Czerny' || i % 8 === 1);
    const { features } = listenTo(listenerInput(high(randomPieces(16, 1))), listenerInput(few), 'notes')!;
    const pitch = features.find(({ name }) => name === 'mean pitch')!;
    expect(pitch.written).toBeCloseTo(pitch.real, 0);
  });
});

const upAnOctave = (piece: ReturnType<typeof randomPieces>[number]['piece']) => ({
  ...piece,
  tracks: piece.tracks.map((track) => ({
    ...track,
    notes: track.notes.map((one) => ({ ...one, pitch: one.pitch + 12 })),
  })),
});
