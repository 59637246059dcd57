import { Midi } from '@tonejs/midi';
import { describe, expect, it } from 'vitest';
import type { TrailNote } from '../../../src/protocol/view/note-trail.js';
import { PedalTrail, writeClip, type ClipMusic } from '../../../web/share/clip.js';

const note = (voice: 'daemon' | 'player', pitch: number, fromMs: number, toMs: number): TrailNote => ({
  voice,
  channel: 0,
  pitch,
  velocity: 64,
  fromMs,
  toMs,
});

const music: ClipMusic = {
  notes: [
    note('daemon', 40, 10_000, 11_000), // more than 30 seconds ago
    note('player', 60, 52_000, 52_500),
    note('daemon', 64, 53_000, 54_000),
    note('daemon', 67, 59_000, Infinity),
  ],
  pedals: [
    { voice: 'daemon', value: 127, atMs: 53_250 },
    { voice: 'player', value: 127, atMs: 40_000 },
  ],
  nowMs: 60_000,
  bpm: 90,
  title: 'Chopin',
};

/** As another program reads the file. */
const readClip = (): Midi => {
  const clip = writeClip(new Midi(), music);
  if (!clip) throw new Error('there is no clip');
  return new Midi(clip.toArray());
};

describe('the clip of the last 30 seconds', () => {
  it('has a track for each who played, from the first note on, until now', () => {
    const [daemon, player] = readClip().tracks;
    const played = [daemon, player].map((track) =>
      track?.notes.map(({ midi, time, duration }) => [midi, Number(time.toFixed(2)), Number(duration.toFixed(2))]),
    );
    expect([daemon?.name, player?.name]).toEqual(['Daemon', 'Player']);
    expect(played).toEqual([
      [
        [64, 1, 1],
        [67, 7, 1],
      ],
      [[60, 0, 0.5]],
    ]);
  });

  it('has tempo, loudness, title and the pedal', () => {
    const clip = readClip();
    expect(clip.header.tempos[0]?.bpm).toBeCloseTo(90, 2);
    expect(clip.name).toBe('Chopin');
    expect(Math.round(127 * (clip.tracks[0]?.notes[0]?.velocity ?? 0))).toBe(64);
    expect(clip.tracks[0]?.controlChanges[64]?.map(({ time, value }) => [Number(time.toFixed(2)), value])).toEqual([
      [1.25, 1],
    ]);
    expect(clip.tracks[1]?.controlChanges[64]).toBeUndefined();
  });

  it('is none where nothing was played', () => {
    expect(writeClip(new Midi(), { ...music, nowMs: 200_000, notes: music.notes.slice(0, 3) })).toBeUndefined();
  });

  it('remembers the pedal as long as the notes', () => {
    const trail = new PedalTrail();
    const press = (atMs: number): void =>
      trail.apply({ kind: 'pedal', voice: 'daemon', channel: 0, value: 127, tick: 0, atMs });
    press(0);
    press(20_000);
    press(45_000);
    expect(trail.moves.map(({ atMs }) => atMs)).toEqual([20_000, 45_000]);
  });
});
