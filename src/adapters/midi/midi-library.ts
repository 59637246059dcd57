import type * as Midi from '@julusian/midi/lazy';
import { accessSync, constants, existsSync } from 'node:fs';

/** The MIDI library as it loads where it can. */
export type MidiLibrary = Pick<typeof Midi, 'Input' | 'Output'>;

/** MIDI ports as they can be had here. */
export interface AvailableMidi {
  readonly kind: 'available';
  readonly library: MidiLibrary;
  /** Windows has none of its own; there the library prints when it is asked for one. */
  readonly virtualPorts: boolean;
}

/** What to do where there are hardware ports but no virtual ones, as a sentence. */
export const VIRTUAL_PORT_REMEDY =
  'Windows has no virtual ports: install a loop-back driver such as loopMIDI and name its port with --out.';

/** Whether MIDI ports can be had here. */
export type MidiAccess =
  | AvailableMidi
  | {
      readonly kind: 'unavailable';
      /** Why, as part of a sentence. */
      readonly reason: string;
      /** What to do, as a sentence. */
      readonly remedy: string;
    };

const SEQUENCER = '/dev/snd/seq';

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0];

/** ALSA prints on stderr where there is no sequencer, so it is looked for before the library is touched. */
const missingSequencer = (): MidiAccess | undefined => {
  if (process.platform !== 'linux') return undefined;
  if (!existsSync(SEQUENCER)) {
    return {
      kind: 'unavailable',
      reason: 'this machine has no ALSA sequencer',
      remedy: 'Load it with `sudo modprobe snd-seq`; virtual machines and containers may have no sound at all.',
    };
  }
  try {
    accessSync(SEQUENCER, constants.R_OK | constants.W_OK);
    return undefined;
  } catch {
    return {
      kind: 'unavailable',
      reason: `you may not open ${SEQUENCER}`,
      remedy: 'Join the group of sound users with `sudo usermod -aG audio $USER` and log in again.',
    };
  }
};

/** Loads the MIDI library, quietly. Where it cannot be used it says why and what to do. */
export const loadMidi = async (): Promise<MidiAccess> => {
  const missing = missingSequencer();
  if (missing) return missing;
  try {
    const library = await import('@julusian/midi/lazy');
    library.verifyLibraryLoaded();
    return { kind: 'available', library, virtualPorts: process.platform !== 'win32' };
  } catch (error) {
    const remedy =
      process.platform === 'linux'
        ? 'Install ALSA with `sudo apt install libasound2` (libasound2t64 on newer systems).'
        : 'Install music-lstm-daemon again with npm.';
    return { kind: 'unavailable', reason: `the MIDI library cannot be loaded (${firstLine(error)})`, remedy };
  }
};
