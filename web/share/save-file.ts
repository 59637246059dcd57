import { make } from '../elements.js';

/** Gives a file to the browser to save. */
export const saveFile = (name: string, content: BlobPart, type: string): void => {
  const url = URL.createObjectURL(new Blob([content], { type }));
  make('a', { href: url, download: name }).click();
  window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
};
