import { terminalText } from '../shared/names.js';
import type { TextSink } from './command-io.js';

const CLEAR_TO_END = '\x1b[K';
const CLEAR_LINE = `\r${CLEAR_TO_END}`;
/** What a line that is drawn again in place may begin and end with; nothing of this in between. */
const STARTS = [CLEAR_LINE, '\r', CLEAR_TO_END];
const ENDS = [`${CLEAR_TO_END}\n`, CLEAR_TO_END, '\n'];

const BOLD = '\x1b[1m';
const RESET = '\x1b[0m';
/** By what lines begin with. */
const styles: readonly (readonly [pattern: RegExp, style: string])[] = [
  [/^error:/gm, '\x1b[1;31m'],
  [/^warning:/gm, '\x1b[33m'],
  [/^note:/gm, '\x1b[36m'],
  [/^(?:Usage|[A-Z][A-Za-z ,:/-]*):(?=$| music-lstm-daemon)/gm, BOLD],
  [/^[A-Z]{4,}(?: [A-Z ]+)$/gm, BOLD],
];
const ADDRESS = /https?:\/\/[^\s"'<>)]+/g;

const coloured = (text: string): string =>
  styles.reduce((found, [pattern, style]) => found.replace(pattern, (word) => `${style}${word}${RESET}`), text);

/** OSC 8: the terminal opens the address at a click, even where the line is broken. */
const linked = (text: string): string =>
  text.replace(ADDRESS, (address) => `\x1b]8;;${address}\x1b\\${address}\x1b]8;;\x1b\\`);

/** A stream, as far as this matters. */
interface Stream extends TextSink {
  readonly isTTY?: boolean | undefined;
}

/** Whether colours are wanted and shown there: `NO_COLOR` as in no-color.org. */
export const hasColours = ({ isTTY }: Stream, { NO_COLOR = '', TERM }: Readonly<NodeJS.ProcessEnv>): boolean =>
  isTTY === true && NO_COLOR === '' && TERM !== 'dumb';

/**
 * The output of one process: names of strangers in its text steer nothing; on a terminal addresses are links, and the
 * words at the beginnings of lines have colours. A line that was drawn in place is cleared before anything else.
 */
export class TerminalOutput {
  readonly #env: Readonly<NodeJS.ProcessEnv>;
  /** Where a line stands that will be drawn again. */
  #standing: TextSink | undefined;

  constructor(env: Readonly<NodeJS.ProcessEnv>) {
    this.#env = env;
  }

  over(stream: Stream): TextSink {
    const isLinked = stream.isTTY === true && this.#env.TERM !== 'dumb';
    const isColoured = hasColours(stream, this.#env);
    const dress = (text: string): string => {
      const shown = isColoured ? coloured(text) : text;
      return isLinked ? linked(shown) : shown;
    };
    return { write: (text) => this.#write(stream, text, dress) };
  }

  #write(stream: Stream, text: string, dress: (text: string) => string): unknown {
    const start = STARTS.find((each) => text.startsWith(each)) ?? '';
    const rest = text.slice(start.length);
    const end = ENDS.find((each) => rest.endsWith(each)) ?? '';
    const inner = terminalText(rest.slice(0, rest.length - end.length));
    if (start === '') this.#standing?.write(CLEAR_LINE);
    this.#standing = start !== '' && inner !== '' && !end.endsWith('\n') ? stream : undefined;
    return stream.write(`${start}${dress(inner)}${end}`);
  }
}
