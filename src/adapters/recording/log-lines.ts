import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** No line of a log is so long; what is longer is damage and does not fill the memory. */
const LONGEST_LINE = 1024 * 1024;

/** Given in place of a line that is too long to be one. */
const TOO_LONG = '?';

/** A file that is no file would be waited for for ever. */
export class NotAFileError extends Error {}

/** A line of a log; one that is not whole is the last and has no end. */
export interface TextLine {
  readonly text: string;
  readonly isWhole: boolean;
}

/** The lines of a file, read as they are asked for. */
export const logLines = async function* (file: string): AsyncGenerator<TextLine> {
  if (!(await stat(file)).isFile()) throw new NotAFileError('it is no file');
  let rest = '';
  let isTooLong = false;
  for await (const chunk of createReadStream(file, 'utf8') as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) {
      yield { text: isTooLong ? TOO_LONG : text, isWhole: true };
      isTooLong = false;
    }
    if (rest.length > LONGEST_LINE) {
      isTooLong = true;
      rest = '';
    }
  }
  if (rest !== '' || isTooLong) yield { text: isTooLong ? TOO_LONG : rest, isWhole: false };
};
