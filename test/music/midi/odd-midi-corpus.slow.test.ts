import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MidiFileError } from '../../../src/music/midi/midi-file-error.js';
import { readMidi } from '../../../src/music/midi/read-midi.js';
import { writeMidi } from '../../../src/music/midi/write-midi.js';
import { pieceNotes } from '../../../src/music/piece-notes.js';

const corpus = process.env.MUSIC_CORPUS;
const folder = corpus === undefined ? '' : join(corpus, 'odd-midi');
const files =
  corpus === undefined
    ? ['(skipped, since MUSIC_CORPUS is not set: no odd file)']
    : readdirSync(folder).filter((name) => name !== 'TABLE.md');

/** What we decided where the parsers of the table disagree or all give up; see docs/decisions/0002. */
const DECIDED: Readonly<Record<string, number>> = {
  'made-alien-chunk-between.mid': 10,
  'made-events-after-end-of-track.mid': 5,
  'made-junk-before-header.mid': 5,
  'made-riff-rmid.mid': 5,
  'made-track-length-4gib.mid': 5,
  'midly-Beethoven.rmi': 10_423,
};

const REFUSED = [
  'MIDIBadHeaderChunk.mid',
  'MIDIBadTrackHdr.mid',
  'dwm-no-header-chunk-namusic.mid',
  'made-html-renamed.mid',
  'made-only-MThd-magic.mid',
  'made-png-renamed.mid',
  'made-truncated-in-header.mid',
  'test-empty-file.mid',
  'test-not-a-midi-file.mid',
];

/** The note count that most of the five parsers in the table give, of those that read the file at all. */
const consensus = (row: string): number => {
  const counts = row
    .split('|')
    .slice(5, 10)
    .flatMap((cell) => /^ ok (\d+)n/.exec(cell)?.[1] ?? []);
  const votes = (count: string): number => counts.filter((other) => other === count).length;
  return Number(counts.toSorted((a, b) => votes(b) - votes(a))[0]);
};

const tableRow = (name: string): string =>
  readFileSync(join(folder, 'TABLE.md'), 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`| ${name} |`)) ?? '';

describe.skipIf(corpus === undefined)('the odd files of the corpus (MUSIC_CORPUS/odd-midi)', () => {
  it.each(files)('%s is read with the right notes or refused in one line', (name) => {
    const bytes = readFileSync(join(folder, name));
    const memoryBefore = process.memoryUsage().rss;
    const start = process.hrtime.bigint();
    try {
      const piece = readMidi(bytes);
      expect(pieceNotes(piece)).toHaveLength(DECIDED[name] ?? consensus(tableRow(name)));
      expect(REFUSED).not.toContain(name);
      expect(readMidi(writeMidi(piece))).toEqual(piece);
    } catch (error) {
      if (!(error instanceof MidiFileError)) throw error;
      expect(error.message).toMatch(/^[\x20-\x7e]+ \(byte \d+\)\.$/);
      expect(REFUSED).toContain(name);
    }
    expect(Number(process.hrtime.bigint() - start) / 1e6).toBeLessThan(1000);
    expect(process.memoryUsage().rss - memoryBefore).toBeLessThan(100 * 2 ** 20);
  });
});
