import { describe, expect, it } from 'vitest';
import { encodePiece } from '../../../src/encoding/piano/encode-piece.js';
import {
  PEDAL_DOWN_ID,
  PEDAL_UP_ID,
  absentIn,
  pianoColumn,
  pianoSchema,
} from '../../../src/encoding/piano/piano-schema.js';
import { idAt, rowSteps } from '../../../src/encoding/piano/row-timeline.js';
import { rowsOf } from '../../../src/encoding/shared/sequence-rows.js';
import { tempoRatio } from '../../../src/encoding/vocabulary/tempo.js';
import { pieceOf } from '../random-pieces.js';

const whats = (piece: Parameters<typeof encodePiece>[0]): number[] =>
  rowsOf(encodePiece(piece), pianoSchema)
    .slice(1)
    .map((row) => row[pianoColumn.what]);

describe('encoding a piece', () => {
  it('writes the schema out in one worked example', () => {
    const notes = [
      { tick: 480, pitch: 64, durationTicks: 236, velocity: 80 },
      { tick: 480, pitch: 60, durationTicks: 480, velocity: 64 },
      { tick: 720, pitch: 65, durationTicks: 240, velocity: 127 },
    ];
    const piece = pieceOf(notes, {
      pedals: [{ tick: 482, channel: 0, value: 100 }],
      meters: [{ tick: 0, numerator: 3, denominator: 4 }],
    });
    const pedalUsedAndDynamicsVary = 3;
    expect(rowsOf(encodePiece(piece, { composerSlot: 7 }), pianoSchema)).toEqual([
      [2, 79, 0, 0, 1, 7, pedalUsedAndDynamicsVary, 130, 81, 32, 49],
      [0, 48, 0, 1, 1, 7, pedalUsedAndDynamicsVary, PEDAL_DOWN_ID, 81, 32, 24],
      [0, 0, 0, 1, 1, 7, pedalUsedAndDynamicsVary, 60, 47, 16, 49],
      [0, 0, 0, 1, 1, 7, pedalUsedAndDynamicsVary, 64, 23, 20, 49],
      [0, 24, 24, 1, 1, 7, pedalUsedAndDynamicsVary, 65, 23, 31, 24],
    ]);
  });

  it('counts notes, not rows, and gives the tempo most of the music runs at', () => {
    const tempos = [
      { tick: 0, bpm: 40 },
      { tick: 480, bpm: 100 },
      { tick: 4800, bpm: 50 },
    ];
    const encoded = encodePiece(
      pieceOf([{ tick: 0 }, { tick: 4900 }], { tempos, pedals: [{ tick: 0, channel: 0, value: 127 }] }),
    );
    expect(encoded).toMatchObject({ length: 4, noteCount: 2, baseBpm: 100 });
  });

  it('says how fast the way to each onset was', () => {
    const tempos = [
      { tick: 0, bpm: 100 },
      { tick: 1920, bpm: 50 },
      { tick: 2400, bpm: 100 },
    ];
    const encoded = encodePiece(
      pieceOf(
        [0, 480, 960, 1440, 1920, 2400, 2880].map((tick) => ({ tick })),
        { tempos },
      ),
    );
    const ratios = [2, 3, 4, 5, 6, 7].map((row) => tempoRatio(idAt(encoded, row, 'tempo')));
    expect(idAt(encoded, 1, 'tempo')).toBe(absentIn('tempo'));
    expect(ratios.map((ratio) => Math.round(ratio * 10) / 10)).toEqual([1, 1, 1, 1, 0.5, 1]);
  });

  it('keeps one note of a key struck twice at once, the longer and louder', () => {
    const encoded = encodePiece(
      pieceOf([
        { durationTicks: 240, velocity: 90 },
        { durationTicks: 960, velocity: 30 },
      ]),
    );
    expect(encoded.noteCount).toBe(1);
    expect(idAt(encoded, 1, 'velocity')).toBe(22);
    expect(idAt(encoded, 1, 'duration')).toBe(63);
  });

  it('leaves percussion out', () => {
    expect(encodePiece(pieceOf([{ channel: 9 }, { tick: 480 }])).noteCount).toBe(1);
  });

  it('hears only presses and releases of the pedal, before the notes they meet', () => {
    const pedals = [0, 70, 90, 127, 64, 20, 0].map((value, i) => ({ tick: i * 480, channel: 0, value }));
    const piece = pieceOf(
      [
        { tick: 480, pitch: 60 },
        { tick: 2400, pitch: 62 },
      ],
      { pedals },
    );
    expect(whats(piece)).toEqual([PEDAL_DOWN_ID, 60, PEDAL_UP_ID, 62]);
  });

  it('keeps a pedal that is lifted and pressed again at once, and drops a touch that nobody hears', () => {
    const pedal = (tick: number, value: number) => ({ tick, channel: 0, value });
    const pressed = [pedal(0, 127), pedal(960, 0), pedal(962, 127)];
    expect(whats(pieceOf([{ tick: 960 }], { pedals: pressed }))).toEqual([
      PEDAL_DOWN_ID,
      PEDAL_UP_ID,
      PEDAL_DOWN_ID,
      60,
    ]);
    expect(whats(pieceOf([{ tick: 960 }], { pedals: [pedal(960, 127), pedal(962, 0)] }))).toEqual([60]);
  });

  it('counts an upbeat from the bar line before it', () => {
    const encoded = encodePiece(pieceOf([{ tick: 1440 }, { tick: 1920 }]));
    expect([1, 2].map((row) => idAt(encoded, row, 'beatInBar'))).toEqual([3, 0]);
  });

  it('lets no rounding add up: late onsets stay where they were', () => {
    const onsets = Array.from({ length: 400 }, (_, i) => Math.round((i * 480) / 7));
    const steps = rowSteps(encodePiece(pieceOf(onsets.map((tick) => ({ tick })))));
    expect(steps.slice(1)).toEqual(onsets.map((tick) => Math.round(tick / 10)));
  });

  it('gives back what a long wait lost with the waits after it', () => {
    const ticks = [0, 480 * 9, 480 * 9, 480 * 12, 480 * 13];
    const steps = rowSteps(encodePiece(pieceOf(ticks.map((tick, i) => ({ tick, pitch: 60 + i })))));
    expect(steps[3]).toBe(steps[2]);
    expect(steps.slice(4)).toEqual([48 * 12, 48 * 13]);
  });

  it('shortens endless silence by whole bars', () => {
    const bar = 1440;
    const meters = [{ tick: 0, numerator: 3, denominator: 4 }];
    const encoded = encodePiece(pieceOf([{ tick: 1000 * bar + 480 }, { tick: 2000 * bar + 960 }], { meters }));
    expect(rowSteps(encoded)[1]).toBe(48);
    expect(idAt(encoded, 2, 'wait')).toBeGreaterThan(0);
    expect([1, 2].map((row) => idAt(encoded, row, 'beatInBar'))).toEqual([1, 2]);
  });

  it('shortens silence before a change of metre too, and counts bars from the change', () => {
    const meters = [
      { tick: 0, numerator: 4, denominator: 4 },
      { tick: 1_161_240, numerator: 3, denominator: 4 },
    ];
    const encoded = encodePiece(pieceOf([{ tick: 0 }, { tick: 1_161_720 }, { tick: 1_162_200 }], { meters }));
    expect(rowSteps(encoded)).toEqual([0, 0, 768, 816]);
    expect([2, 3].map((row) => idAt(encoded, row, 'beatInBar'))).toEqual([1, 2]);
  });

  it('gives the start row alone for a piece without events', () => {
    expect(encodePiece(pieceOf([]))).toMatchObject({ length: 1, noteCount: 0, baseBpm: 120 });
  });
});
