import { describe, expect, it } from 'vitest';
import { emptyPrimer } from '../../../src/composer/live/live-primer.js';
import { ChoralePrimeError, ComposerRouter } from '../../../src/composer/live/composer-router.js';
import type { OpenedModel } from '../../../src/composer/live/open-model.js';
import { Replay } from '../../../src/composer/live/replay.js';
import { choralePitchIdOf } from '../../../src/encoding/chorale/chorale-pitch.js';
import { choraleSchema } from '../../../src/encoding/chorale/chorale-schema.js';
import type { Chorale } from '../../../src/encoding/chorale/chorale.js';
import { pianoSchema } from '../../../src/encoding/piano/piano-schema.js';
import type { EventModel, NetworkState } from '../../../src/model/sampling/event-model.js';
import type { ComposedEvent, ComposerAnswer, HeardEvent, Revision } from '../../../src/performance/composer.js';
import { FakeModel, indifferent } from '../fake-model.js';
import { madeRevision, plainSettings } from '../../performance/support/made-revision.js';

const column = (name: string): number => choraleSchema.findIndex((field) => field.name === name);

/** A network of three rules: the soprano stays on C5, and alto, tenor and bass are a third, a sixth and two octaves below it. */
class RuledModel extends FakeModel {
  constructor() {
    super(choraleSchema, indifferent);
  }

  override async advance(row: Int32Array): Promise<NetworkState> {
    this.heard.push(row);
    const about = [row[column('nextVoice')], row[column('sounding0')]];
    return { memory: {}, contexts: { about: Float32Array.from(about) } };
  }

  override logits(state: NetworkState): Float32Array {
    const [voice, soprano] = state.contexts.about;
    const wanted = voice === 0 ? choralePitchIdOf(72) : soprano - [0, 4, 9, 24][voice];
    const logits = new Float32Array(choraleSchema[0].size);
    logits[wanted] = 1e4;
    return logits;
  }
}

/** A bar in which the chord changes, so that the next one may stand still for a bar. */
const opening: Chorale = Array.from({ length: 16 }, (_, step) => (step < 15 ? [74, 70, 65, 50] : [72, 68, 63, 48]));

const settings = plainSettings('chorale');

const revision = (number: number, change: Partial<Revision> = {}): Revision => ({
  ...madeRevision(number, settings),
  ...change,
});

const struck = (id: number, tick: number, pitch: number, durationTicks: number | null = null): HeardEvent => ({
  kind: 'note',
  id,
  tick,
  pitch,
  velocity: 64,
  durationTicks,
});

const stand = async (model: EventModel = new RuledModel(), first = 'chorale') => {
  const answers: ComposerAnswer[] = [];
  let answered: (answer: ComposerAnswer) => void = (answer) => answers.push(answer);
  const composers = new ComposerRouter({
    seed: 7,
    clock: { nowMs: () => 0 },
    answer: (answer) => answered(answer),
    load: async (name, edition): Promise<OpenedModel> => {
      const common = { name, release: () => Promise.resolve(), bpm: 80, source: '' };
      if (name === 'chorale') return { ...common, kind: 'chorale', model, chorale: opening };
      const piano = new FakeModel(pianoSchema, indifferent);
      const beginning = emptyPrimer(0);
      const place = { edition, family: name, hearsPlayer: true, composerSlot: 0, composer: null, beginning };
      return { ...common, ...place, kind: 'piano', model: piano };
    },
  });
  await composers.begin(first);
  const events = (number: number): ComposedEvent[] =>
    answers.flatMap((answer) => (answer.kind === 'composed' && answer.revision === number ? [...answer.events] : []));
  const compose = async (number: number, untilTick: number): Promise<ComposedEvent[]> => {
    composers.request({ kind: 'compose', revision: number, untilTick });
    for (let i = 0; i < 50_000 && (events(number).at(-1)?.tick ?? -1) < untilTick; i++) await Promise.resolve();
    return events(number);
  };
  const replaying = (): Replay => {
    const replay = new Replay(composers);
    answered = (answer) => replay.answered(answer);
    return replay;
  };
  return { composers, answers, compose, model, replaying };
};

