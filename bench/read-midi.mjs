/**
 * Notes per second of `readMidi` and of python3-mido (Debian) on the same files: read into memory first, then in
 * turns, three rounds each. mido only parses; readMidi also pairs and rescales the notes and makes the maps.
 *
 *   npm run build && node bench/read-midi.mjs <folder> [rounds]
 *
 * Prints a Markdown table of medians. Files that either cannot read are left out for both, and counted.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readMidi } from '../dist/music/midi/read-midi.js';

const MIDO_SCRIPT = fileURLToPath(new URL('read-midi.py', import.meta.url));
/** Debian's packages belong to Debian's Python, which need not be the first on the path. */
const PYTHONS = ['/usr/bin/python3', 'python3'];

const midiFiles = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => /\.midi?$/i.test(name))
    .map((name) => path.join(folder, name))
    .sort();

const isReadable = (file) => {
  try {
    readMidi(readFileSync(file));
    return true;
  } catch (error) {
    if (error.code === 'MIDI_FILE_UNREADABLE') return false;
    throw error;
  }
};

const readOurs = (files) => {
  const contents = files.map((file) => readFileSync(file));
  const start = process.hrtime.bigint();
  let notes = 0;
  for (const bytes of contents) for (const track of readMidi(bytes).tracks) notes += track.notes.length;
  return { notes, seconds: Number(process.hrtime.bigint() - start) / 1e9 };
};

/** The files that mido reads, and with `notes` and `seconds` what it took; `undefined` without mido. */
const readMido = (python, files) => {
  const run = spawnSync(python, [MIDO_SCRIPT], { input: files.join('\n'), encoding: 'utf8', maxBuffer: 1 << 28 });
  return run.status === 0 ? JSON.parse(run.stdout) : undefined;
};

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const row = (name, results) => {
  const rates = results.map(({ notes, seconds }) => notes / seconds);
  const thousands = (rate) => Math.round(rate / 1000).toLocaleString('en');
  const spread = `${thousands(Math.min(...rates))}–${thousands(Math.max(...rates))}`;
  console.log(`| ${name} | ${results[0].notes.toLocaleString('en')} | ${thousands(median(rates))} | ${spread} |`);
  return median(rates);
};

const main = (folder, rounds) => {
  const found = midiFiles(folder);
  const readable = found.filter(isReadable);
  const python = PYTHONS.find((command) => spawnSync(command, ['-c', 'import mido']).status === 0);
  const files = python === undefined ? readable : readMido(python, readable).files;
  const ours = [];
  const mido = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(readOurs(files));
    if (python !== undefined) mido.push(readMido(python, files));
  }
  console.log(`${files.length} of ${found.length} files, ${rounds} rounds in turns, Node ${process.versions.node}\n`);
  console.log('| reader | notes | thousand notes/s, median | least–most |\n|---|---|---|---|');
  const ourRate = row('readMidi', ours);
  if (python === undefined) {
    console.log('\npython3-mido is not installed, so nothing is compared (Debian: apt-get install python3-mido).');
    return;
  }
  const midoRate = row(`mido ${mido[0].version}`, mido);
  console.log(`\nreadMidi reads ${(ourRate / midoRate).toFixed(1)} × as many notes per second.`);
};

const [folder, rounds = '3'] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Name a folder of MIDI files: node bench/read-midi.mjs <folder> [rounds]');
  process.exitCode = 2;
} else main(folder, Number(rounds));
