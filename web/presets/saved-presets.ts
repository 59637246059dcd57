import { z } from 'zod';
import { controlChangeSchema, type ControlChange, type Controls } from '../../src/protocol/controls.js';
import type { Preset } from './built-in-presets.js';

const KEY = 'music-lstm-daemon-presets';
/** A page of cards can hold no more. */
const MOST = 40;

const presetsSchema = z.array(z.object({ name: z.string().min(1).max(60), controls: controlChangeSchema }));

/** What a browser keeps texts in. */
export interface TextStore {
  getItem(key: string): string | null;
  setItem(key: string, text: string): void;
}

/** All controls as they stand, but for those that silence or hold the music at the moment. */
export const presetControls = ({ mute: _mute, hold: _hold, ...rest }: Controls): ControlChange => rest;

/** The values that some controls had before a change, with which it is undone. */
export const valuesBefore = (controls: Controls, change: ControlChange): ControlChange =>
  Object.fromEntries(Object.entries(controls).filter(([name]) => name in change));

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The presets that the person has saved in this browser, the latest first. */
export class SavedPresets {
  readonly #store: TextStore;

  constructor(store: TextStore) {
    this.#store = store;
  }

  /** None where what is stored is from another version and cannot be read. */
  get all(): readonly Preset[] {
    return presetsSchema.safeParse(readJson(this.#store.getItem(KEY) ?? '[]')).data ?? [];
  }

  /** One of the same name is replaced. Throws one line where the browser keeps nothing. */
  save(preset: Preset): void {
    this.restore([preset, ...this.all.filter(({ name }) => name !== preset.name)].slice(0, MOST));
  }

  remove(name: string): void {
    this.restore(this.all.filter((preset) => preset.name !== name));
  }

  /** Puts back what `all` gave earlier. */
  restore(presets: readonly Preset[]): void {
    try {
      this.#store.setItem(KEY, JSON.stringify(presets));
    } catch (cause) {
      throw new Error('The browser keeps no presets: allow this site to store data.', { cause });
    }
  }
}
