import { terminalText } from '../shared/names.js';
import type { CommandIo, TextSink } from './command-io.js';

/** Nobody reads any more: the pipe is closed, or the terminal gone. */
const GONE = ['EPIPE', 'EIO'];

/** A reader that goes away (`… | head`) ends the output, not the work. */
const tolerateClosedPipe = (stream: NodeJS.WriteStream): void => {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (!GONE.includes(error.code ?? '')) throw error;
  });
};

const CLEAR_TO_END = '\x1b[K';
/** What a line that is drawn again in place may begin and end with; nothing of this in between. */
const STARTS = [`\r${CLEAR_TO_END}`, '\r', CLEAR_TO_END];
const ENDS = [`${CLEAR_TO_END}\n`, CLEAR_TO_END, '\n'];

const harmlessText = (text: string): string => {
  const start = STARTS.find((each) => text.startsWith(each)) ?? '';
  const rest = text.slice(start.length);
  const end = ENDS.find((each) => rest.endsWith(each)) ?? '';
  return `${start}${terminalText(rest.slice(0, rest.length - end.length))}${end}`;
};

/** Where all text for a terminal passes: names of strangers in it steer nothing. */
const harmless = (sink: TextSink): TextSink => ({
  write: (text) => sink.write(harmlessText(text)),
});

/** The real process. Listens for closed pipes from now on, and for Ctrl-C once `interruption` is asked for. */
export const processIo = (): CommandIo => {
  tolerateClosedPipe(process.stdout);
  tolerateClosedPipe(process.stderr);
  let interruption: AbortController | undefined;

  const listen = (): AbortController => {
    const controller = new AbortController();
    process.once('SIGINT', () => controller.abort());
    return controller;
  };

  return {
    stdout: harmless(process.stdout),
    stderr: harmless(process.stderr),
    env: process.env,
    isTTY: process.stderr.isTTY ?? false,
    isInteractive: (process.stdin.isTTY ?? false) && (process.stdout.isTTY ?? false),
    columns: process.stdout.columns ?? 80,
    now: () => Date.now(),
    interruption: () => (interruption ??= listen()).signal,
  };
};
