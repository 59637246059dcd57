/** Reads Roman-numeral analyses in RomanText: chords with their keys, at measures and beats. */
import { pitchClass } from '../dist/encoding/plan/chord-vocabulary.js';

const LETTERS = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const DEGREES = { I: 1, II: 2, III: 3, IV: 4, V: 5, VI: 6, VII: 7 };
const MAJOR = [0, 2, 4, 5, 7, 9, 11];
const MINOR = [0, 2, 3, 5, 7, 8, 10];
const COMPOUND = /^(6|9|12)\//;

const accidentals = (text) => [...text].reduce((sum, c) => sum + (c === '#' ? 1 : -1), 0);

const keyOf = (text) => {
  const [, letter, signs] = /^([A-Ga-g])([#b-]*):$/.exec(text) ?? [];
  if (!letter) return undefined;
  const tonic = pitchClass(LETTERS[letter.toUpperCase()] + accidentals(signs));
  return { tonic, mode: letter === letter.toUpperCase() ? 'major' : 'minor' };
};

/** The pitch class of a degree; in minor, small vi and vii stand on the raised degrees. */
const degreeRoot = ({ tonic, mode }, signs, numeral) => {
  const degree = DEGREES[numeral.toUpperCase()];
  const isSmall = numeral === numeral.toLowerCase();
  const scale = mode === 'major' ? MAJOR : MINOR;
  const raised = mode === 'minor' && isSmall && degree >= 6 ? 1 : 0;
  const alreadyFlat = mode === 'minor' && signs === 'b' && [3, 6, 7].includes(degree) ? 1 : 0;
  return pitchClass(tonic + scale[degree - 1] + accidentals(signs) + (signs === '' ? raised : 0) + alreadyFlat);
};

/** 0 to 3: which chord tone the figures put in the bass. */
const inversionOf = (figures) => {
  const digits = figures.replace(/[^0-9]/g, '');
  if (/^(65)/.test(digits)) return 1;
  if (/^(64)/.test(digits)) return 2;
  if (/^(43)/.test(digits)) return 2;
  if (/^(42|2)/.test(digits)) return 3;
  return /^6/.test(digits) ? 1 : 0;
};

const hasSeventh = (figures) => /7|65|43|42|9|^2/.test(figures.replace(/[^0-9]/g, ''));

/** Whether the seventh above a root is a major one in the key; that of the dominant never is. */
const hasMajorSeventh = ({ tonic, mode }, root) => {
  const scale = mode === 'major' ? MAJOR : MINOR;
  const inScale = (pitch) => scale.includes(pitchClass(pitch - tonic));
  return pitchClass(root - tonic) !== 7 && inScale(root + 11) && !inScale(root + 10);
};

/** Qualities as in chord-vocabulary, without and with a seventh, by the numeral's mark or case. */
const BY_MARK = { o: [2, 8], ø: [7, 7], '+': [3, 3], small: [1, 5], large: [0, 4] };

const qualityOf = (key, root, isSmall, mark, figures) => {
  const [triad, seventh] = BY_MARK[mark || (isSmall ? 'small' : 'large')];
  if (!hasSeventh(figures)) return triad;
  return seventh === 4 && hasMajorSeventh(key, root) ? 6 : seventh;
};

const TONES = [
  [0, 4, 7],
  [0, 3, 7],
  [0, 3, 6],
  [0, 4, 8],
  [0, 4, 7, 10],
  [0, 3, 7, 10],
  [0, 4, 7, 11],
  [0, 3, 6, 10],
  [0, 3, 6, 9],
];

const withBass = (root, quality, inversion) => {
  const tones = TONES[quality];
  return { root, quality, bass: pitchClass(root + (tones[inversion] ?? tones[0])) };
};

/** Augmented sixths sound as a dominant seventh on the flat sixth degree; the bass is that degree unless inverted. */
const augmentedSixth = (key, kind, figures) => {
  const flatSixth = pitchClass(key.tonic + 8);
  const bassByFigure = { 43: 8, 65: 8, 6: 8, '': 8, 7: 6, 42: kind === 'Fr' ? 0 : 3, 64: 3 };
  const bass = pitchClass(key.tonic + (bassByFigure[figures] ?? 8));
  if (kind === 'Fr') return { root: pitchClass(key.tonic + 2), quality: 4, bass };
  return { root: flatSixth, quality: 4, bass };
};

/** The chord of a figure in a key: root, quality and bass; undefined where it is none. */
export const chordOf = (figure, key) => {
  const [numeral, ...applied] = figure
    .replace(/\[[^\]]*\]/g, '')
    .replace(/(\d)\/(\d)/g, '$1$2')
    .replace('/o', 'ø')
    .split('/');
  if (applied.length > 0) {
    const target = /^([#b]*)([ivIV]+)/.exec(applied.join('/'));
    if (!target) return undefined;
    const tonic = degreeRoot(key, target[1], target[2]);
    const mode = target[2] === target[2].toLowerCase() ? 'minor' : 'major';
    return chordOf(numeral, { tonic, mode });
  }
  const sixth = /^(Ger|It|Fr)(\d*)/.exec(numeral);
  if (sixth) return augmentedSixth(key, sixth[1], sixth[2]);
  if (numeral.startsWith('Cad')) return chordOf(key.mode === 'major' ? 'I64' : 'i64', key);
  if (/^N\d*/.test(numeral)) return withBass(pitchClass(key.tonic + 1), 0, inversionOf(numeral.slice(1)));
  const [, signs, name, mark, figures] =
    /^([#b]*)(VII|VI|IV|V|III|II|I|vii|vi|iv|v|iii|ii|i)([oø+]?)(.*)$/.exec(numeral) ?? [];
  if (!name) return undefined;
  const root = degreeRoot(key, signs, name);
  return withBass(root, qualityOf(key, root, name === name.toLowerCase(), mark, figures), inversionOf(figures));
};

const beatStepsOf = (signature) => {
  const text = signature.trim().toLowerCase();
  if (text === 'c') return 48;
  if (text === 'cut') return 96;
  const plain = text.replace(/^(slow|fast) /, '');
  if (text.startsWith('fast') || COMPOUND.test(plain)) return (3 * 192) / Number(plain.split('/')[1]);
  return 192 / Number(plain.split('/')[1]);
};

const readMeasure = (text, measure, state, chords) => {
  let beat = 1;
  for (const token of text.split(/\s+/)) {
    if (/^b\d+(\.\d+)*$/.test(token)) beat = Number(/^\d+(\.\d+)?/.exec(token.slice(1))[0]);
    else if (/:$/.test(token) && keyOf(token)) state.key = keyOf(token);
    else {
      const chord = state.key && chordOf(token, state.key);
      if (chord)
        chords.push({ measure, step: Math.round((beat - 1) * state.beatSteps * 2) / 2, ...chord, ...state.key });
    }
  }
};

const copyMeasures = (chords, from, to, first) => {
  const copied = chords.filter(({ measure }) => measure >= first && measure <= first + to - from);
  chords.push(...copied.map((chord) => ({ ...chord, measure: chord.measure - first + from })));
};

/**
 * The chords of an analysis in order: measure, step from the measure's beginning (1/48 quarter), root, quality, bass,
 * tonic and mode of the local key; and the last measure.
 */
export const readRomanText = (text) => {
  const chords = [];
  const state = { key: undefined, beatSteps: 48 };
  let last = 0;
  for (const line of text.split('\n')) {
    const signature = /^Time signature\s*:\s*(.+)$/i.exec(line);
    if (signature) state.beatSteps = beatStepsOf(signature[1]);
    const copy = /^m(\d+)(?:-(\d+))? *= *m(\d+)/.exec(line);
    const measure = /^m(\d+)\s+(.*)$/.exec(line);
    if (copy) copyMeasures(chords, Number(copy[1]), Number(copy[2] ?? copy[1]), Number(copy[3]));
    else if (measure) readMeasure(measure[2], Number(measure[1]), state, chords);
    const reached = copy ? Number(copy[2] ?? copy[1]) : measure ? Number(measure[1]) : 0;
    last = Math.max(last, reached);
  }
  chords.sort((a, b) => a.measure - b.measure || a.step - b.step);
  return { chords, last };
};
