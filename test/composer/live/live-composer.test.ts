import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyPrimer } from '../../../src/composer/live/live-primer.js';
import { livePianoComposer } from '../../../src/composer/live/piano-composer.js';
import { pitchClassesOf } from '../../../src/composer/live/live-key.js';
import { Replay } from '../../../src/composer/live/replay.js';
import { pianoColumn, pianoSchema } from '../../../src/encoding/piano/piano-schema.js';
import type { ComposedEvent, ComposerAnswer, HeardEvent, Revision } from '../../../src/performance/composer.js';
import { DaemonError } from '../../../src/shared/error.js';
import { FakeModel, indifferent } from '../fake-model.js';
import { madeRevision, plainSettings } from '../../performance/support/made-revision.js';

class MissingError extends DaemonError {
  readonly code = 'MISSING';
}

const settings = plainSettings('A');

const revision = (number: number, change: Partial<Revision> = {}): Revision => ({
  ...madeRevision(number, settings),
  ...change,
});

const heardNote = (id: number, tick: number, durationTicks: number | null = null): HeardEvent => ({
  kind: 'note',
  id,
  tick,
  pitch: 60,
  velocity: 80,
  durationTicks,
});

/** A live composer over a network without opinions, and its answers. */
const stand = async (seed = 7) => {
  const answers: ComposerAnswer[] = [];
  const model = new FakeModel(pianoSchema, indifferent);
  const composer = livePianoComposer({
    seed,
    clock: { nowMs: () => 0 },
    answer: (answer) => answers.push(answer),
    load: async (name, edition) => {
      if (name === 'missing') throw new MissingError('there is no such model');
      const release = (): Promise<void> => Promise.resolve();
      const own = name.startsWith('A') ? model : new FakeModel(pianoSchema, indifferent);
      const hearsPlayer = name === 'A (also)';
      return {
        name,
        edition,
        family: name,
        model: own,
        release,
        hearsPlayer,
        composerSlot: 0,
        composer: null,
        beginning: emptyPrimer(0),
      };
    },
  });
  await composer.begin('A');
  const events = (number: number): ComposedEvent[] =>
    answers.flatMap((answer) => (answer.kind === 'composed' && answer.revision === number ? [...answer.events] : []));
  /** Composes until the events of a revision reach a tick. */
  const compose = async (number: number, untilTick: number): Promise<ComposedEvent[]> => {
    composer.request({ kind: 'compose', revision: number, untilTick });
    for (let i = 0; i < 100_000 && (events(number).at(-1)?.tick ?? -1) < untilTick; i++) await Promise.resolve();
    return events(number);
  };
  return { composer, answers, model, compose, events };
};

