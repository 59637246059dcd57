import type { BasicSoundBank } from 'spessasynth_core';
import type { ChannelMessage } from '../../music/midi/channel-messages.js';
import type { Piece } from '../../music/piece.js';
import type { Score } from './synthesize.js';

/** Percussion in General MIDI. */
const DRUM_CHANNEL = 9;

/** What of a score a SoundFont can play, and what it cannot, one sentence each. */
export interface Playable {
  readonly score: Score;
  readonly remarks: readonly string[];
}

const count = (what: string, number: number): string => `${number} ${what}${number === 1 ? '' : 's'}`;

const drumRemark = (piece: Piece): readonly string[] => {
  const notes = piece.tracks.flatMap((track) => track.notes).filter(({ channel }) => channel === DRUM_CHANNEL);
  return notes.length === 0 ? [] : [`${count('drum note', notes.length)} left out: the SoundFont has no drums.`];
};

/** Programs that something sounds in, of channels that are no drums. */
const programsOf = ({ tracks }: Piece, messages: readonly ChannelMessage[]): ReadonlySet<number> => {
  const sounding = tracks.filter(({ notes }) => notes.some(({ channel }) => channel !== DRUM_CHANNEL));
  const channels = new Set(sounding.flatMap(({ notes }) => notes.map(({ channel }) => channel)));
  const changed = messages.flatMap((message) =>
    message.kind === 'program' && channels.has(message.channel) && message.channel !== DRUM_CHANNEL
      ? [message.program]
      : [],
  );
  return new Set([...sounding.map(({ program }) => program), ...changed]);
};

const programRemark = (wanted: ReadonlySet<number>, bank: BasicSoundBank): readonly string[] => {
  const there = new Set(bank.presets.filter(({ isDrum }) => !isDrum).map(({ program }) => program));
  const missing = [...wanted].filter((program) => !there.has(program)).sort((a, b) => a - b);
  if (missing.length === 0) return [];
  const names = missing.map((program) => program + 1).join(', ');
  return [`The SoundFont has no instrument for ${count('program', missing.length)} (${names}): another plays instead.`];
};

const withoutDrums = (piece: Piece): Piece => ({
  ...piece,
  tracks: piece.tracks.map((track) => ({
    ...track,
    notes: track.notes.filter(({ channel }) => channel !== DRUM_CHANNEL),
  })),
});

/** Fits a score to a SoundFont: drums sound where it has them, and as nothing else where it has none. */
export const playableWith = (
  bank: BasicSoundBank,
  { piece, messages = [] }: Score,
  leftOut: ReadonlyMap<string, number>,
): Playable => {
  const hasDrums = bank.presets.some(({ isDrum }) => isDrum);
  const unheard = [...leftOut].map(([name, number]) => `${name} (${number})`).join(', ');
  return {
    score: { piece: hasDrums ? piece : withoutDrums(piece), messages },
    remarks: [
      ...(hasDrums ? [] : drumRemark(piece)),
      ...programRemark(programsOf(piece, messages), bank),
      ...(unheard === '' ? [] : [`Left out: ${unheard}.`]),
    ],
  };
};
