import { readDivision } from './division.js';
import { readHeader } from './midi-header.js';
import type { PlacedTrack } from './piece-maps.js';
import { readTracks } from './read-tracks.js';

/**
 * The tracks of a file and where they begin. Formats 0 and 1: all begin together. Format 2: each begins where the one
 * before it ends.
 */
export const placeTracks = (bytes: Uint8Array): readonly PlacedTrack[] => {
  const header = readHeader(bytes);
  const division = readDivision(header.division);
  let offsetTicks = 0;
  return readTracks(bytes, header).map((track) => {
    const placement = { division, offsetTicks };
    if (header.format === 2) offsetTicks += track.endTick;
    return { track, placement };
  });
};