describe('composing live', () => {
  it('gives the same events for equal seeds and revisions, however they are asked for', async () => {
    const whole = await stand();
    whole.composer.request(revision(1));
    const expected = await whole.compose(1, 1920);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 1920 }), { maxLength: 6 }), async (cuts) => {
        const parts = await stand();
        parts.composer.request(revision(1));
        for (const cut of [...cuts].sort((a, b) => a - b)) await parts.compose(1, cut);
        expect(await parts.compose(1, 1920)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('gives other events for another seed and another revision', async () => {
    const a = await stand(1);
    const b = await stand(2);
    a.composer.request(revision(1));
    b.composer.request(revision(1));
    const first = await a.compose(1, 1920);
    expect(await b.compose(1, 1920)).not.toEqual(first);
    a.composer.request(revision(2));
    expect(await a.compose(2, 1920)).not.toEqual(first);
  });

  it('goes on after what was kept, not before the tick it is told, in order', async () => {
    const { composer, compose } = await stand();
    composer.request(revision(1));
    const first = await compose(1, 1920);
    const kept = Math.floor(first.length / 2);
    composer.request(revision(2, { kept, fromTick: first[kept - 1].tick + 100 }));
    const second = await compose(2, 3840);
    expect(second[0].tick).toBeGreaterThanOrEqual(first[kept - 1].tick + 100);
    const ticks = second.map(({ tick }) => tick);
    expect(ticks).toEqual([...ticks].sort((a, b) => a - b));
  });

  it('begins a reply with a note on its very tick, however long the silence before it', async () => {
    for (const fromTick of [480, 1930, 96_000, 1_234_560]) {
      const { composer, compose } = await stand();
      composer.request(revision(1, { heard: [heardNote(0, 100, 50)], fromTick, onTheDot: true }));
      const [first] = await compose(1, fromTick);
      expect(first).toMatchObject({ kind: 'note', tick: fromTick });
    }
  });

  it('keeps to register and key', async () => {
    const { composer, compose } = await stand();
    const narrow = { ...settings, register: { lowest: 60, highest: 72 }, key: 'D minor' };
    composer.request(revision(1, { settings: narrow }));
    const pitches = (await compose(1, 480 * 32)).flatMap((event) => (event.kind === 'note' ? [event.pitch] : []));
    expect(pitches.length).toBeGreaterThan(30);
    expect(Math.min(...pitches)).toBeGreaterThanOrEqual(60);
    expect(Math.max(...pitches)).toBeLessThanOrEqual(72);
    expect(pitches.every((pitch) => pitchClassesOf('D minor')!.has(pitch % 12))).toBe(true);
  });

  it('hears what the player did at its place, and its length when that is known', async () => {
    const { composer, compose, model } = await stand();
    composer.request(revision(1));
    const first = await compose(1, 1920);
    composer.request(revision(2, { kept: first.length, heard: [heardNote(0, 480)], fromTick: 2400 }));
    await compose(2, 2400);
    const told = model.heard.findLast((row) => row[pianoColumn.what] === 60 && row[pianoColumn.duration] === 81);
    expect(told?.[pianoColumn.beatPhase]).toBe(0);
    composer.request(revision(3, { kept: first.length, heard: [heardNote(0, 480, 240)], fromTick: 2880 }));
    const before = model.heard.length;
    await compose(3, 2880);
    const again = model.heard.slice(before).find((row) => row[pianoColumn.what] === 60);
    expect(again?.[pianoColumn.duration]).toBeLessThan(81);
  });

  it('refuses a model that is not there, and plays on with the one before', async () => {
    const { composer, compose, answers } = await stand();
    composer.request(revision(1, { settings: { ...settings, composer: 'missing' } }));
    expect((await compose(1, 960)).length).toBeGreaterThan(0);
    expect(answers).toContainEqual({
      kind: 'refused',
      composer: 'missing',
      edition: 0,
      reason: 'there is no such model',
    });
  });

  it('makes a model ready on request', async () => {
    const { composer, answers } = await stand();
    composer.request({ kind: 'prepare', composer: 'B', edition: 0 });
    await composer.close();
    expect(answers).toContainEqual({ kind: 'prepared', composer: 'B', edition: 0 });
  });

  it('replays a session from its revisions, though it takes back what was to be kept', async () => {
    const live = await stand();
    const played: ComposedEvent[] = [];
    const revisions = [revision(1)];
    live.composer.request(revisions[0]);
    played.push(...(await live.compose(1, 1920)));
    revisions.push(revision(2, { kept: played.length, fromTick: 1920, heard: [heardNote(0, 1000)] }));
    live.composer.request(revisions[1]);
    played.push(...(await live.compose(2, 3840)));
    revisions.push(revision(3, { kept: 7, fromTick: 2000, heard: [heardNote(1, 1900, 30)] }));
    live.composer.request(revisions[2]);
    const expected = [...played.slice(0, 7), ...(await live.compose(3, 3000))];

    const again = await stand();
    const replay = new Replay(again.composer);
    again.answers.push = (...given: ComposerAnswer[]) => {
      for (const answer of given) replay.answered(answer);
      return given.length;
    };
    expect(await replay.run(revisions, { kept: expected.length })).toEqual(expected);
  });

  it('goes to another voice of the same network without hearing anything again, and to another network with', async () => {
    const { composer, compose, model } = await stand();
    const shared = { ...settings, composer: 'A (also)' };
    composer.request(revision(1));
    const first = await compose(1, 1920);
    const told = model.heard.length;
    composer.request(revision(2, { kept: first.length, fromTick: 1920, settings: shared }));
    const second = await compose(2, 1921);
    expect(model.heard.length - told).toBe(second.length); // only what it composed

    composer.request(revision(3, { kept: first.length, fromTick: 1920, settings: { ...settings, composer: 'B' } }));
    await compose(3, 1921);
    const own = model.heard.length;
    composer.request(revision(4, { kept: first.length, fromTick: 1920 }));
    await compose(4, 1921);
    expect(model.heard.length - own).toBeGreaterThan(first.length);
  });

  it('tells a network that knows it which notes are the player’s, and others nothing', async () => {
    for (const [name, who] of [
      ['A', 0],
      ['A (also)', 1],
    ] as const) {
      const { composer, compose, model } = await stand();
      composer.request(revision(1, { settings: { ...settings, composer: name }, heard: [heardNote(0, 0, 240)] }));
      await compose(1, 480);
      const rows = model.heard.filter((row) => row[pianoColumn.what] === 60 && row[pianoColumn.velocity] < 32);
      expect(rows.map((row) => row[pianoColumn.who])).toContain(who);
    }
  });
});
