import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMidi } from '../../../src/music/midi/read-midi.js';
import { writeMidi } from '../../../src/music/midi/write-midi.js';
import { pieceNotes } from '../../../src/music/piece-notes.js';
import type { PerformanceEvent } from '../../../src/performance/performance-event.js';
import { excerptSince } from '../../../src/performance/recording/recording-excerpt.js';
import { sessionPiece } from '../../../src/performance/recording/session-piece.js';
import { PerformanceStand } from '../support/performance-stand.js';

/** What a real performance tells: solo with a player in it, a stop and a tempo change. */
const performance = (): readonly PerformanceEvent[] => {
  const stand = new PerformanceStand().start().run(2300);
  stand.play(0x90, 72, 90).run(333).play(0x80, 72, 0).play(0xb0, 64, 127).run(400).play(0xb0, 64, 0);
  stand
    .command({ kind: 'set', controls: { tempo: 90 } })
    .run(3000)
    .command({ kind: 'like' });
  stand.command({ kind: 'transport', action: 'stop' }).run(700).play(0x90, 40, 50).run(200).play(0x80, 40, 0);
  stand.command({ kind: 'transport', action: 'continue' }).run(3000);
  stand.performer.close(stand.nowMs);
  return stand.told;
};

describe('a recording', () => {
  it('has the player as he played and the daemon on the score', () => {
    const events = performance();
    const { tracks } = sessionPiece(events, 'test');
    const [player, daemon] = tracks;
    expect(player.name).toBe('player');
    expect(player.notes[0]).toMatchObject({ pitch: 72, velocity: 90 });
    expect(Math.abs(player.notes[0].durationTicks - (333 * 480 * 2) / 1000)).toBeLessThan(2);
    expect(player.pedals.map(({ value }) => value)).toEqual([127, 0]);
    expect(daemon.notes.every(({ tick }) => tick % 240 === 0)).toBe(true);
  });

  it('begins with the first bar, however long the daemon took to begin', () => {
    const { tracks } = sessionPiece(performance(), 'test');
    expect(tracks[1].notes[0].tick).toBe(0);
  });

  it('keeps the first notes as far from the next ones as they sounded', () => {
    const { told } = new PerformanceStand().start().run(2000);
    const { tracks } = sessionPiece(told, 'test');
    const ticks = tracks[1].notes.map(({ tick }) => tick);
    expect(ticks.length).toBeGreaterThan(5);
    expect(ticks).toEqual(ticks.map((_, i) => i * 240));
  });

  it('marks what was changed and what was liked', () => {
    const { markers } = sessionPiece(performance(), 'test');
    expect(markers.map(({ text }) => text)).toEqual(['tempo 90', 'like']);
  });

  it('goes on after a stop at a bar line, with what was played meanwhile in between', () => {
    const { tracks } = sessionPiece(performance(), 'test');
    const meanwhile = tracks[0].notes.find(({ pitch }) => pitch === 40)!;
    const later = tracks[1].notes.filter(({ tick }) => tick > meanwhile.tick);
    expect(later.length).toBeGreaterThan(3);
    expect(later[0].tick % 1920).toBe(0);
    expect(later[0].tick).toBeGreaterThanOrEqual(meanwhile.tick + meanwhile.durationTicks);
  });

  it('is a valid file wherever it is cut off, and its notes are those that had begun', () => {
    const events = performance();
    const whole = pieceNotes(sessionPiece(events, 'whole'));
    fc.assert(
      fc.property(fc.nat(events.length), (length) => {
        const piece = sessionPiece(events.slice(0, length), 'cut');
        const notes = pieceNotes(readMidi(writeMidi(piece)));
        const begun = events.slice(0, length).filter(({ kind }) => kind === 'note-on').length;
        expect(notes).toHaveLength(begun);
        for (const { tick, pitch } of notes) {
          expect(whole.some((note) => note.tick === tick && note.pitch === pitch)).toBe(true);
        }
      }),
    );
  });
});

describe('what was just played', () => {
  it('begins with the notes that sounded then, under the tempo of then', () => {
    const events = performance();
    const on = events.filter((event) => event.kind === 'note-on' && event.voice === 'daemon');
    const third = on[2];
    const fromMs = third.kind === 'note-on' ? third.atMs + 10 : 0;
    const { tracks, tempos } = sessionPiece(excerptSince(events, fromMs), 'kept');
    expect(tempos[0].bpm).toBe(120);
    expect(tracks[1].notes[0].pitch).toBe(third.kind === 'note-on' ? third.pitch : -1);
    expect(tracks[1].notes.length).toBe(on.length - 2);
  });
});
