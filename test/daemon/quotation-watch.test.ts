import { describe, expect, it } from 'vitest';
import { emptyBeginning } from '../../src/composer/live/beginning.js';
import { LiveComposer } from '../../src/composer/live/live-composer.js';
import { QuotationWatch } from '../../src/daemon/quotation-watch.js';
import { encodePiece } from '../../src/encoding/encode-piece.js';
import { gramsIn, type GramSet } from '../../src/encoding/memorisation/note-grams.js';
import { struckInPiece } from '../../src/encoding/memorisation/struck-note.js';
import { PLAYER_ID, pianoColumn, pianoSchema } from '../../src/encoding/piano-schema.js';
import { rowSteps } from '../../src/encoding/row-timeline.js';
import { transposeSequence } from '../../src/encoding/transposition.js';
import { waitIdOf, waitSteps } from '../../src/encoding/wait-vocabulary.js';
import type { EventSequence, FieldSpec } from '../../src/model/event-schema.js';
import type { EventModel, NetworkState } from '../../src/model/sampling/event-model.js';
import type { Piece } from '../../src/music/piece.js';
import type { ComposerAnswer } from '../../src/performance/composer.js';
import { isReplayRecord, type PerformanceEvent } from '../../src/performance/performance-event.js';
import { Performer } from '../../src/performance/performer.js';
import type { LiveEvent, Verbatim } from '../../src/protocol/live-event.js';
import { madePiece } from '../cli/made-music.js';
import { FakeModel, indifferent } from '../composer/fake-model.js';
import { plainControls } from '../performance/support/performance-stand.js';

/** A walk in eighths with a third below every third note. */
const learnedPiece = (seed: number): Piece => {
  const piece = madePiece(seed, 200);
  const [track] = piece.tracks;
  const notes = track.notes.flatMap((note, i) => (i % 3 === 0 ? [{ ...note, pitch: note.pitch - 4 }, note] : [note]));
  return { ...piece, tracks: [{ ...track, notes }] };
};

const learned: GramSet = new Set(gramsIn(struckInPiece(learnedPiece(1))));

/** A network that knows one piece by heart and says each event in its place, whatever a player does meanwhile. */
class Reciter implements EventModel {
  readonly config = new FakeModel(pianoSchema, indifferent).config;
  readonly #piece: EventSequence;
  readonly #steps: readonly number[];

  constructor(piece: EventSequence) {
    this.#piece = piece;
    this.#steps = rowSteps(piece);
  }

  async advance(row: Int32Array, state?: NetworkState): Promise<NetworkState> {
    const [said, step] = state?.memory.place ?? [0, 0];
    const own = row[pianoColumn.who] === PLAYER_ID ? 0 : 1;
    return {
      memory: { place: Float32Array.of(said + own, state ? step + waitSteps(row[pianoColumn.wait]) : 0) },
      contexts: {},
    };
  }

  logits({ memory }: NetworkState, { field }: { readonly field: FieldSpec }): Float32Array {
    const logits = new Float32Array(field.size);
    const [said, step] = memory.place;
    const wait = this.#steps[said] - step;
    const column = pianoColumn[field.name as keyof typeof pianoColumn];
    const id = this.#piece.ids[said * pianoSchema.length + column];
    if (field.name === 'wait') logits[wait === 0 ? 0 : waitIdOf(wait)] = 1e4;
    else if (id < field.size) logits[id] = 1e4;
    return logits;
  }

  blend(): number {
    throw new Error('it is told of one composer only');
  }

  async close(): Promise<void> {}
}

/** A performance of a network for some seconds, while keys may be played; what it told, and what was said of that. */
const perform = async (model: EventModel, seconds: number, player: (ms: number) => readonly number[] | undefined) => {
  const answers: ComposerAnswer[] = [];
  const said: (Verbatim | null)[] = [];
  const told: LiveEvent[] = [];
  const watch = new QuotationWatch({
    load: () => Promise.resolve(learned),
    changed: (verbatim) => said.push(verbatim),
  });
  await watch.follow('Chopin');
  const release = (): Promise<void> => Promise.resolve();
  const composer = new LiveComposer({
    seed: 1,
    clock: { nowMs: () => 0 },
    answer: (answer) => answers.push(answer),
    load: async (name, edition) => {
      const place = { name, edition, family: name, hearsPlayer: true, composerSlot: 0, composer: null };
      return { ...place, model, release, beginning: emptyBeginning(0) };
    },
  });
  await composer.begin('Chopin');
  const tell = (event: PerformanceEvent): void => {
    if (isReplayRecord(event)) return;
    told.push(event);
    watch.hear(event);
  };
  let nowMs = 0;
  const controls = { ...plainControls, expression: 0 };
  const performer = new Performer({
    clock: { nowMs: () => nowMs },
    composer,
    tell,
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
    if (bytes) performer.hear(bytes, nowMs, nowMs);
    for (let i = 0; i < 20; i++) await Promise.resolve();
    for (const answer of answers.splice(0)) performer.answered(answer, nowMs);
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

  it('says nothing of what was never learned', async () => {
    const { said, struck } = await perform(new Reciter(encodePiece(learnedPiece(2))), 8, nobody);
    expect(struck.length).toBeGreaterThan(24);
    expect(said).toEqual([{ notes: 0, longest: 0 }]);
  });

  it('begins anew with another composer, and is silent where nobody told what he learned', async () => {
    const said: (Verbatim | null)[] = [];
    const load = (composer: string) => Promise.resolve(composer === 'Nobody' ? undefined : learned);
    const watch = new QuotationWatch({ load, changed: (verbatim) => said.push(verbatim) });
    const play = (): void =>
      struckInPiece(learnedPiece(1))
        .slice(0, 9)
        .forEach(({ step, pitch }, id) =>
          watch.hear({
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
    const watch = new QuotationWatch({ load, changed: (verbatim) => said.push(verbatim) });
    const following = watch.follow('Slow');
    await watch.follow('Nobody');
    read(learned);
    await following;
    expect(said).toEqual([null]);
  });
});
