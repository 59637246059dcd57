import { describe, expect, it } from 'vitest';
import { CHORD_MS, PhraseCollector } from '../../../src/performance/listening/phrase-collector.js';

const tickAt = (ms: number): number => ms;

describe('the listener', () => {
  it('gathers keys that begin within 25 ms into one chord', () => {
    const listener = new PhraseCollector();
    expect(listener.chordDueMs).toBe(Infinity);
    listener.noteOn(60, 80, 100);
    listener.noteOn(64, 80, 110);
    expect(listener.chordDueMs).toBe(100 + CHORD_MS);
    expect(listener.take(tickAt).map((heard) => heard.kind === 'note' && heard.pitch)).toEqual([60, 64]);
    expect(listener.chordDueMs).toBe(Infinity);
  });

  it('tells a note at its onset with its duration unknown, and again when it has ended', () => {
    const listener = new PhraseCollector();
    listener.noteOn(60, 80, 100);
    expect(listener.take(tickAt)).toEqual([
      { kind: 'note', id: 0, tick: 100, pitch: 60, velocity: 80, durationTicks: null },
    ]);
    expect(listener.take(tickAt)).toEqual([]);
    listener.noteOff(60, 340);
    expect(listener.take(tickAt)).toEqual([
      { kind: 'note', id: 0, tick: 100, pitch: 60, velocity: 80, durationTicks: 240 },
    ]);
    expect(listener.take(tickAt)).toEqual([]);
  });

  it('takes a key that is struck again without a release for a new note', () => {
    const listener = new PhraseCollector();
    listener.noteOn(60, 80, 0);
    listener.noteOn(60, 80, 50);
    const [first, second] = listener.take(tickAt);
    expect(first).toMatchObject({ tick: 0, durationTicks: 50 });
    expect(second).toMatchObject({ tick: 50, durationTicks: null });
    expect(listener.keysDown).toBe(1);
  });

  it('hears the pedal only when it moves', () => {
    const listener = new PhraseCollector();
    listener.pedal(100, 10);
    listener.pedal(127, 20);
    listener.pedal(0, 30);
    expect(listener.take(tickAt).map((heard) => heard.kind === 'pedal' && heard.down)).toEqual([true, false]);
  });

  it('counts keys', () => {
    const listener = new PhraseCollector();
    listener.noteOn(60, 80, 0);
    listener.noteOn(64, 80, 0);
    expect(listener.noteOff(60, 10)).toBe(true);
    expect(listener.noteOff(60, 11)).toBe(false);
    expect(listener.keysDown).toBe(1);
  });
});