const texts = (events: readonly ComposedEvent[]): string[] =>
  events.flatMap((event) => (event.kind === 'pedal' ? [] : [`${event.tick} ${event.kind} ${event.pitch}`]));

describe('a chorale network that plays live', () => {
  it('composes all four voices where nobody plays, each held pitch one note', async () => {
    const { composers, compose } = await stand();
    composers.request(revision(1));
    const notes = texts(await compose(1, 1900));
    expect(notes.slice(0, 4)).toEqual(['0 note 48', '0 note 63', '0 note 68', '0 note 72']);
    // the bass must move after a bar without any change; what goes on is struck again after a bar, and not before
    expect(notes.slice(4, 6)).toEqual(['1800 release 48', expect.stringMatching(/^1800 note/)]);
    expect(notes.slice(-3)).toEqual(['1920 note 63', '1920 note 68', '1920 note 72']);
    expect(notes.slice(6).every((text) => text.startsWith('1920'))).toBe(true);
  });

  it('puts the other three below the player, and follows at the sixteenth of each new note', async () => {
    const { composers, compose } = await stand();
    composers.request(revision(1, { heard: [struck(0, 0, 72)], fromTick: 40 }));
    expect(texts(await compose(1, 480)).slice(0, 3)).toEqual(['40 note 48', '40 note 63', '40 note 68']);
    composers.request(revision(2, { kept: 3, heard: [struck(0, 0, 72, 470), struck(1, 485, 74)], fromTick: 540 }));
    const followed = await compose(2, 960);
    expect(texts(followed).slice(0, 6).sort()).toEqual(
      ['540 note 50', '540 note 65', '540 note 70', '540 release 48', '540 release 63', '540 release 68'].sort(),
    );
    expect(followed.every((event) => event.kind !== 'note' || event.velocity === 64)).toBe(true);
  });

  it('waits for the next sixteenth where the note came before it', async () => {
    const { composers, compose } = await stand();
    composers.request(revision(1, { heard: [struck(0, 440, 74)], fromTick: 470 }));
    expect((await compose(1, 480))[0]?.tick).toBe(480);
  });

  it('hears anew what the player turned out to play', async () => {
    const model = new RuledModel();
    const { composers, compose } = await stand(model);
    composers.request(revision(1, { heard: [struck(0, 0, 72)], fromTick: 40 }));
    const first = await compose(1, 480);
    model.heard.length = 0;
    // told only at tick 500 that it was D from tick 240 on
    composers.request(
      revision(2, { kept: first.filter(({ tick }) => tick < 500).length, heard: [struck(1, 240, 74)], fromTick: 500 }),
    );
    await compose(2, 960);
    const sopranos = model.heard.filter((row) => row[column('nextVoice')] === 1).map((row) => row[0]);
    expect(sopranos.slice(0, 3)).toEqual(Array<number>(3).fill(choralePitchIdOf(74)));
    expect(model.heard[0][column('nextPhase')]).toBe(2);
  });

  it('takes a low melody for a soprano and answers below it', async () => {
    const { composers, compose } = await stand();
    composers.request(revision(1, { heard: [struck(0, 0, 48)], fromTick: 0 }));
    expect(texts(await compose(1, 120)).slice(0, 3)).toEqual(['0 note 24', '0 note 39', '0 note 44']);
  });

  it('sings the soprano again when the melody is over, and lets go of it when the player comes back', async () => {
    const { composers, compose } = await stand();
    composers.request(revision(1, { heard: [struck(0, 0, 74, 400)], fromTick: 0 }));
    const alone = await compose(1, 4000);
    expect(alone.find((event) => event.kind === 'note' && event.pitch === 72)?.tick).toBe(32 * 120);
    const kept = alone.filter(({ tick }) => tick <= 3840).length;
    composers.request(revision(2, { kept, heard: [struck(1, 3960, 77)], fromTick: 3960 }));
    expect(texts(await compose(2, 4000))).toContain('3960 release 72');
  });

  it('never begins anything before the tick it is told, and releases nothing that does not sound', async () => {
    const { composers, compose } = await stand(new FakeModel(choraleSchema, indifferent));
    composers.request(revision(1));
    const before = await compose(1, 1920);
    const kept = before.filter(({ tick }) => tick < 1000).length;
    composers.request(revision(2, { kept, fromTick: 1000 }));
    const after = await compose(2, 3000);
    const sounding = new Set<number>();
    for (const event of [...before.slice(0, kept), ...after]) {
      if (event.kind === 'note') sounding.add(event.pitch);
      if (event.kind === 'release') expect(sounding.delete(event.pitch)).toBe(true);
    }
    expect(Math.min(...after.map(({ tick }) => tick))).toBeGreaterThanOrEqual(1000);
  });

  it('keeps to the key where it can', async () => {
    const { composers, compose } = await stand(new FakeModel(choraleSchema, indifferent));
    composers.request(revision(1, { settings: { ...settings, key: 'C major' } }));
    const notes = (await compose(1, 960)).flatMap((event) => (event.kind === 'note' ? [event.pitch % 12] : []));
    expect(notes.every((pitchClass) => [0, 2, 4, 5, 7, 9, 11].includes(pitchClass))).toBe(true);
  });

  it('can be composed again from its revisions, also where what came too late was never played', async () => {
    const { composers, compose } = await stand(new FakeModel(choraleSchema, indifferent));
    const revisions = [
      revision(1),
      revision(2, { kept: 12, heard: [struck(0, 700, 70)], fromTick: 760 }),
      revision(3, { kept: 20, heard: [struck(1, 1000, 72)], fromTick: 1050 }),
      revision(4, { kept: 14, fromTick: 1700 }),
      revision(5, { kept: 22, fromTick: 6000 }),
      // a chord that was to change within its sixteenth, and then was not
      revision(6, { kept: 30, heard: [struck(2, 6600, 74)], fromTick: 6630 }),
      revision(7, { kept: 30, fromTick: 7000 }),
    ];
    const live: ComposedEvent[] = [];
    for (const each of revisions) {
      live.length = Math.min(live.length, each.kept);
      composers.request(each);
      live.push(...(await compose(each.revision, each.fromTick + 1400)));
    }
    const again = await stand(new FakeModel(choraleSchema, indifferent));
    expect(await again.replaying().run(revisions, { kept: 44 })).toEqual(live.slice(0, 44));
  });
});

