import type { Ink, PianoRollPicture } from './piano-roll.js';

/** Colour names of the terminal. */
export type InkColours = Readonly<Record<Exclude<Ink, 'none'>, string>>;

/** Colours of the notes, and of bar lines and pitch names. */
export interface RollColours {
  readonly ink: InkColours;
  readonly grid: string;
}

const NOW = '│';
const BAR_LINE = '┊';
/** Room for `C4 ` at the left. */
export const PITCH_COLUMNS = 4;

const tag = (ink: Ink, colours: InkColours, ground: 'fg' | 'bg' = 'fg'): string =>
  ink === 'none' ? '' : `{${colours[ink]}-${ground}}`;

type Cell = readonly [style: string, glyph: string];

/** Two rows of the picture in one line: what is above in the foreground, what is below in the background. */
const halfBlock = (top: Ink, bottom: Ink, colours: InkColours): Cell => {
  if (top === 'none' && bottom === 'none') return ['', ' '];
  if (top === bottom) return [tag(top, colours), '█'];
  if (bottom === 'none') return [tag(top, colours), '▀'];
  if (top === 'none') return [tag(bottom, colours), '▄'];
  return [`${tag(top, colours)}${tag(bottom, colours, 'bg')}`, '▀'];
};

/** Runs of one style share their tags, for short lines are drawn quickly. */
const joinCells = (cells: readonly Cell[]): string => {
  let line = '';
  let current = '';
  for (const [style, glyph] of cells) {
    if (style !== current) line += `${current === '' ? '' : '{/}'}${style}`;
    current = style;
    line += glyph;
  }
  return current === '' ? line : `${line}{/}`;
};

/** Names of the Cs, by the lines on which they lie: middle C is C4. */
const pitchNames = (
  { lowest, highest, semitonesARow, rows }: PianoRollPicture,
  rowsALine: number,
): readonly string[] => {
  const lines = Math.ceil(rows.length / rowsALine);
  const names = Array.from({ length: lines }, () => '');
  for (let pitch = Math.ceil(lowest / 12) * 12; pitch <= highest; pitch += 12) {
    const row = rows.length - 1 - Math.floor((pitch - lowest) / semitonesARow);
    const line = Math.floor(row / rowsALine);
    if (line >= 0 && line < lines) names[line] = `C${pitch / 12 - 1}`;
  }
  return names.map((name) => name.padStart(PITCH_COLUMNS - 1).padEnd(PITCH_COLUMNS));
};

/** Numbers of the bars over their lines, as far as they do not run into each other. */
const barNumbers = ({ barLines, rows }: PianoRollPicture): string => {
  let line = '';
  for (const { column, bar } of barLines) {
    const number = String(bar);
    const isFree = line === '' ? column >= 0 : column > line.length;
    if (isFree && column + number.length <= (rows.at(0)?.length ?? 0)) line = line.padEnd(column) + number;
  }
  return `${' '.repeat(PITCH_COLUMNS)}${line}`;
};

/** What stands where no note is: the present, a bar line, or nothing. */
const groundOf = ({ now, barLines }: PianoRollPicture, axis: string): ((column: number) => Cell) => {
  const lines = new Set(barLines.map(({ column }) => column));
  return (column) => {
    if (column === now) return ['', NOW];
    return lines.has(column) ? [axis, BAR_LINE] : ['', ' '];
  };
};

/** The picture, two rows a line, as text with blessed's tags: bar numbers above, pitch names at the left. */
export const colourRoll = (picture: PianoRollPicture, { ink, grid }: RollColours): string => {
  const { rows } = picture;
  const dim = `{${grid}-fg}`;
  const names = pitchNames(picture, 2);
  const ground = groundOf(picture, dim);
  const lines = rows
    .filter((_, i) => i % 2 === 0)
    .map((top, line) => [
      ...Array.from(names[line], (glyph): Cell => [glyph === ' ' ? '' : dim, glyph]),
      ...top.map((above, column): Cell => {
        const cell = halfBlock(above, rows[2 * line + 1]?.[column] ?? 'none', ink);
        return cell[1] === ' ' ? ground(column) : cell;
      }),
    ]);
  return [`${dim}${barNumbers(picture)}{/}`, ...lines.map(joinCells)].join('\n');
};

const glyphs: Readonly<Record<Exclude<Ink, 'none'>, string>> = {
  planned: '░',
  'daemon-soft': '▓',
  daemon: '█',
  'daemon-loud': '█',
  'player-soft': '▒',
  player: '▒',
  'player-loud': '▒',
};

/** The picture, a row a line, told apart by shades alone. */
export const plainRoll = (picture: PianoRollPicture): string => {
  const names = pitchNames(picture, 1);
  const ground = groundOf(picture, '');
  const lines = picture.rows.map(
    (row, line) => names[line] + row.map((ink, column) => (ink === 'none' ? ground(column)[1] : glyphs[ink])).join(''),
  );
  return [barNumbers(picture), ...lines].join('\n');
};
