import { describe, expect, it } from 'vitest';
import { PerformanceStand } from './support/performance-stand.js';

const BEAT = 500;
const BAR = 4 * BEAT;

describe('controls while it plays', () => {
  it('changes the tempo at once, and the ends of long notes with it', () => {
    const stand = new PerformanceStand().start().run(BAR);
    stand.command({ kind: 'set', controls: { tempo: 60 } }).run(2 * BAR);
    const times = stand.struck.map(({ atMs }) => atMs);
    expect(times.at(-1)! - times.at(-2)!).toBe(BEAT);
    expect(stand.told).toContainEqual(expect.objectContaining({ kind: 'controls', controls: { tempo: 60 } }));
  });

  it('lets the tempo glide, and shows at once where it will be', () => {
    const stand = new PerformanceStand().start().run(BAR);
    stand.command({ kind: 'ramp', bpm: 240, beats: 8 }).run(3 * BAR);
    const times = stand.struck.map(({ atMs }) => atMs).filter((atMs) => atMs >= BAR);
    const gaps = times.slice(1).map((time, i) => time - times[i]);
    expect(stand.told).toContainEqual(expect.objectContaining({ kind: 'controls', controls: { tempo: 240 } }));
    expect(gaps.every((gap, i) => i === 0 || gap <= gaps[i - 1] + 0.001)).toBe(true);
    expect([gaps[0] > 230, Math.round(gaps.at(-1)!)]).toEqual([true, 125]);
  });

  it.each([
    { temperature: 0.5 },
    { topP: 0.5 },
    { density: 4 },
    { register: { lowest: 40, highest: 60 } },
    { key: 'C major' },
    { quoteLimit: 8 },
  ])('lets $0 be heard at the next note', (controls) => {
    const stand = new PerformanceStand().start().run(BAR + 20);
    const { revision } = stand.composer.revisions.at(-1)!;
    stand.command({ kind: 'set', controls }).run(BEAT);
    expect(stand.struck.at(-1)!.pitch).toBe(41 + revision);
    expect(stand.composer.revisions.at(-1)!.settings).toMatchObject(controls);
  });

  it('changes the composer at a bar line, once he is ready, without a gap', () => {
    const stand = new PerformanceStand().start().run(BAR + BEAT);
    stand.command({ kind: 'set', controls: { composer: 'Bach' } }).run(2 * BAR);
    const told = stand.told.find((event) => event.kind === 'controls');
    expect(told?.kind === 'controls' && told.tick % 1920).toBe(0);
    expect(told?.kind === 'controls' && told.controls).toEqual({ composer: 'Bach' });
    const times = stand.struck.map(({ atMs }) => atMs);
    expect(new Set(times.slice(1).map((time, i) => time - times[i]))).toEqual(new Set([BEAT / 2]));
    expect(stand.composer.revisions.at(-1)!.settings.composer).toBe('Bach');
  });

  it("takes a composer's tempo over at that bar line, not before", () => {
    const stand = new PerformanceStand().start().run(BAR + BEAT);
    const before = stand.told.length;
    stand.command({ kind: 'set', controls: { composer: 'Bach', tempo: 60 } }).run(3 * BAR);
    const told = stand.told.slice(before);
    const at = told.findIndex((event) => event.kind === 'controls');
    expect(told[at]).toMatchObject({ controls: { composer: 'Bach', tempo: 60 } });
    const slower = told.findIndex((event) => event.kind === 'transport' && event.transport.bpm === 60);
    expect(slower).toBeGreaterThan(at);
    const times = stand.struck.slice(-4).map(({ atMs }) => atMs);
    expect(times[3] - times[2]).toBe(60_000 / 60 / 2);
  });

  it('plays another edition of the network from a bar line on, once it is ready, without a gap', () => {
    const stand = new PerformanceStand().start().run(BAR + BEAT);
    stand.command({ kind: 'edition', edition: 1 }).run(2 * BAR);
    expect(stand.composer.requests).toContainEqual({ kind: 'prepare', composer: 'Chopin', edition: 1 });
    const told = stand.told.find((event) => event.kind === 'edition');
    expect(told?.kind === 'edition' && [told.edition, told.tick % 1920]).toEqual([1, 0]);
    expect(stand.told.some((event) => event.kind === 'controls')).toBe(false);
    const editions = stand.composer.revisions.map(({ settings }) => settings.edition);
    expect([editions[0], editions.at(-1)]).toEqual([0, 1]);
    const times = stand.struck.map(({ atMs }) => atMs);
    expect(new Set(times.slice(1).map((time, i) => time - times[i]))).toEqual(new Set([BEAT / 2]));
  });

  it('plays on as before where an edition cannot be read, and says so', () => {
    const stand = new PerformanceStand().start().run(BAR);
    stand.performer.handleCommand({ kind: 'edition', edition: 1 }, stand.nowMs, stand.nowMs);
    stand.performer.onAnswer({ kind: 'refused', composer: 'Chopin', edition: 1, reason: 'gone' }, stand.nowMs);
    const count = stand.struck.length;
    stand.run(2 * BAR);
    expect(stand.told).toContainEqual({ kind: 'notice', level: 'error', text: 'gone' });
    expect(stand.struck.length).toBeGreaterThan(count);
  });

  it('keeps the old composer where the new one cannot play, and says so', () => {
    const stand = new PerformanceStand().start().run(BAR);
    stand.composer.request = (request) => {
      if (request.kind === 'prepare') {
        stand.performer.onAnswer(
          { kind: 'refused', composer: 'Bach', edition: 0, reason: 'no such model' },
          stand.nowMs,
        );
      }
    };
    const meter = { numerator: 3, denominator: 4 };
    stand.command({ kind: 'set', controls: { composer: 'Bach', tempo: 60, meter } }).run(2 * BAR);
    expect(stand.told).toContainEqual({ kind: 'notice', level: 'error', text: 'no such model' });
    expect(stand.told.some((event) => event.kind === 'controls')).toBe(false);
  });

  it('falls silent, and says so once, when the network that plays has no numbers', () => {
    const stand = new PerformanceStand().start().run(BAR);
    stand.performer.onAnswer({ kind: 'refused', composer: 'Chopin', edition: 0, reason: 'broken' }, stand.nowMs);
    const asked = stand.composer.requests.length;
    stand.run(2 * BAR);
    expect(stand.composer.requests).toHaveLength(asked);
    expect(stand.open).toBe(0);
    stand.command({ kind: 'set', controls: { composer: 'Bach' } });
    const count = stand.struck.length;
    stand.run(3 * BAR);
    expect(stand.struck.length).toBeGreaterThan(count);
  });

  it('stops playing at the bar line when it is to answer, and plays on from one when it is to be solo again', () => {
    const stand = new PerformanceStand().start().run(BAR + BEAT);
    stand.command({ kind: 'set', controls: { mode: 'answer' } }).run(2 * BAR);
    const count = stand.struck.length;
    stand.run(BAR);
    expect(stand.struck).toHaveLength(count);
    expect(stand.open).toBe(0);
    stand.command({ kind: 'set', controls: { mode: 'solo' } }).run(3 * BAR);
    expect(stand.struck.length).toBeGreaterThan(count + 8);
  });

  it('holds what sounds under a fermata and goes on at a beat', () => {
    const stand = new PerformanceStand().start().run(BAR + 40);
    stand.command({ kind: 'set', controls: { hold: true } }).run(2 * BAR);
    const count = stand.struck.length;
    expect(stand.open).toBe(1);
    stand.command({ kind: 'set', controls: { hold: false } }).run(2 * BEAT);
    expect(stand.struck.length).toBeGreaterThan(count);
  });

  it('begins under a fermata that was set before, and plays when it is over', () => {
    const stand = new PerformanceStand({ hold: true }).start().run(2 * BAR);
    expect(stand.struck).toEqual([]);
    stand.command({ kind: 'set', controls: { hold: false } }).run(BAR);
    expect(stand.struck.length).toBeGreaterThan(3);
  });

  it('is silent from the start where it begins muted', () => {
    const stand = new PerformanceStand({ mute: true }).start().run(2 * BAR);
    expect(stand.struck).toEqual([]);
    stand.command({ kind: 'set', controls: { mute: false } }).run(BEAT);
    expect(stand.struck.length).toBeGreaterThan(0);
  });

  it('is silent at once when muted and composes on', () => {
    const stand = new PerformanceStand().start().run(BAR + 40);
    stand.command({ kind: 'set', controls: { mute: true } });
    expect(stand.open).toBe(0);
    const count = stand.struck.length;
    stand.run(BAR);
    expect(stand.struck).toHaveLength(count);
    stand.command({ kind: 'set', controls: { mute: false } }).run(BEAT);
    expect(stand.struck.length).toBeGreaterThan(count);
  });

  it('silences everything in a panic and goes on at the next bar', () => {
    const stand = new PerformanceStand().start().run(BAR + 300);
    stand.command({ kind: 'panic' });
    expect(stand.open).toBe(0);
    expect(stand.sent.map(({ bytes }) => bytes)).toContainEqual([0xb0, 123, 0]);
    const count = stand.struck.length;
    stand.run(2 * BAR);
    expect(stand.struck.length).toBeGreaterThan(count);
  });

  it('passes keys through on request, and lets none hang', () => {
    const stand = new PerformanceStand({ mode: 'answer', thru: true }).start().run(BAR);
    stand.play(0x90, 50, 90);
    expect(stand.sent.at(-1)!.bytes).toEqual([0x90, 50, 90]);
    stand.command({ kind: 'set', controls: { thru: false } });
    expect(stand.open).toBe(0);
  });

  it('never takes its own output, wired back, for the player', () => {
    const stand = new PerformanceStand().start();
    for (let ms = 0; ms < 4 * BAR; ms++) {
      const before = stand.sent.length;
      stand.run(1);
      for (const { bytes } of stand.sent.slice(before)) stand.play(...bytes);
    }
    expect(stand.composer.revisions).toHaveLength(1);
    expect(stand.told.some((event) => event.kind === 'note-on' && event.voice === 'player')).toBe(false);
  });

  it('marks what is liked', () => {
    const stand = new PerformanceStand().start().run(BAR).command({ kind: 'like' });
    expect(stand.told.at(-1)).toMatchObject({ kind: 'marker', text: 'like', atMs: stand.nowMs });
  });
});

