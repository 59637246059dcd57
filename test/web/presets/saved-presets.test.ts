import { describe, expect, it } from 'vitest';
import { controlChangeSchema } from '../../../src/protocol/controls.js';
import { defaultControls } from '../../../src/protocol/controls/control-declarations.js';
import { builtInPresets } from '../../../web/presets/built-in-presets.js';
import { presetControls, SavedPresets, valuesBefore, type TextStore } from '../../../web/presets/saved-presets.js';

const storeOf = (text?: string): TextStore & { text: string | undefined } => ({
  text,
  getItem() {
    return this.text ?? null;
  },
  setItem(_key, value) {
    this.text = value;
  },
});

const quiet = { name: 'Quiet', controls: { tempo: 60 } };
const wild = { name: 'Wild', controls: { temperature: 1.8 } };

describe('presets that come with the page', () => {
  it('set what the daemon takes', () => {
    for (const { controls } of builtInPresets) expect(controlChangeSchema.safeParse(controls).error).toBeUndefined();
  });
});

describe('presets of the person', () => {
  it('are there for the next visit, the latest first, and one of the same name is replaced', () => {
    const store = storeOf();
    new SavedPresets(store).save(quiet);
    new SavedPresets(store).save(wild);
    new SavedPresets(store).save({ ...quiet, controls: { tempo: 50 } });
    expect(new SavedPresets(store).all).toEqual([{ ...quiet, controls: { tempo: 50 } }, wild]);
  });

  it('are put back as they were after one was removed', () => {
    const presets = new SavedPresets(storeOf());
    presets.save(quiet);
    presets.save(wild);
    const before = presets.all;
    presets.remove('Quiet');
    expect(presets.all).toEqual([wild]);
    presets.restore(before);
    expect(presets.all).toEqual(before);
  });

  it.each(['no json', '{}', '[{"name":"","controls":{}}]', '[{"name":"x","controls":{"tempo":"fast"}}]'])(
    'are none where %s is stored',
    (text) => {
      expect(new SavedPresets(storeOf(text)).all).toEqual([]);
    },
  );

  it('say so where the browser keeps nothing', () => {
    const full = storeOf();
    full.setItem = () => {
      throw new Error('QuotaExceededError');
    };
    expect(() => new SavedPresets(full).save(quiet)).toThrow(/allow this site to store data/);
  });

  it('hold what sounds, not that it is silent at the moment', () => {
    const controls = presetControls({ ...defaultControls(), mute: true, hold: true, tempo: 77 });
    expect(controls).toMatchObject({ tempo: 77, composer: 'Chopin' });
    expect([controls.mute, controls.hold]).toEqual([undefined, undefined]);
    expect(controlChangeSchema.safeParse(controls).success).toBe(true);
  });

  it('are undone with the values that their controls had', () => {
    const before = { ...defaultControls(), tempo: 88, swing: 60 };
    expect(valuesBefore(before, { tempo: 60, temperature: 2 })).toEqual({ tempo: 88, temperature: 1 });
  });
});
