/**
 * How often the annotator agrees with people's Roman-numeral analyses of songs: root, quality, bass and local key by
 * half bar, and where chords change.
 *
 *   npm run build && node bench/harmony.mjs <corpus folder> [--split tune|report|all] [--songs]
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { annotate } from '../dist/encoding/annotation/annotate.js';
import { chordQuality, chordRoot, isChordTone, NO_CHORD } from '../dist/encoding/plan/chord-vocabulary.js';
import { harmonySpans } from '../dist/encoding/annotation/harmony-spans.js';
import { readMidi } from '../dist/music/midi/read-midi.js';
import { endTick, pieceNotes } from '../dist/music/piece-notes.js';
import { readRomanText } from './roman-text.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { split: { type: 'string', default: 'report' }, songs: { type: 'boolean', default: false } },
});
const corpus = positionals[0];

/** Constants were tuned on the songs of these composers; the others are reported. */
const TUNED_ON = ['Schubert', 'Wolf', 'Lang', 'Schumann_Clara', 'Brahms', 'Holmes', 'Viardot', 'Zumsteeg', 'Bonis'];
const STEP_TICKS = 10;

const beatSteps = ({ numerator, denominator }) =>
  (numerator > 3 && numerator % 3 === 0 && denominator >= 8 ? 3 * 192 : 192) / denominator;

const barLines = (piece) =>
  piece.meters.flatMap((meter, i) => {
    const end = (piece.meters[i + 1]?.tick ?? endTick(piece)) / STEP_TICKS;
    const steps = (192 * meter.numerator) / meter.denominator;
    const bars = [];
    for (let step = meter.tick / STEP_TICKS; step < end; step += steps) {
      bars.push({
        step,
        steps: i + 1 < piece.meters.length ? Math.min(steps, end - step) : steps,
        beatSteps: beatSteps(meter),
      });
    }
    return bars;
  });

const planNotes = (piece) =>
  pieceNotes(piece).map(({ tick, durationTicks, pitch, velocity }) => {
    const step = Math.round(tick / STEP_TICKS);
    return { step, end: Math.max(step + 1, Math.round((tick + durationTicks) / STEP_TICKS)), pitch, velocity };
  });

/** The chord of a list that sounds longest between two steps. */
const longest = (chords, step, end) => {
  let best;
  for (const chord of chords) {
    const sounding = Math.min(chord.end, end) - Math.max(chord.step, step);
    if (sounding > 0 && (!best || sounding > best.sounding)) best = { chord, sounding };
  }
  return best?.chord;
};

/** The analysis laid over the bars; measure 0 is an upbeat, where the first bar is one. */
const analysisOf = (text, bars) => {
  const { chords, last } = readRomanText(text);
  const first = bars.length > 1 && bars[0].steps < bars[1].steps ? 0 : 1;
  if (last - first >= bars.length) return undefined;
  const end = bars[last - first].step + bars[last - first].steps;
  const placed = chords.flatMap((chord) => {
    const bar = bars[chord.measure - first];
    // an upbeat's beats are counted as if the bar were whole
    const offset =
      chord.measure === 0 && first === 0 ? Math.max(0, chord.step - (bars[1].steps - bar.steps)) : chord.step;
    return bar ? [{ ...chord, step: bar.step + offset }] : [];
  });
  return placed
    .map((chord, i) => ({ ...chord, end: placed[i + 1]?.step ?? end }))
    .filter((chord) => chord.end > chord.step);
};

const halfBars = (bars) => {
  const slots = [];
  for (const { step, end, slot } of harmonySpans(bars)) {
    if (slots.length === slot) slots.push({ step, end });
    else slots[slot].end = end;
  }
  return slots;
};

const changes = (chords) =>
  chords
    .filter((chord, i) => i > 0 && (chord.root !== chords[i - 1].root || chord.quality !== chords[i - 1].quality))
    .map(({ step }) => step);

const TOLERANCE = 12;
const matched = (steps, others) =>
  steps.filter((step) => others.some((other) => Math.abs(other - step) <= TOLERANCE)).length;

/** In a song whose measures match, at least this share of what sounds lies in the analysis's own chords. */
const LEAST_IN_CHORD = 0.65;
const shareInChord = (chords, notes) => {
  let [inside, total] = [0, 0];
  for (const { step, end, root, quality } of chords) {
    for (const note of notes) {
      const sounding = Math.min(note.end, end) - Math.max(note.step, step);
      if (sounding <= 0) continue;
      total += sounding;
      if (isChordTone(root * 9 + quality, note.pitch)) inside += sounding;
    }
  }
  return inside / Math.max(1, total);
};

