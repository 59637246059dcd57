import { describe, expect, it } from 'vitest';
import { readChannelMessages } from '../../../src/music/midi/channel-messages.js';
import { readMidi } from '../../../src/music/midi/read-midi.js';
import { writeMidi } from '../../../src/music/midi/write-midi.js';
import type { ChannelMessage } from '../../../src/music/midi/channel-messages.js';

/** A file of format 0 at 240 ticks a quarter. */
const fileOf = (...events: readonly number[][]): Uint8Array => {
  const data = [...events.flat(), 0, 0xff, 0x2f, 0];
  return Uint8Array.from([
    ...[0x4d, 0x54, 0x68, 0x64, 0, 0, 0, 6, 0, 0, 0, 1, 0, 240],
    ...[0x4d, 0x54, 0x72, 0x6b, 0, 0, 0, data.length],
    ...data,
  ]);
};

const messages: readonly ChannelMessage[] = [
  { kind: 'program', tick: 0, channel: 0, program: 0 },
  { kind: 'controller', tick: 0, channel: 0, controller: 7, value: 90 },
  { kind: 'program', tick: 480, channel: 0, program: 73 },
  { kind: 'bend', tick: 480, channel: 0, value: 16_383 },
  { kind: 'controller', tick: 960, channel: 0, controller: 11, value: 0 },
];

describe('what shapes the sound of a channel', () => {
  it('is read at its time, in ticks of a piece, and the rest is counted', () => {
    const file = fileOf(
      [0, 0xc0, 0],
      [0, 0xb0, 7, 90],
      [0, 0x90, 60, 80],
      [120, 0xd0, 50],
      [0, 0xa0, 60, 50],
      [120, 0xc0, 73],
      [0, 0xe0, 127, 127],
      [0, 0xb0, 91, 40],
      [0, 0xf0, 2, 1, 0xf7],
      [0, 0xb0, 64, 127],
      [0x81, 0x70, 0xb0, 11, 0],
      [0, 0x80, 60, 0],
    );
    expect(readChannelMessages(file)).toEqual({
      messages,
      leftOut: new Map([
        ['aftertouch', 2],
        ['controller 91', 1],
        ['system exclusive', 1],
      ]),
    });
    expect(readMidi(file).tracks[0]).toMatchObject({ program: 0, pedals: [{ tick: 480, value: 127 }] });
  });

  it('is written beside a piece, before the notes of its tick', () => {
    const piece = readMidi(fileOf([0, 0x90, 60, 80], [0x81, 0x70, 0x80, 60, 0]));
    const again = readChannelMessages(writeMidi(piece, messages)).messages;
    for (const message of messages) expect(again).toContainEqual(message);
    expect(writeMidi(piece, [])).toEqual(writeMidi(piece));
  });
});
