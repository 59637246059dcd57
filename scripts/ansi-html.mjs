// A terminal's picture, as tmux gives it with its colours, as a page that a browser can draw.

const BASIC = ['#000000', '#cd3131', '#0dbc79', '#e5e510', '#2472c8', '#bc3fbc', '#11a8cd', '#e5e5e5'];
const BRIGHT = ['#666666', '#f14c4c', '#23d18b', '#f5f543', '#3b8eea', '#d670d6', '#29b8db', '#ffffff'];
const LEVELS = [0, 95, 135, 175, 215, 255];

/** One of the 256 colours of xterm. */
const colourOf = (index) => {
  if (index < 16) return [...BASIC, ...BRIGHT][index];
  if (index >= 232) return `rgb(${[0, 0, 0].map(() => 8 + 10 * (index - 232)).join()})`;
  const cube = index - 16;
  return `rgb(${[Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((level) => LEVELS[level]).join()})`;
};

/** What a number of an escape sequence does to a style (ECMA-48, SGR), where one number says it all. */
const changes = new Map([
  [1, { bold: true }],
  [7, { inverse: true }],
  [27, { inverse: false }],
  [39, { ink: undefined }],
  [49, { paper: undefined }],
  ...BASIC.flatMap((_, i) => [
    [30 + i, { ink: colourOf(i) }],
    [40 + i, { paper: colourOf(i) }],
    [90 + i, { ink: colourOf(8 + i) }],
  ]),
]);

/** The style after all numbers of a sequence; 38;5;n and 48;5;n choose one of 256 colours. */
const styled = (style, numbers) => {
  if (numbers.length === 0) return style;
  const [first, kind, index] = numbers;
  if ((first === 38 || first === 48) && kind === 5) {
    return styled({ ...style, [first === 38 ? 'ink' : 'paper']: colourOf(index) }, numbers.slice(3));
  }
  return styled(first === 0 ? {} : { ...style, ...changes.get(first) }, numbers.slice(1));
};

/** Braille is often of another font, so that each of its dots gets the width of a column. */
const escaped = (text) =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\u2800-\u28ff]/g, '<i>$&</i>');

const SEQUENCE = `${String.fromCharCode(27)}\\[([\\d;]*)m`;

const css = ({ bold, inverse, ink = '#d4d4d4', paper = '#1e1e1e' }) => {
  const [front, back] = inverse ? [paper, ink] : [ink, paper];
  return `color:${front};background:${back}${bold ? ';font-weight:bold' : ''}`;
};

/** A whole page with the picture in it, as large as it is. */
export const ansiPage = (lines) => {
  let style = {};
  const html = lines.map((line) =>
    line
      .split(new RegExp(`(${SEQUENCE.replace('(', '(?:')})`))
      .map((part) => {
        const found = new RegExp(`^${SEQUENCE}$`).exec(part);
        if (!found) return part === '' ? '' : `<span style="${css(style)}">${escaped(part)}</span>`;
        style = styled(style, found[1].split(';').map(Number));
        return '';
      })
      .join(''),
  );
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; background: #1e1e1e; }
    pre { display: inline-block; margin: 12px; font: 14px/17px 'DejaVu Sans Mono', monospace; color: #d4d4d4; }
    span { display: inline-block; height: 17px; }
    i { display: inline-block; width: 1ch; height: 17px; overflow: hidden; font-style: normal; vertical-align: top; }
  </style><pre>${html.join('\n')}</pre>`;
};
