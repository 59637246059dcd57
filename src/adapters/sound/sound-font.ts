import { readFile } from 'node:fs/promises';
import { BasicSoundBank, SoundBankLoader } from 'spessasynth_core';
import { SoundFontError } from './sound-errors.js';

const faultOf = (cause: unknown): string => {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder';
  return typeof code === 'string' ? `it cannot be read (${code})` : 'it is damaged, or something else';
};

/** Reads the instruments of a SoundFont (.sf2, .sf3 or .dls); throws a SoundFontError. */
export const readSoundFont = async (file: string): Promise<BasicSoundBank> => {
  try {
    await BasicSoundBank.isSF3DecoderReady;
    const bytes = Uint8Array.from(await readFile(file));
    const bank = SoundBankLoader.fromArrayBuffer(bytes.buffer);
    if (bank.presets.length > 0) return bank;
  } catch (cause) {
    throw new SoundFontError(file, faultOf(cause), cause);
  }
  throw new SoundFontError(file, 'it holds no instruments');
};
