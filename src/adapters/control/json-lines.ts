/** Longer lines are no commands. */
const LONGEST_LINE = 65_536;

/** Cuts a stream of text into lines; a line without end that grows too long is given up. */
export class LineReader {
  #rest = '';

  /** The lines that are complete; undefined when one is too long to be sensible. */
  add(text: string): readonly string[] | undefined {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > LONGEST_LINE || lines.some((line) => line.length > LONGEST_LINE)) return undefined;
    return lines.filter((line) => line.trim() !== '');
  }
}
