import { readFile } from 'node:fs/promises';
import { DaemonError } from '../../shared/error.js';
import { ChoraleFileError, readChorales, type ChoraleSplits } from '../../encoding/chorale/chorale-file.js';

/** A chorale file was named together with other music. */
class ChoralesWithOthersError extends DaemonError {
  readonly code = 'CHORALES_WITH_OTHERS';
  override readonly exitCode = 2;

  constructor(file: string) {
    super(`"${file}" holds chorales, which are learned alone. Give one --data.`);
  }
}

/** The splits of a chorale .json; whatever is wrong with the file is a ChoraleFileError. */
export const readChoraleFile = async (file: string): Promise<ChoraleSplits> => {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new ChoraleFileError(file, 'it cannot be opened', { cause });
  }
  return readChorales(text, file);
};

/** Whether a path given as music means chorales rather than a folder of MIDI files. */
export const isChoraleFile = (file: string): boolean => file.toLowerCase().endsWith('.json');

/** The file, where music is chorales; they are all in one, which does not go with folders. */
export const oneChoraleFile = (places: readonly string[] = []): string | undefined => {
  const file = places.find(isChoraleFile);
  if (file !== undefined && places.length > 1) throw new ChoralesWithOthersError(file);
  return file;
};
