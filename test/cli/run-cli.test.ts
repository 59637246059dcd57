import { describe, expect, it } from 'vitest';
import type { CommandIo, RegisterCommand } from '../../src/cli/command-io.js';
import { runCli } from '../../src/cli/run-cli.js';
import { DaemonError } from '../../src/shared/error.js';
import { RecordedIo } from './recorded-io.js';

class PianoLockedError extends DaemonError {
  readonly code = 'PIANO_LOCKED';

  constructor() {
    super('The piano is locked.\nFetch the key.', { cause: new Error('no key on the hook') });
  }
}

class WrongKeyError extends DaemonError {
  readonly code = 'WRONG_KEY';
  override readonly exitCode = 2;

  constructor() {
    super('There is no key H in English. Write B.');
  }
}

type Action = (piece: string, io: CommandIo) => unknown;

/** `play <piece> [--bars n]`, whose action is the test's. */
const play =
  (action: Action): RegisterCommand =>
  (program, io) => {
    program
      .command('play <piece>')
      .description('plays a piece')
      .option('--bars <n>', 'how many bars')
      .action((piece: string) => {
        action(piece, io);
      });
  };

const run = async (line: string, action: Action = () => undefined) => {
  const io = new RecordedIo();
  const exitCode = await runCli(line === '' ? [] : line.split(' '), io, [play(action)]);
  return { exitCode, out: io.out, err: io.err };
};

const throwing = (error: Error) => () => {
  throw error;
};

describe('the command line', () => {
  it('runs a command with its arguments and ends with 0', async () => {
    const played = await run('play Nocturne', (piece, io) => io.stdout.write(`${piece}\n`));

    expect(played).toEqual({ exitCode: 0, out: 'Nocturne\n', err: '' });
  });

  it('prints its version alone, so that scripts can read it', async () => {
    expect((await run('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each(['', '--help'])('lists the commands when called with "%s"', async (line) => {
    const { exitCode, out, err } = await run(line);

    expect(out).toContain('Usage: music-lstm-daemon');
    expect(out).toContain('plays a piece');
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  });

  it('shows a command its own options and the common ones', async () => {
    const { out } = await run('play --help');

    expect(out).toContain('--bars <n>');
    expect(out).toContain('--verbose');
  });
});

describe('--quiet', () => {
  it('leaves results and errors, and no notes', async () => {
    const noting: Action = (piece, io) => {
      io.stderr.write('note: it is long\n');
      io.stdout.write(`${piece}\n`);
    };
    expect(await run('play Nocturne --quiet', noting)).toEqual({ exitCode: 0, out: 'Nocturne\n', err: '' });
    expect((await run('play --quiet')).err).toMatch(/^error: missing required argument/);
  });
});

describe('wrong usage', () => {
  it.each([
    ['play', "missing required argument 'piece'. See: music-lstm-daemon play --help"],
    ['play Nocturne --bar 4', "unknown option '--bar' (Did you mean --bars?) See: music-lstm-daemon play --help"],
    ['plya Nocturne', "unknown command 'plya' (Did you mean play?) See: music-lstm-daemon --help"],
    ['--verbos', "unknown option '--verbos' (Did you mean --verbose?) See: music-lstm-daemon --help"],
  ])('answers "%s" with one line and exit code 2', async (line, message) => {
    expect(await run(line)).toEqual({ exitCode: 2, out: '', err: `error: ${message}\n` });
  });

  it('asks for a command where only options are given', async () => {
    const { exitCode, err } = await run('--verbose');

    expect(exitCode).toBe(2);
    expect(err).toMatch(/^error: no command given\. See: music-lstm-daemon --help\n/);
  });
});

describe('errors', () => {
  it('shows a fault of the user as one line that says what to do, with exit code 1', async () => {
    const { exitCode, err } = await run('play Nocturne', throwing(new PianoLockedError()));

    expect({ exitCode, err }).toEqual({ exitCode: 1, err: 'error: The piano is locked. Fetch the key.\n' });
  });

  it('lets an error say that the usage was wrong', async () => {
    expect((await run('play Nocturne', throwing(new WrongKeyError()))).exitCode).toBe(2);
  });

  it('shows a bug as one line that names --verbose, with exit code 1', async () => {
    const { exitCode, err } = await run('play Nocturne', throwing(new RangeError('bar 5 of 4')));

    expect(exitCode).toBe(1);
    expect(err).toBe('error: unexpected: bar 5 of 4 (a bug in music-lstm-daemon; --verbose shows where)\n');
  });

  it('calls what the machine refuses no bug, and says what to do', async () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, write '/x'"), {
      code: 'ENOSPC',
      errno: -28,
      syscall: 'write',
      path: '/x',
    });
    const { exitCode, err } = await run('play Nocturne', throwing(full));

    expect(exitCode).toBe(1);
    expect(err).toBe(
      'error: Cannot write "/x": the disk is full (ENOSPC). Free some disk space, or name another place.\n',
    );
  });

  it('adds the stack and the cause with --verbose, before or after the command', async () => {
    for (const line of ['--verbose play Nocturne', 'play Nocturne --verbose']) {
      const { err } = await run(line, throwing(new PianoLockedError()));

      expect(err).toContain('run-cli.test.ts');
      expect(err).toContain('no key on the hook');
    }
  });
});

describe('Ctrl-C', () => {
  const playInterrupted = async (afterwards: (signal: AbortSignal) => void) => {
    const io = new RecordedIo();
    const action: Action = (_piece, passed) => {
      const signal = passed.interruption();
      io.pressCtrlC();
      afterwards(signal);
    };
    return { exitCode: await runCli(['play', 'Nocturne'], io, [play(action)]), err: io.err };
  };

  it('ends with 130 when the command stops in good order', async () => {
    expect(await playInterrupted(() => undefined)).toEqual({ exitCode: 130, err: '' });
  });

  it('ends with 130 and no message when the command throws the abortion on', async () => {
    expect(await playInterrupted((signal) => signal.throwIfAborted())).toEqual({ exitCode: 130, err: '' });
  });

  it('does not hide an error that happens while stopping', async () => {
    expect((await playInterrupted(throwing(new PianoLockedError()))).exitCode).toBe(1);
  });
});
