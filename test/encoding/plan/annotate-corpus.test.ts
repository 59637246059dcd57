import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { annotate } from '../../../src/encoding/annotation/annotate.js';
import { chordQuality, chordRoot } from '../../../src/encoding/plan/chord-vocabulary.js';
import type { MusicPlan } from '../../../src/encoding/plan/music-plan.js';
import { readMidi } from '../../../src/music/midi/read-midi.js';
import { planMusicOf } from './made-plan-music.js';

const corpus = process.env.MUSIC_CORPUS;

const planOf = (file: string): MusicPlan => {
  const bytes = readFileSync(path.join(corpus ?? '', 'classical-music-midi', file));
  const { notes, bars } = planMusicOf(readMidi(bytes));
  return annotate(notes, bars);
};

/** Chopin wrote a prelude in every key, up the circle of fifths, each major key followed by its relative minor. */
const preludeKey = (number: number) => {
  const tonic = (7 * Math.floor((number - 1) / 2)) % 12;
  return number % 2 === 1 ? { tonic, mode: 'major' } : { tonic: (tonic + 9) % 12, mode: 'minor' };
};
const PRELUDES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 18, 19, 20, 22, 23, 24];

const QUALITY_NAMES = ['', 'm', 'dim', 'aug', '7', 'm7', 'M7', 'm7b5', 'dim7'];
const NAMES = ['C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'];

/** The chord on which each bar begins. */
const firstChords = ({ bars, slots }: MusicPlan): string[] =>
  bars.flatMap(({ step }) =>
    slots
      .filter((slot) => slot.step === step)
      .map(({ chord }) => NAMES[chordRoot(chord)] + QUALITY_NAMES[chordQuality(chord)]),
  );

describe.skipIf(corpus === undefined)('the annotation of real music (needs MUSIC_CORPUS)', () => {
  it.each(PRELUDES)('knows the key of Chopin’s prelude %i', (number) => {
    expect(planOf(`Chopin/chpn-p${number}.mid`)).toMatchObject(preludeKey(number));
  });

  it('names the chords of the first prelude of the Well-Tempered Clavier', () => {
    expect(firstChords(planOf('Bach/bach_846.mid')).slice(0, 19).join(' ')).toBe(
      'C Dm7 G7 C Am D7 G CM7 Am7 D7 G C#dim7 Dm Bdim7 C FM7 Dm7 G7 C',
    );
  });

  it('finds the phrases of four bars and the returns of Chopin’s mazurka op. 7 no. 1', () => {
    const { bars } = planOf('Chopin/chpn_op7_1.mid');
    const ends = bars.flatMap(({ phraseLeft }, bar) => (phraseLeft === 0 ? [bar] : []));
    expect(ends.slice(0, 3)).toEqual([3, 7, 11]);
    expect(bars[12]).toMatchObject({ kind: 'exact', reference: 0, section: bars[0].section, sectionStart: true });
    expect(bars.at(-1)?.cadence).toBe('final');
  });

  it('finds the middle part of Schumann’s first scene from childhood', () => {
    const { bars } = planOf('Schumann/scn15_1.mid');
    expect([0, 8, 24, 38].map((bar) => bars[bar].section)).toEqual([0, 0, 0, 0]);
    expect(bars[16]).toMatchObject({ section: 2, sectionStart: true });
  });
});
