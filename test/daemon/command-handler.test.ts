import { describe, expect, it } from 'vitest';
import { CommandHandler, type CommandHandlerParts } from '../../src/daemon/command-handler.js';
import { EventHub } from '../../src/daemon/event-hub.js';
import type { Command } from '../../src/protocol/command.js';
import { plainSnapshot } from '../protocol/plain-snapshot.js';

/** A handler whose parts note what they are asked for. */
const stand = (change: Partial<CommandHandlerParts> = {}) => {
  const asked: unknown[] = [];
  const saved = { file: 'take.mid', notes: 3, seconds: 2 };
  const recorder = {
    state: { on: true, file: 'x', sinceMs: 0 },
    keep: async (seconds: number) => (asked.push(['keep', seconds]), saved),
    stop: async () => (asked.push('stop'), saved),
    resume: async () => void asked.push('resume'),
  };
  const adaptation = { ...plainSnapshot.adaptation, on: true };
  const handler = new CommandHandler({
    perform: (command, source) => asked.push([command, source]),
    recorder,
    hub: new EventHub(plainSnapshot, () => 0),
    surface: { learn: (control) => asked.push(['learn', control]), unlearn: (control) => asked.push(['-', control]) },
    adaptation: { handleCommand: (action) => (asked.push(['adapt', action]), adaptation) },
    models: () => [{ name: 'Chopin', file: 'chopin.safetensors', bytes: 1, composer: null }],
    quit: () => asked.push('quit'),
    followsClock: false,
    askedControls: {},
    ...change,
  });
  return { asked, adaptation, send: (command: Command) => handler.handleCommand(command, 7) };
};

describe('commands', () => {
  it('of the performance go to the thread that plays, with whoever holds their keys', async () => {
    const { asked, send } = stand();
    for (const command of [{ kind: 'panic' }, { kind: 'end', bars: 2 }] as const) await send(command);
    expect(asked).toEqual([
      [{ kind: 'panic' }, 7],
      [{ kind: 'end', bars: 2 }, 7],
    ]);
  });

  it('mean a composer in any case, and only one that there is', async () => {
    const { asked, send } = stand();
    await send({ kind: 'set', controls: { composer: 'chopin' } });
    expect(asked).toEqual([[{ kind: 'set', controls: { composer: 'Chopin' } }, 7]]);
    await expect(send({ kind: 'set', controls: { composer: 'Nobody' } })).rejects.toThrow('Nobody');
  });

  describe('that change the composer', () => {
    const usual = { tempo: 72, meter: { numerator: 2, denominator: 4 } };
    const about = { model: 'base', notes: 5, isUnfinished: false, usual };
    const models = ['Chopin', 'Joplin'].map((composer) => ({
      ...{ name: composer, file: 'base.safetensors', bytes: 1, composer },
      about: composer === 'Joplin' ? about : { ...about, usual: { ...usual, tempo: 120 } },
    }));
    const joplin = { kind: 'set', controls: { composer: 'Joplin' } } as const;
    const chosen = async (change: Partial<CommandHandlerParts>, ...before: Command[]): Promise<unknown> => {
      const { asked, send } = stand({ models: () => models, ...change });
      for (const command of before) await send(command);
      await send(joplin);
      return (asked.at(-1) as readonly [{ readonly controls: unknown }])[0].controls;
    };

    it("take that composer's tempo and metre along", async () => {
      expect(await chosen({})).toEqual({ composer: 'Joplin', ...usual });
    });

    it('leave what the user has set, before the start or since', async () => {
      const { tempo, meter } = usual;
      expect(await chosen({ askedControls: { tempo: 90 } })).toEqual({ composer: 'Joplin', meter });
      expect(await chosen({}, { kind: 'tap' })).toEqual({ composer: 'Joplin', meter });
      expect(await chosen({}, { kind: 'set', controls: { meter } })).toEqual({ composer: 'Joplin', tempo });
      expect(await chosen({ followsClock: true })).toEqual({ composer: 'Joplin', meter });
    });

    it('leave all as it is where the same composer keeps the largest share', async () => {
      const { asked, send } = stand({ models: () => models });
      await send({ kind: 'set', controls: { composer: 'Chopin:60+Joplin:40' } });
      expect(asked).toEqual([[{ kind: 'set', controls: { composer: 'Chopin:60+Joplin:40' } }, 7]]);
    });
  });

  it('about the tempo are refused while another program has it', async () => {
    const { asked, send } = stand({ followsClock: true });
    for (const command of [{ kind: 'tap' }, { kind: 'set', controls: { tempo: 90 } }] as const) {
      await expect(send(command)).rejects.toThrow(/clock/);
    }
    await send({ kind: 'set', controls: { temperature: 1 } });
    expect(asked).toHaveLength(1);
  });

  it('of the daemon go to its parts, which answer', async () => {
    const { asked, adaptation, send } = stand();
    expect(await send({ kind: 'keep', seconds: 30 })).toMatchObject({ file: 'take.mid' });
    expect(await send({ kind: 'record', on: false })).toMatchObject({ file: 'take.mid' });
    expect(await send({ kind: 'record', on: true })).toMatchObject({ on: true });
    expect(await send({ kind: 'adapt', action: 'reset' })).toEqual(adaptation);
    expect(await send({ kind: 'midi-learn', control: 'tempo' })).toEqual(plainSnapshot.surface);
    expect(await send({ kind: 'midi-unlearn', control: 'tempo' })).toEqual(plainSnapshot.surface);
    expect(await send({ kind: 'status' })).toMatchObject({ version: '0.1.0' });
    expect(await send({ kind: 'quit' })).toBeUndefined();
    const wanted = [['keep', 30], 'stop', 'resume', ['adapt', 'reset'], ['learn', 'tempo'], ['-', 'tempo'], 'quit'];
    expect(asked).toEqual(wanted);
  });
});
