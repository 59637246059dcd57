import { describe, expect, it } from 'vitest';
import { emptyPrimer } from '../../../src/composer/live/live-primer.js';
import { livePianoComposer } from '../../../src/composer/live/piano-composer.js';
import { Replay } from '../../../src/composer/live/replay.js';
import { meterIdOf } from '../../../src/encoding/vocabulary/meter.js';
import { pianoSchema } from '../../../src/encoding/piano/piano-schema.js';
import { planEventsSchema } from '../../../src/encoding/plan-events/plan-events-schema.js';
import type { ComposedEvent, ComposerAnswer, Revision } from '../../../src/performance/composer.js';
import { FakeModel, certainOf, indifferent, type Opinion } from '../fake-model.js';
import { madeRevision, plainSettings } from '../../performance/support/made-revision.js';

const BAR = 1920;

const settings = plainSettings('A');

const revision = (number: number, change: Partial<Revision> = {}): Revision => ({
  ...madeRevision(number, settings),
  ...change,
});

/** A live composer with a plan network, neither of which has opinions; or without. */
const stand = async ({ plans = true, opinion = indifferent }: { plans?: boolean; opinion?: Opinion } = {}) => {
  const answers: ComposerAnswer[] = [];
  const planner = new FakeModel(planEventsSchema, indifferent);
  const model = new FakeModel(pianoSchema, opinion);
  const composer = livePianoComposer({
    seed: 7,
    clock: { nowMs: () => 0 },
    answer: (answer) => answers.push(answer),
    load: async (name, edition) => ({
      name,
      edition,
      family: name,
      model,
      release: () => Promise.resolve(),
      hearsPlayer: false,
      composerSlot: 0,
      composer: null,
      ...(plans ? { plans: { model: planner, composers: [] } } : {}),
      beginning: emptyPrimer(meterIdOf(settings.meter)),
    }),
  });
  await composer.begin('A');
  const events = (number: number): ComposedEvent[] =>
    answers.flatMap((answer) => (answer.kind === 'composed' && answer.revision === number ? [...answer.events] : []));
  const compose = async (number: number, untilTick: number): Promise<ComposedEvent[]> => {
    composer.request({ kind: 'compose', revision: number, untilTick });
    await composer.settled();
    return events(number);
  };
  const endOf = (number: number): number =>
    answers.flatMap((answer) => (answer.kind === 'ends' && answer.revision === number ? [answer.tick] : []))[0];
  return { composer, answers, compose, endOf, model };
};

const notesOf = (events: readonly ComposedEvent[]) => events.flatMap((event) => (event.kind === 'note' ? [event] : []));

/** Plays three bars and asks for an end within so many more; gives the revisions and what was played. */
const playToEnd = async (bars: number, options = {}) => {
  const live = await stand(options);
  const revisions = [revision(1)];
  live.composer.request(revisions[0]);
  const first = (await live.compose(1, 3 * BAR)).filter(({ tick }) => tick < 3 * BAR - 300);
  const tick = 3 * BAR - 300;
  revisions.push(revision(2, { kept: first.length, fromTick: tick, ending: { kind: 'within', tick, bars } }));
  live.composer.request(revisions[1]);
  const second = await live.compose(2, 100 * BAR);
  return { ...live, revisions, first, second, endTick: live.endOf(2) };
};

