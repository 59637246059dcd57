import { describe, expect, it } from 'vitest';
import { sessionEventSchema, sessionHeaderSchema } from '../../../src/adapters/recording/session-schema.js';
import { header } from './recorder-stand.js';

/** Controls as they stood in a recording before each had one name. */
const olderControls = {
  mode: 'answer',
  composer: 'Chopin',
  bpm: 90,
  meter: { numerator: 3, denominator: 4 },
  temperature: 1,
  topP: 0.98,
  density: null,
  register: null,
  keyLock: 'D minor',
  expression: 100,
  muted: true,
  hold: false,
  click: false,
  thru: false,
  tempoMode: 'fixed',
  answerGapMs: 300,
  answerAt: 'beat',
  answerBars: 2,
};
const settings = {
  composer: 'Chopin',
  temperature: 1,
  topP: 0.98,
  density: null,
  register: null,
  keyLock: 'D minor',
  meter: { numerator: 3, denominator: 4 },
  meterTick: 0,
};
const revision = { kind: 'revise', revision: 1, kept: 0, heard: [], fromTick: 0, onTheDot: true, settings };

describe('a recording of an earlier version', () => {
  it('has its controls under the names of today', () => {
    const { controls } = sessionHeaderSchema.parse({ ...header(), controls: olderControls });
    expect(controls).toMatchObject({ tempo: 90, key: 'D minor', mute: true, answerGap: 300, answerBars: 2 });
    expect(controls).not.toHaveProperty('bpm');
  });

  it('from before there was a quote limit has none', () => {
    expect(sessionHeaderSchema.parse({ ...header(), controls: olderControls }).controls.quoteLimit).toBeNull();
    expect(sessionEventSchema.parse({ kind: 'revision', revision })).toMatchObject({
      revision: { settings: { key: 'D minor', quoteLimit: null, edition: 0 } },
    });
  });

  it('tells of controls that were turned under the names of today, and of no others', () => {
    const event = { kind: 'controls', controls: { bpm: 120, muted: false }, tick: 0, atMs: 5 };
    expect(sessionEventSchema.parse(event)).toEqual({ ...event, controls: { tempo: 120, mute: false } });
  });

  it.each([{ ...header(), controls: 5 }, { ...header(), controls: { ...olderControls, wings: 2 } }, null])(
    'is refused where it holds what is no control: %#',
    (broken) => {
      expect(sessionHeaderSchema.safeParse(broken).success).toBe(false);
    },
  );

  it.each([{ kind: 'controls', controls: 5 }, { kind: 'controls', controls: { bpm: 9000 }, tick: 0, atMs: 0 }, 7])(
    'costs an event that is none: %j',
    (broken) => {
      expect(sessionEventSchema.safeParse(broken).success).toBe(false);
    },
  );
});
