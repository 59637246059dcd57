import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import path from 'node:path';
import type { CheckResult } from './check-result.js';

const FEWEST_MEGABYTES = 100;

/** The folder itself or the nearest one above it that is there. */
const nearest = (folder: string): string => (existsSync(folder) ? folder : nearest(path.dirname(folder)));

/** Whether recordings can be written. */
export const checkDisk = (folder: string): CheckResult => {
  const place = nearest(path.resolve(folder));
  const what = 'disk';
  try {
    accessSync(place, constants.W_OK);
  } catch {
    return { what, state: 'fault', text: `${place} may not be written`, remedy: 'Name another folder with --output.' };
  }
  const { bavail, bsize } = statfsSync(place);
  const megabytes = Math.floor((bavail * bsize) / 1e6);
  const text = `${megabytes} MB free for recordings in ${place}`;
  if (megabytes >= FEWEST_MEGABYTES) return { what, state: 'well', text, figures: { megabytes } };
  return {
    what,
    state: 'weak',
    text,
    figures: { megabytes },
    remedy: 'Make room, or name another folder with --output.',
  };
};
