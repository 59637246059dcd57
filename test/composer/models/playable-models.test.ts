import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findPlayableModel } from '../../../src/composer/models/blended-model.js';
import { livePianoComposer } from '../../../src/composer/live/piano-composer.js';
import type { LiveModel } from '../../../src/composer/live/live-model.js';
import { Replay } from '../../../src/composer/live/replay.js';
import { ModelLoader } from '../../../src/composer/live/model-loader.js';
import { playableModels, type PlayableModel } from '../../../src/composer/models/playable-models.js';
import { PLAN_ENCODING, planEventsSchema } from '../../../src/encoding/plan-events/plan-events-schema.js';
import { COMPOSER_SLOTS } from '../../../src/encoding/piano/piano-schema.js';
import { findModel } from '../../../src/model/checkpoint/model-names.js';
import { listModels, openModel, readCardOf } from '../../../src/model/checkpoint/model-store.js';
import { onnxEngine } from '../../../src/model/runtimes/onnx-engine.js';
import { loadOnnxRuntime } from '../../../src/model/runtimes/onnx-loader.js';
import { seedRandom } from '../../../src/shared/random-source.js';
import type { ComposedEvent, ComposerAnswer, Revision } from '../../../src/performance/composer.js';
import { pianoCard, writeModel } from '../../cli/made-models.js';
import { madeRevision, plainSettings } from '../../performance/support/made-revision.js';

let folder = '';
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'voices-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const [waltz] = pianoCard('Chopin').excerpts;

/** A model of its own for Chopin, one of several composers, and a file that is none. */
const write = async (): Promise<readonly PlayableModel[]> => {
  await writeModel(folder, pianoCard('Chopin'));
  const excerpts = ['Chopin', 'Satie'].map((composer) => ({ ...waltz, composer, source: `${composer}.mid` }));
  const card = { ...pianoCard('base'), composers: ['Bach', 'Chopin', 'Satie'], hearsPlayer: true, excerpts };
  await writeModel(folder, card);
  writeFileSync(path.join(folder, 'broken.safetensors'), 'nothing');
  return playableModels(await listModels([folder]), readCardOf);
};

const BLEND = 'Satie:40+Chopin (base):60';

const revisionOf = (revision: number, composer: string, kept: number): Revision => ({
  ...madeRevision(revision, plainSettings(composer)),
  kept,
  fromTick: kept === 0 ? 0 : 1920,
});

describe('voices', () => {
  it('are the models, and the composers of those that know several and have music of theirs', async () => {
    const voices = await write();
    expect(voices.map(({ name, composer }) => [name, composer])).toEqual([
      ['Chopin', null],
      ['Chopin (base)', 'Chopin'],
      ['Satie', 'Satie'],
      ['base', null],
      ['broken', null],
    ]);
    expect(findModel(voices, 'satie').file).toBe(path.join(folder, 'base.safetensors'));
  });

  it('tell how many notes they learned from, where their model does', async () => {
    const { training, ...card } = pianoCard('base');
    const excerpts = ['Chopin', 'Satie'].map((composer) => ({ ...waltz, composer, source: `${composer}.mid` }));
    await writeModel(folder, {
      ...card,
      composers: ['Chopin', 'Satie'],
      excerpts,
      training: { ...training, notesByComposer: { Chopin: 800 } },
    });
    await writeModel(folder, { ...pianoCard('Joplin'), training: { ...training, notes: 1200 } });
    const voices = await playableModels(await listModels([folder]), readCardOf);
    expect(voices.map(({ name, about }) => [name, about?.notes])).toEqual([
      ['Chopin', 800],
      ['Joplin', 1200],
      ['Satie', null],
      ['base', 3456],
    ]);
  });

  it('are none of a model of plans', async () => {
    const card = pianoCard('base-plan');
    await writeModel(folder, {
      ...card,
      encoding: PLAN_ENCODING,
      network: { ...card.network, schema: planEventsSchema },
      composers: ['Bach', 'Satie'],
    });
    const voices = await write();
    expect(voices.map(({ name }) => name)).not.toContain('base-plan');
    expect(voices.map(({ name }) => name)).not.toContain('Satie (base-plan)');
  });

  it('of one file share its network until the last has let go, and begin with their own music', async () => {
    const voices = await write();
    const runtime = await loadOnnxRuntime('auto', {}, 1);
    let opened = 0;
    const loader = new ModelLoader({
      engine: onnxEngine(runtime.api, 'test', 1),
      open: ({ name }) => {
        opened++;
        return openModel(findModel(voices, name));
      },
      random: () => seedRandom(1),
    });
    const [satie, chopin, itself] = await Promise.all(
      ['Satie', 'Chopin (base)', 'base'].map((name) => loader.load(findModel(voices, name))),
    );
    expect(opened).toBe(1);
    expect(chopin?.model).toBe(satie?.model);
    const pianists = [satie, chopin, itself].flatMap((voice) => (voice?.kind === 'piano' ? [voice] : []));
    expect(pianists.map(({ composerSlot }) => composerSlot)).toEqual([2, 1, COMPOSER_SLOTS]);
    expect([satie?.source, chopin?.source]).toEqual(['Satie.mid', 'Chopin.mid']);
    expect(pianists[0]?.hearsPlayer).toBe(true);

    for (const voice of [satie, chopin, itself]) await voice?.release();
    const again = await loader.load(findModel(voices, 'base'));
    expect(opened).toBe(2);
    await again.release();
    await expect(loader.load(findModel(voices, 'broken'))).rejects.toThrow('broken');
  });

  it('can be blended: one network still, an id beyond its table, and the same music each time it is composed', async () => {
    const voices = await write();
    const runtime = await loadOnnxRuntime('auto', {}, 1);
    const play = async (): Promise<readonly ComposedEvent[]> => {
      const loader = new ModelLoader({
        engine: onnxEngine(runtime.api, 'test', 1),
        open: ({ name }) => openModel(findPlayableModel(voices, name)),
        random: () => seedRandom(1),
      });
      const loaded: LiveModel[] = [];
      const load = async (name: string): Promise<LiveModel> => {
        const voice = await loader.load({ ...findPlayableModel(voices, name), name });
        if (voice.kind !== 'piano') throw new Error(`${name} is no pianist`);
        loaded.push(voice);
        return voice;
      };
      let answered: (answer: ComposerAnswer) => void = () => undefined;
      const clock = { nowMs: () => 0 };
      const composer = livePianoComposer({ seed: 3, load, clock, answer: (answer) => answered(answer) });
      const replay = new Replay(composer);
      answered = (answer) => replay.answered(answer);
      await composer.begin('Satie');
      const events = await replay.run([revisionOf(1, 'Satie', 0), revisionOf(2, BLEND, 6)], { kept: 14 });
      expect(loaded.map(({ name }) => name)).toEqual(['Satie', BLEND]);
      expect(loaded[1]?.model).toBe(loaded[0]?.model);
      expect(loaded[1]?.composerSlot).toBeGreaterThan(COMPOSER_SLOTS);
      await composer.close();
      return events;
    };
    const first = await play();
    expect(first).toHaveLength(14);
    expect(await play()).toEqual(first);
  });
});
