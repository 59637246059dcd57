import type { Piece } from '../piece.js';
import { readDivision } from './division.js';
import { readHeader, type MidiHeader } from './midi-header.js';
import { readMarkers, readMeters, readTempos, type PlacedTrack } from './piece-maps.js';
import { readTracks } from './read-tracks.js';
import type { MidiTrack } from './track-event.js';
import { programsOf, readVoices, trackName } from './voices.js';

/** Formats 0 and 1: all tracks begin together. Format 2: each begins where the one before it ends. */
const placeTracks = (tracks: readonly MidiTrack[], header: MidiHeader): readonly PlacedTrack[] => {
  const division = readDivision(header.division);
  let offsetTicks = 0;
  return tracks.map((track) => {
    const placement = { division, offsetTicks };
    if (header.format === 2) offsetTicks += track.endTick;
    return { track, placement };
  });
};

/**
 * Reads a Standard MIDI File, damaged or wrapped ones as far as they make sense; throws a MidiFileError for the
 * rest. Voices without notes or pedal are left out, so a piece may have no tracks. What odd files become is
 * recorded in docs/decisions/0002-reading-odd-midi.md.
 */
export const readMidi = (bytes: Uint8Array): Piece => {
  const header = readHeader(bytes);
  const tracks = readTracks(bytes, header);
  const placed = placeTracks(tracks, header);
  const programs = programsOf(tracks.flatMap(({ events }) => events.filter(({ kind }) => kind === 'program')));
  return {
    title: tracks.length > 0 ? trackName(tracks[0]) : '',
    tracks: placed.flatMap(({ track, placement }) => readVoices(track, placement, programs)),
    tempos: readTempos(placed),
    meters: readMeters(placed),
    markers: readMarkers(placed),
  };
};
