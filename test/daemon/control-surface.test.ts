import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MidiMapper } from '../../src/daemon/midi-mapping/midi-mapper.js';
import { commandOfKnob } from '../../src/daemon/midi-mapping/cc-scaling.js';
import { bindableSchema, type Binding } from '../../src/protocol/binding.js';
import { isBoundAction } from '../../src/protocol/bound-action.js';
import { commandSchema, type Command } from '../../src/protocol/command.js';
import type { Surface } from '../../src/protocol/live-event.js';

const COMPOSERS = ['Bach', 'Chopin', 'Satie'];

describe('the value of a knob', () => {
  it('asks for something that the daemon takes, whatever it is bound to', () => {
    const value = fc.integer({ min: 0, max: 127 });
    fc.assert(
      fc.property(fc.constantFrom(...bindableSchema.options), value, value, (control, now, before) => {
        const command = commandOfKnob(control, now, before, COMPOSERS);
        if (command) expect(commandSchema.safeParse(command).success).toBe(true);
        else expect(isBoundAction(control)).toBe(true);
      }),
    );
  });

  it.each([
    ['tempo', 0, { tempo: 40 }],
    ['tempo', 127, { tempo: 220 }],
    ['temperature', 127, { temperature: 2 }],
    ['mode', 0, { mode: 'solo' }],
    ['mode', 64, { mode: 'answer' }],
    ['mode', 127, { mode: 'duet' }],
    ['composer', 127, { composer: 'Satie' }],
    ['mute', 63, { mute: false }],
    ['mute', 64, { mute: true }],
    ['density', 0, { density: null }],
    ['register', 0, { register: null }],
    ['register', 127, { register: { lowest: 72, highest: 108 } }],
    ['key', 0, { key: 'off' }],
    ['quoteLimit', 0, { quoteLimit: 8 }],
    ['quoteLimit', 127, { quoteLimit: null }],
  ] as const)('%s at %i', (control, value, controls) => {
    expect(commandOfKnob(control, value, 0, COMPOSERS)).toEqual({ kind: 'set', controls });
  });

  it('lets a button act as it goes down, and only then', () => {
    expect(commandOfKnob('like', 127, 0, [])).toEqual({ kind: 'like' });
    expect(commandOfKnob('like', 127, 100, [])).toBeUndefined();
    expect(commandOfKnob('stop', 127, 0, [])).toEqual({ kind: 'transport', action: 'stop' });
    expect(commandOfKnob('like', 0, 127, [])).toBeUndefined();
  });
});

describe('the surface', () => {
  let commands: Command[];
  let surfaces: Surface[];
  let saved: (readonly Binding[])[];
  const open = (...bindings: readonly Binding[]): MidiMapper =>
    new MidiMapper({
      bindings,
      composers: () => COMPOSERS,
      handleCommand: (command) => commands.push(command),
      changed: (surface) => surfaces.push(surface),
      save: (now) => saved.push(now),
    });
  const knob = (controller: number, value: number, channel = 0) =>
    ({ kind: 'knob', channel, controller, value, atMs: 0 }) as const;

  beforeEach(() => {
    vi.useFakeTimers();
    commands = [];
    surfaces = [];
    saved = [];
  });
  afterEach(() => vi.useRealTimers());

  it('learns a control from the next knob that moves, keeps it, and turns with it from then on', () => {
    const surface = open();
    surface.moved(knob(21, 10));
    surface.learn('temperature');
    expect(surfaces.at(-1)).toEqual({ bindings: [], learning: 'temperature' });

    surface.moved(knob(21, 64));
    const bindings = [{ control: 'temperature', channel: 0, controller: 21 }];
    expect(surfaces.at(-1)).toEqual({ bindings, learning: null });
    expect(saved).toEqual([bindings]);
    vi.runAllTimers();
    expect(commands).toEqual([]);

    surface.moved(knob(21, 127));
    vi.runAllTimers();
    expect(commands).toEqual([{ kind: 'set', controls: { temperature: 2 } }]);
  });

  it('turns once for a fast movement, to where it ended', () => {
    const surface = open({ control: 'tempo', channel: 2, controller: 7 });
    for (let value = 0; value < 128; value++) surface.moved(knob(7, value, 2));
    surface.moved(knob(7, 3, 1)); // another channel is another knob
    vi.runAllTimers();
    expect(commands).toEqual([{ kind: 'set', controls: { tempo: 220 } }]);
  });

  it('binds one control to one knob, and forgets it', () => {
    const surface = open(
      { control: 'tempo', channel: 0, controller: 7 },
      { control: 'hold', channel: 0, controller: 8 },
    );
    surface.learn('tempo');
    surface.moved(knob(8, 1));
    expect(saved.at(-1)).toEqual([{ control: 'tempo', channel: 0, controller: 8 }]);
    surface.unlearn('tempo');
    expect(saved.at(-1)).toEqual([]);
  });

  it('gives up learning', () => {
    const surface = open();
    surface.learn('tempo');
    surface.learn(null);
    surface.moved(knob(8, 1));
    expect(saved).toEqual([]);
    expect(surfaces.at(-1)).toEqual({ bindings: [], learning: null });
  });
});
