import { describe, expect, it } from 'vitest';
import { emptyPrimer } from '../../../src/composer/live/live-primer.js';
import { livePianoComposer } from '../../../src/composer/live/piano-composer.js';
import { MemorizationMonitor } from '../../../src/daemon/analysis/memorization-monitor.js';
import { encodePiece } from '../../../src/encoding/piano/encode-piece.js';
import { gramsIn, type GramSet } from '../../../src/encoding/memorisation/note-grams.js';
import { struckInPiece } from '../../../src/encoding/memorisation/note-onset.js';
import { transposeSequence } from '../../../src/encoding/piano/transposition.js';
import type { EventModel } from '../../../src/model/sampling/event-model.js';
import type { Piece } from '../../../src/music/piece.js';
import type { ComposerAnswer } from '../../../src/performance/composer.js';
import { isReplayRecord, type PerformanceEvent } from '../../../src/performance/performance-event.js';
import { Performer } from '../../../src/performance/performer.js';
import type { LiveEvent, Verbatim } from '../../../src/protocol/live-event.js';
import { madePiece } from '../../cli/made-music.js';
import { Reciter } from '../../composer/reciter.js';
import { plainControls } from '../../performance/support/performance-stand.js';

/** A walk in eighths with a third below every third note. */
const learnedPiece = (seed: number): Piece => {
  const piece = madePiece(seed, 200);
  const [track] = piece.tracks;
  const notes = track.notes.flatMap((note, i) => (i % 3 === 0 ? [{ ...note, pitch: note.pitch - 4 }, note] : [note]));
  return { ...piece, tracks: [{ ...track, notes }] };
};

const learned: GramSet = new Set(gramsIn(struckInPiece(learnedPiece(1))));

/** A performance of a network for some seconds, while keys may be played; what it told, and what was said of that. */
const perform = async (
  model: EventModel,
  seconds: number,
  player: (ms: number) => readonly number[] | undefined,
  quoteLimit: number | null = null,
) => {
  const answers: ComposerAnswer[] = [];
  const said: (Verbatim | null)[] = [];
  const told: LiveEvent[] = [];
  const watch = new MemorizationMonitor({
    load: () => Promise.resolve(learned),
    changed: (verbatim) => said.push(verbatim),
  });
  await watch.follow('Chopin');
  const release = (): Promise<void> => Promise.resolve();
  const composer = livePianoComposer({
    seed: 1,
    clock: { nowMs: () => 0 },
    answer: (answer) => answers.push(answer),
    load: async (name, edition) => {
      const place = { name, edition, family: name, hearsPlayer: true, composerSlot: 0, composer: null };
      return { ...place, model, release, learned, beginning: emptyPrimer(0) };
    },
  });
  await composer.begin('Chopin');
  const emit = (event: PerformanceEvent): void => {
    if (isReplayRecord(event)) return;
    told.push(event);
    watch.onEvent(event);
  };
  let nowMs = 0;
  const controls = { ...plainControls, expression: 0, quoteLimit };
  const performer = new Performer({
    clock: { nowMs: () => nowMs },
    composer,
    emit,
    controls,
    clockSource: 'internal',
    countInBars: 0,
    clickChannel: 9,
  });
  performer.addOutput({ name: 'test', send: () => undefined }, { channel: 0, offsetMs: 0, clock: false });
  performer.start(nowMs);
  while (nowMs < 1000 * seconds) {
    nowMs += 2;
    const bytes = player(nowMs);
    if (bytes) performer.onMidi(bytes, nowMs, nowMs);
    for (let i = 0; i < 20; i++) await Promise.resolve();
    for (const answer of answers.splice(0)) performer.onAnswer(answer, nowMs);
    performer.advance(nowMs);
  }
  await composer.close();
  const struck = told.filter((event) => event.kind === 'note-on');
  return { said, struck };
};

const nobody = (): undefined => undefined;