describe('an end that is asked for', () => {
  it.each([2, 3, 8])(
    'comes within %i bars: the tonic chord on a bar line, held, and nothing behind it',
    async (bars) => {
      const { second, endTick, compose } = await playToEnd(bars);
      expect(endTick % BAR).toBe(0);
      expect(endTick / BAR).toBeGreaterThanOrEqual(5);
      expect(endTick / BAR).toBeLessThanOrEqual(3 + bars);
      const finalTick = endTick - BAR;
      expect(second.at(-1)!.tick).toBe(finalTick);
      const chord = notesOf(second).filter(({ tick }) => tick === finalTick);
      expect(chord.length).toBeGreaterThanOrEqual(3);
      const above = chord.map(({ pitch }) => (pitch - chord[0].pitch + 120) % 12);
      expect(above.every((interval) => [0, 3, 4, 7].includes(interval))).toBe(true);
      expect(chord[0].pitch).toBeLessThan(60);
      expect(chord.every(({ durationTicks }) => durationTicks === BAR)).toBe(true);
      const before = notesOf(second).filter(({ tick }) => tick < finalTick);
      expect(before.every(({ tick, durationTicks }) => tick + durationTicks <= finalTick)).toBe(true);
      expect(await compose(2, 200 * BAR)).toHaveLength(second.length);
    },
  );

  it('is replayed alike, though the music is turned on its way', async () => {
    const { composer, compose, revisions, first, second, endTick, endOf } = await playToEnd(8);
    const kept = first.length + second.filter(({ tick }) => tick < 4 * BAR).length;
    const at = { kind: 'at', tick: endTick } as const;
    const wilder = { ...settings, temperature: 2 };
    revisions.push(revision(3, { kept, fromTick: 4 * BAR, ending: at, settings: wilder }));
    composer.request(revisions[2]);
    const third = await compose(3, 100 * BAR);
    expect(third.at(-1)!.tick).toBe(endTick - BAR);
    const next = revision(4, { kept: kept + third.length, fromTick: endTick + 2 * BAR, piece: 1 });
    revisions.push(next);
    composer.request(next);
    const fourth = await compose(4, endTick + 4 * BAR);
    expect([endOf(2), endOf(3)]).toEqual([endTick, endTick]);
    const expected = [...first, ...second.slice(0, kept - first.length), ...third, ...fourth];

    const again = await stand();
    const replay = new Replay(again.composer);
    again.answers.push = (...given: ComposerAnswer[]) => {
      for (const answer of given) replay.answered(answer);
      return given.length;
    };
    expect(await replay.run(revisions, { kept: expected.length })).toEqual(expected);
  });

  it('lifts the pedal before the final chord', async () => {
    const opinion: Opinion = (field) => {
      const logits = new Float32Array(field.size);
      if (field.name === 'what') logits[128] = 3;
      return logits;
    };
    const { second, endTick } = await playToEnd(4, { opinion });
    const last = second.filter(({ tick }) => tick === endTick - BAR);
    const pedal = second.findLast(({ kind }) => kind === 'pedal');
    expect(pedal).toMatchObject({ down: false });
    expect(last.slice(1).every(({ kind }) => kind === 'note')).toBe(true);
  });

  it('begins another piece from nothing, where the next one is to begin', async () => {
    const { composer, compose, second, first, endTick, model } = await playToEnd(2);
    const heard = model.heard.length;
    const kept = first.length + second.length;
    composer.request(revision(3, { kept, fromTick: endTick, piece: 1 }));
    const third = await compose(3, endTick + 1);
    expect(third.length).toBeGreaterThan(0);
    expect(model.heard.length - heard).toBe(third.length + 1); // its start row, and what it composed
  });

  it('comes at the last bar line of a piece whose length is known', async () => {
    const { composer, compose, endOf } = await stand();
    composer.request(revision(1, { ending: { kind: 'at', tick: 20 * BAR } }));
    const events = await compose(1, 100 * BAR);
    expect(endOf(1)).toBe(20 * BAR);
    expect(events.at(-1)!.tick).toBe(19 * BAR);
  });

  it('is silence at a bar line within four bars where there is no plan network', async () => {
    const { second, endTick } = await playToEnd(8, { plans: false });
    expect(endTick).toBe(7 * BAR);
    expect(second.at(-1)!.tick).toBeLessThan(endTick);
    const sooner = await playToEnd(2, { plans: false, opinion: certainOf({ wait: [24] }) });
    expect(sooner.endTick).toBe(5 * BAR);
  });
});

describe('what is planned', () => {
  it('is told bar after bar, before the music of those bars', async () => {
    const { composer, compose, answers } = await stand();
    composer.request(revision(1));
    await compose(1, 6 * BAR);
    let toldTick = 0;
    for (const answer of answers) {
      if (answer.kind === 'composed') expect(answer.events.at(-1)!.tick).toBeLessThan(toldTick - 7 * BAR);
      if (answer.kind !== 'planned') continue;
      const ticks = answer.bars.map(({ tick }) => tick);
      expect(ticks).toEqual(ticks.map((_, i) => ticks[0] + i * BAR));
      const last = answer.bars.at(-1)!;
      expect(last.tick + last.ticks).toBeGreaterThan(toldTick);
      toldTick = last.tick + last.ticks;
    }
    expect(toldTick).toBeGreaterThanOrEqual(14 * BAR);
  });

  it('ends with the final cadence where the piece does', async () => {
    const { answers, endTick } = await playToEnd(4);
    const latest = answers.flatMap((answer) => (answer.kind === 'planned' ? [answer.bars] : [])).at(-1)!;
    expect(latest.at(-1)).toMatchObject({ tick: endTick - BAR, ticks: BAR, cadence: 'final' });
    expect(latest.at(-1)!.chords).toHaveLength(1);
  });

  it('is nothing where there is no plan network', async () => {
    const { answers } = await playToEnd(4, { plans: false });
    expect(answers.some(({ kind }) => kind === 'planned')).toBe(false);
  });
});
