import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composePiano } from '../../../src/composer/piano/compose-piano.js';
import { afterEvent, afterIngesting } from '../../../src/composer/piano/continuation-state.js';
import { sampleEvent, type ContinuationOptions } from '../../../src/composer/piano/event-sampler.js';
import { emptyPrimer } from '../../../src/composer/live/live-primer.js';
import { livePianoComposer, type LivePianoComposer } from '../../../src/composer/live/piano-composer.js';
import { Replay } from '../../../src/composer/live/replay.js';
import { pianoConstraints } from '../../../src/composer/piano/constraints.js';
import { afterOwn } from '../../../src/composer/piano/quote-limit.js';
import { noPrimer } from '../../../src/composer/primer.js';
import { encodePiece } from '../../../src/encoding/piano/encode-piece.js';
import { gramsIn } from '../../../src/encoding/memorisation/note-grams.js';
import { struckInPiece } from '../../../src/encoding/memorisation/note-onset.js';
import { longestVerbatimRun } from '../../../src/encoding/memorisation/verbatim-run.js';
import { pianoColumn } from '../../../src/encoding/piano/piano-schema.js';
import { restoreRandom, seedRandom } from '../../../src/shared/random-source.js';
import type { ComposedEvent, ComposerAnswer, ComposerSettings, Revision } from '../../../src/performance/composer.js';
import { madePiece } from '../../cli/made-music.js';
import { Reciter } from '../reciter.js';

const known = madePiece(1, 200);
const learned = new Set(gramsIn(struckInPiece(known)));
const seed = noPrimer('piano').sequence;

const optionsFor = (change: Partial<ContinuationOptions> = {}): ContinuationOptions => ({
  model: new Reciter(encodePiece(known)),
  bounds: pianoConstraints,
  sampling: { temperature: 1, topP: 1, topK: Infinity },
  random: seedRandom(1),
  learned,
  ...change,
});

const pieceOf = (change: Partial<ContinuationOptions>) =>
  composePiano(optionsFor(change), { seed, bars: 16, bpm: 100, expression: 1, title: '' });

describe('a limit on quotes', () => {
  it.each([8, 12, 20])('of %d notes stops one who recites, and he goes on otherwise', async (quoteLimit) => {
    const struck = struckInPiece(await pieceOf({ quoteLimit }));
    expect(longestVerbatimRun(struck, learned)).toBe(quoteLimit);
    expect(struck.length).toBeGreaterThan(100);
    expect(struck.at(-1)!.step).toBeGreaterThan(15 * 4 * 48);
  });

  it.each([null, undefined])('that is %s lets him recite all', async (quoteLimit) => {
    const struck = struckInPiece(await pieceOf(quoteLimit === null ? { quoteLimit } : {}));
    expect(longestVerbatimRun(struck, learned)).toBe(struck.length);
  });

  it('holds for any piece, limit and temperature', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1000),
        fc.integer({ min: 8, max: 24 }),
        fc.constantFrom(0, 1, 3000),
        async (n, quoteLimit, temperature) => {
          const piece = await pieceOf({
            quoteLimit,
            random: seedRandom(n),
            sampling: { temperature, topP: 1, topK: Infinity },
          });
          expect(longestVerbatimRun(struckInPiece(piece), learned)).toBeLessThanOrEqual(quoteLimit);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('gives way where every note would be a quote: something must sound', async () => {
    const all = { has: () => true };
    const told: number[] = [];
    const struck = struckInPiece(await pieceOf({ quoteLimit: 8, learned: all, onQuote: (share) => told.push(share) }));
    expect(longestVerbatimRun(struck, all)).toBe(struck.length);
    expect(told).toEqual([]);
  });

  it('tells how much probability it took away, once where it acts', async () => {
    const removed: number[] = [];
    await pieceOf({ quoteLimit: 100, onQuote: (share) => removed.push(share) });
    expect(removed).toEqual([expect.closeTo(1, 6)]);
  });

  it('leaves an earlier state as it was, so that events can be taken back', async () => {
    const options = optionsFor({ quoteLimit: 8 });
    const next = async (state: Awaited<ReturnType<typeof afterIngesting>>) => {
      const ids = await sampleEvent(options, state);
      return afterOwn(await afterEvent(options, state, ids), ids[pianoColumn.what], options);
    };
    let before = await afterIngesting(options, seed);
    for (let i = 0; i < 8; i++) before = await next(before);
    expect(before.run.notes).toBe(8);
    const chance = options.random.save();
    const first = await sampleEvent(options, before);
    let later = before;
    for (let i = 0; i < 12; i++) later = await next(later);
    expect(before.run.notes).toBe(8);
    expect([...(await sampleEvent({ ...options, random: restoreRandom(chance) }, before))]).toEqual([...first]);
  });
});

const settings: ComposerSettings = {
  composer: 'A',
  temperature: 1,
  topP: 1,
  density: null,
  register: null,
  key: 'off',
  quoteLimit: 12,
  meter: { numerator: 4, denominator: 4 },
  meterTick: 0,
  edition: 0,
};

const revision = (number: number, kept: number, fromTick: number, quoteLimit: number | null): Revision => {
  const heard =
    number === 1
      ? []
      : [{ kind: 'note', id: number, tick: fromTick - 300, pitch: 50, velocity: 80, durationTicks: 100 } as const];
  return {
    kind: 'revise',
    revision: number,
    kept,
    heard,
    fromTick,
    onTheDot: false,
    piece: 0,
    ending: null,
    settings: { ...settings, quoteLimit },
  };
};

const live = async (answer: (answer: ComposerAnswer) => void): Promise<LivePianoComposer> => {
  const composer = livePianoComposer({
    seed: 3,
    clock: { nowMs: () => 0 },
    answer,
    load: async (name, edition) => ({
      ...{ name, edition, family: name, hearsPlayer: true, composerSlot: 0, composer: null, learned },
      ...{ model: new Reciter(encodePiece(known)), release: () => Promise.resolve(), beginning: emptyPrimer(0) },
    }),
  });
  await composer.begin('A');
  return composer;
};

const struckBy = (events: readonly ComposedEvent[]) =>
  events.flatMap((event) => (event.kind === 'note' ? [{ step: event.tick / 10, pitch: event.pitch }] : []));

describe('a limit on quotes, live', () => {
  it('holds from the revision on that names it, across what was taken back, and is replayed alike', async () => {
    let events: ComposedEvent[] = [];
    let current = 0;
    const composer = await live((answer) => {
      if (answer.kind === 'composed' && answer.revision === current) events.push(...answer.events);
    });
    const revisions = [
      revision(1, 0, 0, null),
      revision(2, 20, 20 * 240, 12),
      revision(3, 50, 50 * 240, 12),
      revision(4, 70, 70 * 240, null),
    ];
    for (const each of revisions) {
      events = events.slice(0, each.kept);
      current = each.revision;
      composer.request(each);
      await composer.settled();
      composer.request({ kind: 'compose', revision: current, untilTick: each.fromTick + 35 * 240 });
      await composer.settled();
    }
    await composer.close();
    expect(longestVerbatimRun(struckBy(events.slice(0, 20)), learned)).toBe(20);
    expect(longestVerbatimRun(struckBy(events.slice(20, 70)), learned)).toBeLessThanOrEqual(12);
    expect(longestVerbatimRun(struckBy(events), learned)).toBeGreaterThanOrEqual(20);

    const handed: { replay?: Replay } = {};
    const again = await live((answer) => handed.replay?.answered(answer));
    handed.replay = new Replay(again);
    expect(await handed.replay.run(revisions, { kept: events.length })).toEqual(events);
    await again.close();
  });
});