describe('a watch on quotations', () => {
  it.each([0, 5])('hears a network recite what it learned %d semitones higher, note by note', async (semitones) => {
    const recited = transposeSequence(encodePiece(learnedPiece(1)), semitones);
    const { said, struck } = await perform(new Reciter(recited), 8, nobody);
    expect(struck.length).toBeGreaterThan(24);
    const expected = Array.from({ length: struck.length - 7 }, (_, i) => ({ notes: i + 8, longest: i + 8 }));
    expect(said).toEqual([{ notes: 0, longest: 0 }, ...expected]);
  });

  it.each([8, 12])(
    'hears no more than the quote limit of %d from one who keeps to it, whoever plays along',
    async (limit) => {
      const player = (ms: number): readonly number[] | undefined =>
        ms % 500 === 100 ? [0x90, 60 + ((ms / 100) % 12), 80] : undefined;
      for (const playing of [nobody, player]) {
        const { said, struck } = await perform(new Reciter(encodePiece(learnedPiece(1))), 8, playing, limit);
        expect(struck.length).toBeGreaterThan(24);
        expect(said.at(-1)?.longest).toBe(limit);
      }
    },
  );

  it('is not led astray by a player who plays between its notes', async () => {
    const player = (ms: number): readonly number[] | undefined => {
      if (ms % 300 === 100) return [0x90, 60 + ((ms / 100) % 12), 80];
      return ms % 300 === 200 ? [0x80, 60 + (((ms - 100) / 100) % 12), 0] : undefined;
    };
    const { said, struck } = await perform(new Reciter(encodePiece(learnedPiece(1))), 8, player);
    const voices = struck.map((event) => event.voice);
    expect(voices.filter((voice) => voice === 'player').length).toBeGreaterThan(15);
    expect(said.at(-1)?.notes).toBe(voices.filter((voice) => voice === 'daemon').length);
    expect(said.at(-1)?.notes).toBeGreaterThan(16);
  });

  it('goes by where notes are written, wherever they sound', async () => {
    const { said, struck } = await perform(new Reciter(encodePiece(learnedPiece(1))), 8, nobody);
    const told: (Verbatim | null)[] = [];
    const watch = new MemorizationMonitor({
      load: () => Promise.resolve(learned),
      changed: (verbatim) => told.push(verbatim),
    });
    await watch.follow('Chopin');
    for (const note of struck)
      watch.onEvent({ ...note, tick: note.tick + ((note.id ?? 0) % 3) * 50, scoreTick: note.tick });
    expect(told).toEqual(said);
    expect(told.length).toBeGreaterThan(24);
  });

  it('says nothing of what was never learned', async () => {
    const { said, struck } = await perform(new Reciter(encodePiece(learnedPiece(2))), 8, nobody);
    expect(struck.length).toBeGreaterThan(24);
    expect(said).toEqual([{ notes: 0, longest: 0 }]);
  });

  it('begins anew with another composer, and is silent where nobody told what he learned', async () => {
    const said: (Verbatim | null)[] = [];
    const load = (composer: string) => Promise.resolve(composer === 'Nobody' ? undefined : learned);
    const watch = new MemorizationMonitor({ load, changed: (verbatim) => said.push(verbatim) });
    const play = (): void =>
      struckInPiece(learnedPiece(1))
        .slice(0, 9)
        .forEach(({ step, pitch }, id) =>
          watch.onEvent({
            kind: 'note-on',
            voice: 'daemon',
            id,
            channel: 0,
            pitch,
            velocity: 80,
            tick: step * 10,
            atMs: 0,
          }),
        );
    await watch.follow('Chopin');
    play();
    await watch.follow('Nobody');
    play();
    await watch.follow('Bach');
    const counted = (notes: number, longest = notes): Verbatim => ({ notes, longest });
    expect(said).toEqual([counted(0), counted(8), counted(9), null, counted(0)]);
  });

  it('says nothing of a composer whose turn is over before his index is read', async () => {
    const said: (Verbatim | null)[] = [];
    let read: (set: GramSet | undefined) => void = () => undefined;
    const slow = new Promise<GramSet | undefined>((resolve) => (read = resolve));
    const load = (composer: string) => (composer === 'Slow' ? slow : Promise.resolve(undefined));
    const watch = new MemorizationMonitor({ load, changed: (verbatim) => said.push(verbatim) });
    const following = watch.follow('Slow');
    await watch.follow('Nobody');
    read(learned);
    await following;
    expect(said).toEqual([null]);
  });
});