const emptyCounts = () => ({
  songs: 0,
  slots: 0,
  root: 0,
  quality: 0,
  chord: 0,
  bass: 0,
  key: 0,
  tonic: 0,
  found: 0,
  right: 0,
  theirs: 0,
  ours: 0,
  ms: [],
});

const compareSong = (row) => {
  const piece = readMidi(readFileSync(path.join(corpus, row.music)));
  const bars = barLines(piece);
  const theirs = analysisOf(readFileSync(path.join(corpus, 'harmony', row.analysis), 'utf8'), bars);
  const notes = planNotes(piece);
  if (!theirs || shareInChord(theirs, notes) < LEAST_IN_CHORD) return undefined;
  const started = process.cpuUsage();
  const plan = annotate(notes, bars);
  const counts = { ...emptyCounts(), songs: 1, ms: [process.cpuUsage(started).user / 1000] };
  const ours = plan.slots
    .filter(({ chord }) => chord !== NO_CHORD)
    .map((slot) => ({
      ...slot,
      end: slot.step + slot.steps,
      root: chordRoot(slot.chord),
      quality: chordQuality(slot.chord),
    }));
  for (const { step, end } of halfBars(bars)) {
    const [a, b] = [longest(theirs, step, end), longest(ours, step, end)];
    if (!a || !b) continue;
    counts.slots++;
    counts.root += a.root === b.root;
    counts.quality += a.quality === b.quality;
    counts.chord += a.root === b.root && a.quality === b.quality;
    counts.bass += a.bass === b.bass;
    counts.key += a.tonic === b.tonic && a.mode === b.mode;
    counts.tonic += a.tonic === b.tonic;
  }
  const end = theirs[theirs.length - 1].end;
  const [mine, given] = [changes(ours).filter((step) => step < end), changes(theirs)];
  Object.assign(counts, {
    ours: mine.length,
    theirs: given.length,
    right: matched(mine, given),
    found: matched(given, mine),
  });
  return counts;
};

const add = (a, b) =>
  Object.fromEntries(Object.keys(a).map((key) => [key, key === 'ms' ? [...a.ms, ...b.ms] : a[key] + b[key]]));
const percent = (part, whole) => `${((100 * part) / (whole || 1)).toFixed(1)} %`;
const boundaryF = ({ found, right, theirs, ours }) => {
  const [recall, precision] = [found / Math.max(1, theirs), right / Math.max(1, ours)];
  return percent(2 * recall * precision, Math.max(1e-9, recall + precision));
};
const SHARES = ['root', 'quality', 'chord', 'bass', 'key', 'tonic'];
const line = (name, counts) => {
  const shares = SHARES.map((key) => percent(counts[key], counts.slots));
  return `| ${[name, counts.songs, counts.slots, ...shares, boundaryF(counts)].join(' | ')} |`;
};

const [header, ...lines] = readFileSync(path.join(corpus, 'harmony/MANIFEST.tsv'), 'utf8')
  .trim()
  .split('\n')
  .map((row) => row.split('\t'));
const rows = lines.map((cells) => Object.fromEntries(cells.map((cell, i) => [header[i], cell])));
const wanted = rows.filter(
  ({ composer }) => options.split === 'all' || TUNED_ON.includes(composer) === (options.split === 'tune'),
);
const byComposer = new Map();
const left = [];
console.log('| composer | songs | half bars | root | quality | chord | bass | key | tonic | changes (F) |');
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
for (const row of wanted) {
  const counts = compareSong(row);
  if (!counts) left.push(row.analysis);
  else {
    if (options.songs) console.log(line(`${row.composer}: ${row.title} ${row.analysis}`, counts));
    byComposer.set(row.composer, add(byComposer.get(row.composer) ?? emptyCounts(), counts));
  }
}
let all = emptyCounts();
for (const [name, counts] of [...byComposer].sort((a, b) => b[1].slots - a[1].slots)) {
  console.log(line(name, counts));
  all = add(all, counts);
}
console.log(line('all', all));
all.ms.sort((a, b) => a - b);
console.log(
  `\n${all.ms[Math.floor(all.ms.length / 2)].toFixed(1)} ms of processor time a song in the median, ${all.ms[all.ms.length - 1].toFixed(1)} ms at most. Left out, since measures do not match: ${left.join(', ') || 'none'}.`,
);
