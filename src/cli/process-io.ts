import { terminalText } from '../shared/names.js';
import type { CommandIo } from './command-io.js';
import { TerminalOutput } from './terminal-output.js';

/** Nobody reads any more: the pipe is closed, or the terminal gone. */
const GONE = ['EPIPE', 'EIO'];

/** A reader that goes away (`… | head`) ends the output, not the work. */
const tolerateClosedPipe = (stream: NodeJS.WriteStream): void => {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (!GONE.includes(error.code ?? '')) throw error;
  });
};

/** Asks on the terminal. Ctrl-C there ends the program as anywhere else; the end of the input is a no. */
const confirmAtTerminal = async (question: string): Promise<boolean> => {
  const { createInterface } = await import('node:readline'); // seldom needed
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await new Promise<string>((resolve) => {
    lines.once('close', () => resolve(''));
    lines.once('SIGINT', () => {
      lines.close();
      process.kill(process.pid, 'SIGINT');
    });
    lines.question(`${terminalText(question)} [y/N] `, resolve);
  });
  lines.close();
  return /^y(es)?$/i.test(answer.trim());
};

/** The real process. Listens for closed pipes from now on, and for Ctrl-C once `interruption` is asked for. */
export const processIo = (): CommandIo => {
  tolerateClosedPipe(process.stdout);
  tolerateClosedPipe(process.stderr);
  const output = new TerminalOutput(process.env);
  let interruption: AbortController | undefined;

  const listen = (): AbortController => {
    const controller = new AbortController();
    process.once('SIGINT', () => controller.abort());
    return controller;
  };

  return {
    stdout: output.over(process.stdout),
    stderr: output.over(process.stderr),
    env: process.env,
    isTTY: process.stderr.isTTY ?? false,
    isInteractive: (process.stdin.isTTY ?? false) && (process.stdout.isTTY ?? false),
    columns: process.stdout.columns ?? 80,
    confirm: confirmAtTerminal,
    now: () => Date.now(),
    interruption: () => (interruption ??= listen()).signal,
  };
};