describe('composers of two kinds', () => {
  it('take turns as the revisions name them', async () => {
    const { composers, compose, answers } = await stand(new RuledModel(), 'piano');
    composers.request(revision(1, { settings: { ...settings, composer: 'piano' } }));
    const piano = await compose(1, 960);
    composers.request({ kind: 'prepare', composer: 'chorale', edition: 0 });
    for (let i = 0; i < 100; i++) await Promise.resolve();
    expect(answers).toContainEqual({ kind: 'prepared', composer: 'chorale', edition: 0 });
    composers.request(revision(2, { kept: piano.length, fromTick: 1920 }));
    expect(texts(await compose(2, 1920)).slice(1, 4)).toEqual(['1920 note 63', '1920 note 68', '1920 note 72']); // prettier-ignore
    composers.request(revision(3, { kept: piano.length + 4, fromTick: 3840, settings: { ...settings, composer: 'piano' } })); // prettier-ignore
    expect((await compose(3, 4800))[0]?.tick).toBeGreaterThanOrEqual(3840);
  });

  it('refuse a piece for the piano as the beginning of a chorale', async () => {
    const { composers } = await stand(new RuledModel(), 'piano');
    await expect(composers.begin('chorale', emptyPrimer(0))).rejects.toThrow(ChoralePrimeError);
  });
});
