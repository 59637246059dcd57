import type { Palette } from './palette.js';

/** A frame with a name on it. */
export const frame = (label: string, palette: Palette | null) => ({
  label: ` ${label} `,
  border: { type: 'line' as const },
  style: palette ? { border: { fg: palette.frame } } : {},
  tags: true,
  wrap: false,
});
