import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';

/** Lato (SIL Open Font License), so that a plot looks the same where no fonts are installed. */
const faces = [
  { file: 'lato-latin-400-normal', name: 'Plot' },
  { file: 'lato-latin-700-normal', name: 'Plot' },
  { file: 'lato-latin-ext-400-normal', name: 'Plot Extended' },
  { file: 'lato-latin-ext-700-normal', name: 'Plot Extended' },
] as const;

/** A CSS font list; the second has the letters of Dvořák and Lutosławski. */
export const plotFontFamily = "'Plot', 'Plot Extended'";

/** Registers the fonts of `plotFontFamily` with the canvas. May be called again. */
export const registerPlotFont = (): void => {
  if (GlobalFonts.has('Plot')) return;
  const { resolve } = createRequire(import.meta.url);
  for (const { file, name } of faces) {
    GlobalFonts.registerFromPath(resolve(`@fontsource/lato/files/${file}.woff2`), name);
  }
};