describe('a network slower than the beat', () => {
  it('counts late notes, looks further ahead and plays on', () => {
    const stand = new PerformanceStand({ mode: 'duet' }).start().run(BAR);
    stand.composer.delayMs = 900;
    stand.run(20 * BAR);
    const health = stand.told.filter((event) => event.kind === 'health').map((event) => event.health);
    const { lateNotes } = health.at(-1)!;
    expect(lateNotes).toBeGreaterThan(0);
    expect(health.at(-1)!.lookaheadTicks).toBeGreaterThan(480);
    const count = stand.struck.length;
    stand.run(4 * BAR);
    expect(stand.struck.length).toBeGreaterThan(count + 16);
    const latest = stand.told.findLast((event) => event.kind === 'health');
    expect(latest?.kind === 'health' && latest.health.lateNotes).toBe(lateNotes);
  });
});

describe('the end', () => {
  it('leaves nothing sounding, whenever it comes', () => {
    for (let ms = 1; ms < BAR; ms += 37) {
      const stand = new PerformanceStand({ thru: true }).start().run(BAR + ms);
      stand.play(0x90, 50, 90).play(0xb0, 64, 127);
      stand.performer.close(stand.nowMs);
      expect(stand.open).toBe(0);
      expect(
        stand.sent.findLast(({ bytes: [status, controller] }) => status === 0xb0 && controller === 64)!.bytes[2],
      ).toBe(0);
      expect(stand.told.at(-1)).toMatchObject({ kind: 'end' });
      const count = stand.sent.length;
      stand.run(BAR);
      expect(stand.sent).toHaveLength(count);
    }
  });

  it('says how many of its events were played', () => {
    const stand = new PerformanceStand().start().run(3 * BAR + 77);
    stand.performer.close(stand.nowMs);
    const end = stand.told.at(-1);
    expect(end?.kind === 'end' && end.kept).toBe(stand.struck.length);
  });

  it('tells of knobs that the player moves, and keeps his pedal and channel modes for itself', () => {
    const stand = new PerformanceStand().start().play(0xb2, 21, 99).play(0xb0, 64, 127).play(0xb0, 123, 0);
    stand.command({ kind: 'knob', channel: 1, controller: 7, value: 3 });
    expect(stand.told.filter(({ kind }) => kind === 'knob')).toEqual([
      { kind: 'knob', channel: 2, controller: 21, value: 99, atMs: stand.nowMs },
      { kind: 'knob', channel: 1, controller: 7, value: 3, atMs: stand.nowMs },
    ]);
  });
});
