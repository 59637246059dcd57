import type { Midi } from '@tonejs/midi';
import { textAsBytes } from '../../src/music/midi/text.js';
import type { LiveEvent, Voice } from '../../src/protocol/live-event.js';
import type { TrailNote } from '../../src/protocol/view/note-trail.js';

export const CLIP_MS = 30_000;
const SUSTAIN = 64;
/** Twice that many movements of a pedal a second for all of a clip would be none of a person. */
const MOST_PEDALS = 1000;

/** A movement of the sustain pedal, at a time of the daemon's clock. */
export interface PedalMove {
  readonly voice: Voice;
  readonly value: number;
  readonly atMs: number;
}

/** What a clip is made of: the music of the last while. */
export interface ClipMusic {
  readonly notes: readonly TrailNote[];
  readonly pedals: readonly PedalMove[];
  readonly nowMs: number;
  readonly bpm: number;
  readonly title: string;
}

/** Remembers the pedals as the trail remembers the notes. */
export class PedalTrail {
  #moves: readonly PedalMove[] = [];

  get moves(): readonly PedalMove[] {
    return this.#moves;
  }

  apply(event: LiveEvent): void {
    if (event.kind !== 'pedal') return;
    const { voice, value, atMs } = event;
    const kept = this.#moves.filter((move) => move.atMs > atMs - CLIP_MS);
    this.#moves = [...kept, { voice, value, atMs }].slice(-MOST_PEDALS);
  }
}

const trackNames: Readonly<Record<Voice, string>> = { daemon: 'Daemon', player: 'Player' };

/**
 * The last 30 seconds as a piece of @tonejs/midi, a track for the daemon and one for the player. It begins with the
 * first note, and notes that still sound end now. Undefined where nothing was played.
 */
export const writeClip = (midi: Midi, { notes, pedals, nowMs, bpm, title }: ClipMusic): Midi | undefined => {
  const recent = notes.filter(({ fromMs }) => fromMs > nowMs - CLIP_MS && fromMs < nowMs);
  if (recent.length === 0) return undefined;
  const startMs = Math.min(...recent.map(({ fromMs }) => fromMs));
  const seconds = (ms: number): number => (ms - startMs) / 1000;
  midi.header.setTempo(bpm);
  midi.header.name = textAsBytes(title);
  for (const voice of ['daemon', 'player'] as const) {
    const own = recent.filter((note) => note.voice === voice);
    if (own.length === 0) continue;
    const track = midi.addTrack();
    track.name = trackNames[voice];
    track.channel = voice === 'daemon' ? 0 : 1;
    for (const { pitch, velocity, fromMs, toMs } of own) {
      const duration = (Math.min(toMs, nowMs) - fromMs) / 1000;
      track.addNote({
        midi: pitch,
        velocity: velocity / 127,
        time: seconds(fromMs),
        duration: Math.max(duration, 0.01),
      });
    }
    for (const { value, atMs } of pedals.filter((move) => move.voice === voice && move.atMs >= startMs)) {
      track.addCC({ number: SUSTAIN, value: value / 127, time: seconds(atMs) });
    }
  }
  return midi;
};
