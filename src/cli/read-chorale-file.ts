import { readFile } from 'node:fs/promises';
import { ChoraleFileError, readChorales, type ChoraleSplits } from '../encoding/chorale-file.js';

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
