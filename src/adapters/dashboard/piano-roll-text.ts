import type { Ink, PianoRollPicture } from './piano-roll.js';

/** Colour names of the terminal. */
export type InkColours = Readonly<Record<Exclude<Ink, 'none'>, string>>;

const NOW = '│';

/** Two rows of the picture in one line: what is above in the foreground, what is below in the background. */
const halfBlock = (top: Ink, bottom: Ink, colours: InkColours): readonly [style: string, glyph: string] => {
  if (top === 'none' && bottom === 'none') return ['', ' '];
  if (top === bottom) return [tag(top, colours), '█'];
  if (bottom === 'none') return [tag(top, colours), '▀'];
  if (top === 'none') return [tag(bottom, colours), '▄'];
  return [`${tag(top, colours)}${tag(bottom, colours, 'bg')}`, '▀'];
};

const tag = (ink: Ink, colours: InkColours, ground: 'fg' | 'bg' = 'fg'): string =>
  ink === 'none' ? '' : `{${colours[ink]}-${ground}}`;

/** Runs of one style share their tags, for short lines are drawn quickly. */
const joinCells = (cells: readonly (readonly [style: string, glyph: string])[]): string => {
  let line = '';
  let current = '';
  for (const [style, glyph] of cells) {
    if (style !== current) line += `${current === '' ? '' : '{/}'}${style}`;
    current = style;
    line += glyph;
  }
  return current === '' ? line : `${line}{/}`;
};

/** The picture, two rows a line, as text with blessed's tags. */
export const colourRoll = ({ rows, now }: PianoRollPicture, colours: InkColours): string =>
  rows
    .filter((_, i) => i % 2 === 0)
    .map((top, line) =>
      joinCells(
        top.map((ink, column) => {
          const cell = halfBlock(ink, rows[2 * line + 1]?.[column] ?? 'none', colours);
          return cell[1] === ' ' && column === now ? (['', NOW] as const) : cell;
        }),
      ),
    )
    .join('\n');

const glyphs: Readonly<Record<Ink, string>> = { none: ' ', planned: '░', daemon: '█', player: '▒' };

/** The picture, a row a line, told apart by shades alone. */
export const plainRoll = ({ rows, now }: PianoRollPicture): string =>
  rows
    .map((row) => row.map((ink, column) => (ink === 'none' && column === now ? NOW : glyphs[ink])).join(''))
    .join('\n');
