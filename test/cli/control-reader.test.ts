import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.js';
import { buildProgram } from '../../src/cli/program.js';
import { runCli } from '../../src/cli/run-cli.js';
import { completionOf } from '../../src/cli/completion/completion-spec.js';
import { controlsAskedFor } from '../../src/cli/control-options.js';
import { bindableSchema } from '../../src/protocol/binding.js';
import {
  CONTROL_NAMES,
  controlDeclarations,
  defaultControls,
  type ControlName,
} from '../../src/protocol/controls/control-declarations.js';
import { spokenName } from '../../src/protocol/controls/control-names.js';
import { controlText } from '../../src/protocol/controls/control-text.js';
import { RecordedIo } from './recorded-io.js';

/** What the options of `start` and the arguments of `set` become; nothing is started or told. */
const read = async (...line: string[]): Promise<Readonly<Record<string, unknown>>> => {
  const program = buildProgram(new RecordedIo({ MUSIC_LSTM_CONFIG: '/nowhere/config.json' }), commands);
  let found: Record<string, unknown> = {};
  for (const command of program.commands)
    command.action(() => {
      found = { ...command.opts(), controls: command.processedArgs[0] as unknown };
    });
  await program.parseAsync(line, { from: 'user' });
  return found;
};

const run = async (...line: string[]) => {
  const io = new RecordedIo();
  return { exitCode: await runCli(line, io, commands), out: io.out, err: io.err };
};

describe('controls on the command line', () => {
  it('are read where they stand as options, before or after other options', async () => {
    const options = await read('start', '--mode', 'duet', '--port', '0', '--tempo', 'follow', '--meter', '6/8');
    expect(options).toMatchObject({
      mode: { mode: 'duet' },
      tempo: { tempoMode: 'follow' },
      meter: { meter: { numerator: 6, denominator: 8 } },
    });
  });

  it('are each an option of start but for the composer, switches without a value', async () => {
    const { composer: _, ...defaults } = defaultControls();
    const names = CONTROL_NAMES.filter((name) => name !== 'composer');
    const isSwitch = (name: ControlName): boolean => controlDeclarations[name].kind === 'switch';
    const words = names.flatMap((name) => {
      const flag = `--${spokenName(name)}`;
      return isSwitch(name) ? [flag] : [flag, controlText(name, defaults[name])];
    });
    const switches = Object.fromEntries(names.filter(isSwitch).map((name) => [name, true]));
    expect(controlsAskedFor(await read('start', ...words))).toEqual({ ...defaults, ...switches });
    expect(controlsAskedFor(await read('start'))).toEqual({});
  });

  it('are completed with the words that they take', () => {
    const start = completionOf(buildProgram(new RecordedIo(), commands)).find(({ path }) => path === 'start');
    const valueOf = (flag: string) => start?.flags.find(({ spellings }) => spellings.includes(flag))?.value;
    expect(valueOf('-m')).toEqual({ kind: 'words', words: ['solo', 'answer', 'duet'] });
    expect(valueOf('--quote-limit')).toEqual({ kind: 'words', words: ['off'] });
    expect(valueOf('--tempo')).toEqual({ kind: 'words', words: ['follow'] });
    expect(valueOf('--mute')).toBeUndefined();
  });

  it('gather where they stand as assignments', async () => {
    expect((await read('set', 'tempo=90', 'mode=solo', 'tempo=91')).controls).toEqual({ tempo: 91, mode: 'solo' });
  });

  it.each([
    [
      ['start', '--mode', 'loud'],
      /^error: option '-m, --mode <solo\|answer\|duet>' argument 'loud' is invalid\. mode must be/,
    ],
    [['start', '--mode', 'loud', '--help'], /mode must be solo/],
    [['--verbose', 'set', 'tempo=1000'], /^error: command-argument value 'tempo=1000' is invalid/],
    [['set', 'wings=2'], /There is no control "wings"\. Did you mean swing\?/],
    [['set', 'tempo'], /Expected control=value/],
  ])('are refused as wrong usage: %j', async (line, message) => {
    const { exitCode, out, err } = await run(...line);
    expect(err).toMatch(message);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
  });

  it.each([[['start', '--help']], [['set', '-h']], [['--verbose', 'start', '--help']]])(
    'are told of by %j, which reads none',
    async (line) => {
      const { exitCode, out } = await run(...line);
      expect(out).toMatch(/^Usage: music-lstm-daemon (start|set)/);
      expect(exitCode).toBe(0);
    },
  );

  it('may all be mapped to a MIDI controller, and actions as well', () => {
    const program = buildProgram(new RecordedIo(), commands);
    const learn = program.commands.find((command) => command.name() === 'midi-learn');
    expect(learn?.registeredArguments[0].argChoices).toEqual(bindableSchema.options.map(spokenName));
  });
});
