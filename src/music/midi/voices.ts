import type { Note, PedalEvent, Track } from '../piece.js';
import { LAST_TICK, rescaleTick, type Division } from './division.js';
import { pairNotes, type FileNote } from './note-pairing.js';
import type { MidiTrack, NoteEvent, PedalTrackEvent, TrackEvent } from './track-event.js';

/** Program of each channel that has one. */
export type Programs = ReadonlyMap<number, number>;

/** From the ticks of one track to the ticks of the piece. */
export interface Placement {
  readonly division: Division;
  /** File ticks before the track begins: 0, except for the later sequences of a format 2 file. */
  readonly offsetTicks: number;
}

/** The whole tick of the piece, 0 to LAST_TICK, for a tick of the track. */
export const pieceTick = (fileTick: number, { division, offsetTicks }: Placement): number =>
  rescaleTick(offsetTicks + fileTick, division);

const isNote = (event: TrackEvent): event is NoteEvent => event.kind === 'note-on' || event.kind === 'note-off';
const isPedal = (event: TrackEvent): event is PedalTrackEvent => event.kind === 'pedal';

/** The first track name, or an empty text. */
export const trackName = ({ events }: MidiTrack): string => events.find((event) => event.kind === 'name')?.text ?? '';

/** The program in force when each channel first sounds. */
export const programsOf = (events: readonly TrackEvent[]): Programs => {
  const programs = new Map<number, number>();
  const sounding = new Set<number>();
  for (const event of events) {
    if (event.kind === 'note-on') sounding.add(event.channel);
    else if (event.kind === 'program' && !(sounding.has(event.channel) && programs.has(event.channel))) {
      programs.set(event.channel, event.program);
    }
  }
  return programs;
};

/** Notes last at least one tick, at the very end of time too. */
const toNote = (note: FileNote, placement: Placement): Note => {
  const tick = Math.min(pieceTick(note.tick, placement), LAST_TICK - 1);
  const durationTicks = Math.max(1, pieceTick(note.endTick, placement) - tick);
  return { tick, durationTicks, pitch: note.pitch, velocity: note.velocity, channel: note.channel };
};

const toPedal = ({ tick, channel, value }: PedalTrackEvent, placement: Placement): PedalEvent => ({
  tick: pieceTick(tick, placement),
  channel,
  value,
});

const byTickThenPitch = (a: Note, b: Note): number => a.tick - b.tick || a.pitch - b.pitch;

/**
 * The voices of one MIDI track: one for each channel that it uses, in the order of the channels, since a voice
 * has one program. `fallback` serves channels whose program another track sets.
 */
export const readVoices = (track: MidiTrack, placement: Placement, fallback: Programs): readonly Track[] => {
  const notes = pairNotes(track.events.filter(isNote), track.endTick).map((note) => toNote(note, placement));
  const pedals = track.events.filter(isPedal).map((event) => toPedal(event, placement));
  const channels = new Set([...notes, ...pedals].map(({ channel }) => channel));
  const programs = programsOf(track.events);
  return [...channels]
    .sort((a, b) => a - b)
    .map((channel) => ({
      name: trackName(track),
      program: programs.get(channel) ?? fallback.get(channel) ?? 0,
      notes: notes.filter((note) => note.channel === channel).sort(byTickThenPitch),
      pedals: pedals.filter((pedal) => pedal.channel === channel),
    }));
};
