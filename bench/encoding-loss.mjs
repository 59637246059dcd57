/**
 * What the encoding loses: every .mid below the given folders is encoded and decoded again and compared.
 *
 *   npm run build && node bench/encoding-loss.mjs <folder> …
 *
 * Prints a Markdown table with one column a folder; `public-domain:nifc_` takes only the files whose names begin with
 * what follows the colon. Files that cannot be read are counted, never skipped in silence.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { meterSpan } from '../dist/encoding/shared/meter-span.js';
import { decodeEvents } from '../dist/encoding/piano/decode-events.js';
import { durationIdOf, durationTicks } from '../dist/encoding/vocabulary/duration.js';
import { encodePiece } from '../dist/encoding/piano/encode-piece.js';
import { stepOfTick, tickOfStep } from '../dist/encoding/shared/grid.js';
import { pedalMoves } from '../dist/encoding/piano/pedal-events.js';
import { pianoEvents } from '../dist/encoding/piano/piano-events.js';
import { silenceCuts, stepAfterCuts } from '../dist/encoding/piano/trim-silence.js';
import { averageTempo } from '../dist/encoding/piano/piece-tempo.js';
import { waitIdOf, waitSteps } from '../dist/encoding/vocabulary/wait.js';
import { readMidi } from '../dist/music/midi/read-midi.js';

const PERCUSSION_CHANNEL = 9;

/** The notes as they are in the file, one for each key and step, with their own ticks: what should come back. */
const originalNotes = (piece) => {
  const places = new Map();
  for (const note of piece.tracks.flatMap((track) => track.notes)) {
    if (note.channel === PERCUSSION_CHANNEL) continue;
    const place = stepOfTick(note.tick) * 128 + note.pitch;
    const kept = places.get(place);
    if (!kept || note.durationTicks > kept.durationTicks)
      places.set(place, { ...note, velocity: Math.max(note.velocity, kept?.velocity ?? 0) });
    else kept.velocity = Math.max(note.velocity, kept.velocity);
  }
  return [...places].sort(([a], [b]) => a - b).map(([, note]) => note);
};

const allNotes = (piece) =>
  piece.tracks.flatMap((track) => track.notes).filter((note) => note.channel !== PERCUSSION_CHANNEL).length;

const emptyTally = () => ({
  ...{ files: 0, unreadable: 0, struck: 0, notes: 0, onsets: [], durations: [], sameKeyEnds: 0, velocities: [] },
  ...{
    pedals: 0,
    pedalsKept: 0,
    waits: 0,
    waitsExact: 0,
    lengthsExact: 0,
    pedalErrors: [],
    tempos: [],
    lengths: [],
    cutFiles: 0,
  },
});

/** Ticks of the pedal's presses and releases as the file has them, before anything at one step is settled. */
const pedalTicks = (pedals) => {
  const down = new Set();
  return pedals
    .filter((pedal) => pedal.channel !== PERCUSSION_CHANNEL)
    .sort((a, b) => a.tick - b.tick)
    .flatMap(({ tick, channel, value }) => {
      const wasDown = down.size > 0;
      if (value >= 64) down.add(channel);
      else down.delete(channel);
      return down.size > 0 === wasDown ? [] : [tick];
    });
};

const compareNotes = (tally, before, after, shiftedTick) => {
  if (before.length !== after.length) throw new Error(`${before.length} notes became ${after.length}`);
  const nextOfKey = new Map();
  for (let i = before.length - 1; i >= 0; i--) {
    const wasRestruck = before[i].tick + before[i].durationTicks > (nextOfKey.get(before[i].pitch) ?? Infinity);
    nextOfKey.set(before[i].pitch, before[i].tick);
    tally.onsets.push(Math.abs(after[i].tick - shiftedTick(before[i].tick)));
    if (wasRestruck) tally.sameKeyEnds++;
    else tally.durations.push(Math.abs(after[i].durationTicks - before[i].durationTicks));
    tally.velocities.push(Math.abs(after[i].velocity - before[i].velocity));
  }
};

/** Mean tempo from each onset to the next, in per cent of what it was. */
const compareTempos = (tally, piece, before, decoded, after) => {
  const was = averageTempo(piece.tempos);
  const is = averageTempo(decoded.tempos);
  let latest = 0;
  for (let i = 1; i < before.length; i++) {
    if (stepOfTick(before[i].tick) === stepOfTick(before[latest].tick)) continue;
    const ratio =
      is(after[latest].tick, after[i].tick) /
      was(tickOfStep(stepOfTick(before[latest].tick)), tickOfStep(stepOfTick(before[i].tick)));
    tally.tempos.push(100 * Math.abs(ratio - 1));
    latest = i;
  }
};

/** Seconds from the first to the last onset, in per cent of what they were. */
const compareLengths = (tally, piece, before, decoded, after) => {
  const seconds = (tempos, notes) => {
    const [from, to] = [notes[0].tick, notes.at(-1).tick];
    return (to - from) / averageTempo(tempos)(from, to);
  };
  if (before.at(-1).tick > before[0].tick) {
    tally.lengths.push(100 * Math.abs(seconds(decoded.tempos, after) / seconds(piece.tempos, before) - 1));
  }
};

/** How many waits and durations, once on the grid, are values of the vocabularies. */
const countVocabulary = (tally, events) => {
  events.forEach((event, i) => {
    const wait = event.step - (i > 0 ? events[i - 1].step : 0);
    tally.waits++;
    if (wait === 0 || waitSteps(waitIdOf(wait)) === wait) tally.waitsExact++;
    if (event.kind !== 'note') return;
    const ticks = Math.max(1, stepOfTick(event.durationTicks)) * 10;
    if (durationTicks(durationIdOf(ticks)) === ticks) tally.lengthsExact++;
  });
};

