import type { BasicSoundBank } from 'spessasynth_core';
import { describe, expect, it } from 'vitest';
import { playableWith } from '../../../src/adapters/sound/playable.js';
import type { ChannelMessage } from '../../../src/music/midi/channel-messages.js';
import type { Piece } from '../../../src/music/piece.js';

const bankOf = (...presets: readonly { program: number; isDrum: boolean }[]): BasicSoundBank =>
  ({ presets }) as unknown as BasicSoundBank;
const piano = { program: 0, isDrum: false };
const drums = { program: 0, isDrum: true };

const track = (channel: number, program: number) => ({
  name: '',
  program,
  notes: [{ tick: 0, durationTicks: 10, pitch: 60, velocity: 80, channel }],
  pedals: [],
});
const piece: Piece = {
  title: '',
  tracks: [track(0, 0), track(9, 0)],
  tempos: [{ tick: 0, bpm: 120 }],
  meters: [{ tick: 0, numerator: 4, denominator: 4 }],
  markers: [],
};
const flute: ChannelMessage = { kind: 'program', tick: 5, channel: 0, program: 73 };

describe('what a SoundFont can play', () => {
  it('is all of a score where it has all, without a word', () => {
    const { score, remarks } = playableWith(bankOf(piano, drums), { piece }, new Map());
    expect(score.piece).toEqual(piece);
    expect(remarks).toEqual([]);
  });

  it('are no drums where it has none: they are left out, not played on the piano', () => {
    const { score, remarks } = playableWith(bankOf(piano), { piece }, new Map());
    expect(score.piece.tracks.map(({ notes }) => notes.length)).toEqual([1, 0]);
    expect(remarks).toEqual(['1 drum note left out: the SoundFont has no drums.']);
  });

  it('are other instruments for programs that it lacks, which is said, as is all else that is not heard', () => {
    const leftOut = new Map([
      ['system exclusive', 2],
      ['controller 91', 7],
    ]);
    const { remarks } = playableWith(bankOf(piano, drums), { piece, messages: [flute] }, leftOut);
    expect(remarks).toEqual([
      'The SoundFont has no instrument for 1 program (74): another plays instead.',
      'Left out: system exclusive (2), controller 91 (7).',
    ]);
  });
});
