import type { Piece } from '../piece.js';
import { readMarkers, readMeters, readTempos } from './piece-maps.js';
import { placeTracks } from './place-tracks.js';
import { programsOf, readVoices, trackName } from './voices.js';

/**
 * Reads a Standard MIDI File, even damaged or wrapped ones if possible; otherwise throws a MidiFileError. Voices
 * without notes or pedal are left out, so a piece may have no tracks. The treatment of odd files is described in
 * docs/decisions/0002-reading-odd-midi.md.
 */
export const readMidi = (bytes: Uint8Array): Piece => {
  const placed = placeTracks(bytes);
  const tracks = placed.map(({ track }) => track);
  const programs = programsOf(tracks.flatMap(({ events }) => events.filter(({ kind }) => kind === 'program')));
  return {
    title: tracks.length > 0 ? trackName(tracks[0]) : '',
    tracks: placed.flatMap(({ track, placement }) => readVoices(track, placement, programs)),
    tempos: readTempos(placed),
    meters: readMeters(placed),
    markers: readMarkers(placed),
  };
};