const compare = (tally, piece) => {
  const encoded = encodePiece(piece);
  const decoded = decodeEvents(encoded, { bpm: encoded.baseBpm, expression: 1 });
  const spans = piece.meters.map((meter) => meterSpan(stepOfTick(meter.tick), meter));
  const events = pianoEvents(piece);
  countVocabulary(tally, events);
  const cuts = silenceCuts(
    spans,
    events.map((event) => event.step),
  );
  const cutTicks = (tick) => tickOfStep(stepOfTick(tick) - stepAfterCuts(cuts, stepOfTick(tick)));
  const shiftedTick = (tick) => tick - cutTicks(tick);
  const before = originalNotes(piece);
  const after = decoded.tracks[0].notes;
  tally.struck += allNotes(piece);
  tally.notes += before.length;
  if (before.length === 0) return;
  compareNotes(tally, before, after, shiftedTick);
  if (cuts.length > 0) tally.cutFiles++;
  else {
    compareTempos(tally, piece, before, decoded, after);
    compareLengths(tally, piece, before, decoded, after);
  }
  const pedals = piece.tracks.flatMap((track) => track.pedals);
  const settled = pedalMoves(pedals.filter((pedal) => pedal.channel !== PERCUSSION_CHANNEL));
  tally.pedals += pedalTicks(pedals).length;
  tally.pedalsKept += decoded.tracks[0].pedals.length;
  settled.forEach(({ step }, i) => {
    tally.pedalErrors.push(Math.abs(decoded.tracks[0].pedals[i].tick - shiftedTick(tickOfStep(step))));
  });
};

const sorted = (values) => Float64Array.from(values).sort();
const quantile = (values, q) =>
  values.length > 0 ? values[Math.min(values.length - 1, Math.floor(q * values.length))] : 0;
const share = (part, whole) => (whole > 0 ? `${((100 * part) / whole).toFixed(2)} %` : '–');
const within = (values, limit) => share(values.filter((value) => value <= limit).length, values.length);

/** The figures of one source, one a line of the table. */
const figuresOf = (tally) => {
  const [onsets, durations, velocities] = [tally.onsets, tally.durations, tally.velocities].map(sorted);
  const [pedals, tempos, lengths] = [tally.pedalErrors, tally.tempos, tally.lengths].map(sorted);
  return {
    'files read / unreadable': `${tally.files - tally.unreadable} / ${tally.unreadable}`,
    'files with silence cut': tally.cutFiles,
    'notes (others: same key, same step)': `${tally.notes} (${tally.struck - tally.notes})`,
    'onset: wait has an id of its own': share(tally.waitsExact, tally.waits),
    'onset: same tick': within(onsets, 0),
    'onset: same step (5 ticks)': within(onsets, 5),
    'onset: p99 error, ticks': quantile(onsets, 0.99),
    'duration: has an id of its own': share(tally.lengthsExact, tally.notes),
    'duration: same ticks': within(durations, 0),
    'duration: within 5 ticks': within(durations, 5),
    'duration: p99 error, ticks': quantile(durations, 0.99),
    'ended by the same key (not in duration)': share(tally.sameKeyEnds, tally.notes),
    'velocity: same': within(velocities, 0),
    'velocity: p99 error': quantile(velocities, 0.99),
    'pedal: moves kept': `${share(tally.pedalsKept, tally.pedals)} of ${tally.pedals}`,
    'pedal: on the same step': within(pedals, 0),
    'pedal: p99 error, ticks': quantile(pedals, 0.99),
    'tempo: same within 0.01 %': within(tempos, 0.01),
    'tempo: median error, %': quantile(tempos, 0.5).toFixed(2),
    'tempo: p99 error, %': quantile(tempos, 0.99).toFixed(2),
    'length of a piece: p99 error, %': quantile(lengths, 0.99).toFixed(2),
  };
};

const measure = (source) => {
  const [folder, prefix = ''] = source.split(':');
  const tally = emptyTally();
  for (const entry of readdirSync(folder, { recursive: true })) {
    if (!/\.midi?$/i.test(entry) || !path.basename(entry).startsWith(prefix)) continue;
    tally.files++;
    const piece = readOrNothing(path.join(folder, entry));
    if (piece) compare(tally, piece);
    else tally.unreadable++;
  }
  return {
    name: [path.basename(folder), prefix.replace(/_$/, '')].filter(Boolean).join(', '),
    figures: figuresOf(tally),
  };
};

/** The piece, or nothing for a file that is refused with a code. */
const readOrNothing = (file) => {
  try {
    return readMidi(readFileSync(file));
  } catch (error) {
    if (error.code === undefined) throw error;
    return undefined;
  }
};

const main = (sources) => {
  const columns = sources.map(measure);
  console.log(`| | ${columns.map(({ name }) => name).join(' | ')} |\n|---|${columns.map(() => '---|').join('')}`);
  for (const figure of Object.keys(columns[0].figures)) {
    console.log(`| ${[figure, ...columns.map(({ figures }) => figures[figure])].join(' | ')} |`);
  }
};

const sources = process.argv.slice(2);
if (sources.length === 0) {
  console.error('Name one or more folders of MIDI files: node bench/encoding-loss.mjs <folder> …');
  process.exitCode = 2;
} else main(sources);
