/**
 * Piano rolls of .mid files as SVG, one beside each: time to the right, pitch upwards, darker notes louder; section
 * markers as letters, a line at every fourth bar.
 *
 *   npm run build && node scripts/draw-rolls.mjs docs/samples/*.mid
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readMidi } from '../dist/music/midi/read-midi.js';
import { barTicks } from '../dist/music/meter.js';
import { endTick, pieceNotes } from '../dist/music/piece-notes.js';
import { PPQ } from '../dist/music/piece.js';

const PIXELS_PER_BEAT = 8;
const PIXELS_PER_PITCH = 3;
const MARGIN = 18;
const LINE_BARS = 4;
/** Darkness of the notes, softest first. */
const SHADES = [0.35, 0.55, 0.75, 1];

const shadeOf = (velocity) => Math.min(SHADES.length - 1, Math.floor((velocity * SHADES.length) / 128));

const rollOf = (piece, title) => {
  const notes = pieceNotes(piece);
  const pitches = notes.map(({ pitch }) => pitch);
  const [lowest, highest] = [Math.min(...pitches), Math.max(...pitches)];
  const end = endTick(piece);
  const x = (tick) => Math.round((tick / PPQ) * PIXELS_PER_BEAT * 10) / 10;
  const y = (pitch) => MARGIN + (highest - pitch) * PIXELS_PER_PITCH;
  const [width, height] = [Math.ceil(x(end)), MARGIN + (highest - lowest + 1) * PIXELS_PER_PITCH];
  const shapes = SHADES.map((shade, i) => {
    const bars = notes
      .filter(({ velocity }) => shadeOf(velocity) === i)
      .map((note) => `M${x(note.tick)} ${y(note.pitch)}h${Math.max(1, x(note.durationTicks) - 0.5)}`);
    return `<path stroke-opacity="${shade}" d="${bars.join('')}"/>`;
  });
  const step = LINE_BARS * barTicks(piece.meters[0]);
  const lines = Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => `M${x(i * step)} ${MARGIN - 4}V${height}`);
  const letters = piece.markers.map(({ tick, text }) => `<text x="${x(tick) + 2}" y="11">${text}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -2 ${width} ${height + 4}" width="${width}" height="${height + 4}">
<title>${title}</title>
<rect y="-2" width="${width}" height="${height + 4}" fill="#fff"/>
<path stroke="#ccc" fill="none" d="${lines.join('')}"/>
<g stroke="#1b3a6b" stroke-width="${PIXELS_PER_PITCH - 0.5}" fill="none">${shapes.join('')}</g>
<g font-family="sans-serif" font-size="11" fill="#a33">${letters.join('')}</g>
</svg>
`;
};

for (const file of process.argv.slice(2)) {
  const { name, dir } = path.parse(file);
  writeFileSync(path.join(dir, `${name}.svg`), rollOf(readMidi(new Uint8Array(readFileSync(file))), name));
}
