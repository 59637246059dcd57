import type { Track } from '../../music/piece.js';

/** What determines the part a track belongs to. */
export type PartTrack = Pick<Track, 'name' | 'program'>;

/** General MIDI programs 0–7 are pianos, harpsichord and clavichord. */
const FIRST_OTHER_PROGRAM = 8;

const piano = /(?<!\p{L})(?:(?:fortepiano|piano|klavier|clavier)|(?:pf|pfte|pno|clavecin|cembalo|flügel)(?!\p{L}))/u;

/**
 * Names of staves for singers and instruments other than piano, in English, German, French, Italian, Spanish and Latin.
 */
const singers =
  'voice|vocals?|vox|voz|voix|voce|canto|chant|cantus|gesang|singstimmen?|stimmen?|solo|women|men|choir|chorus|chor|ch(?:oe|œ)ur|coro';
const registers = 'soprano?s?|mezzo(?:soprano)?|altos?|contralto|tenor[es]?|bar[iy]ton[eo]?|bass[oe]?s?';
const strings =
  'violins?|violine|violon|violino|viola|bratsche|(?:violon)?cello|violoncelle|contrabass|kontrabass|harfe?|harp[ae]?|guitare?|guitarra|gitarre';
const winds =
  'flutes?|flöte|flûte|flauto|oboe|hautbois|clarinet(?:te|to)?|klarinette|bassoon|fagott|basson|horn|corno?|trumpet|trompete|trombone';
const others = new RegExp(`(?<!\\p{L})(?:${singers}|${registers}|${strings}|${winds})(?!\\p{L})`, 'u');

const normalised = (name: string): string => name.toLowerCase().replaceAll(/[_\d]/g, ' ');

const saysPiano = ({ name }: PartTrack): boolean => piano.test(normalised(name));
const saysOther = (track: PartTrack): boolean => !saysPiano(track) && others.test(normalised(track.name));
const isOtherProgram = ({ program }: PartTrack): boolean => program >= FIRST_OTHER_PROGRAM;

/**
 * For each track whether it belongs to a singer or another instrument next to a piano; all false without a piano or
 * without anything else. If some staves are named as piano, a name or a program suffices, so that a voice with a piano
 * program is recognised; otherwise both must indicate it, since organ and keyboard music names its own voices.
 */
export const otherParts = (tracks: readonly PartTrack[]): readonly boolean[] => {
  const none = tracks.map(() => false);
  const namesPiano = tracks.some(saysPiano);
  const isOther = namesPiano
    ? tracks.map((track) => !saysPiano(track) && (saysOther(track) || isOtherProgram(track)))
    : tracks.map((track) => saysOther(track) && isOtherProgram(track));
  const hasPiano = namesPiano || tracks.some((track) => !isOtherProgram(track) && !saysOther(track));
  return hasPiano && isOther.includes(true) ? isOther : none;
};
