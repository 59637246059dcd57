import { isKnob } from '../src/protocol/binding.js';
import type { Keys } from './keys.js';

const NOTE_OFF = 0x80;
const NOTE_ON = 0x90;
const CONTROL = 0xb0;
const SUSTAIN = 64;

/** Plays with the MIDI keyboards of the person's own machine, as they come and go; browsers ask before. `emit` shows what there is. */
export const playWithMidi = async (keys: Keys, emit: (text: string) => void): Promise<void> => {
  if (!('requestMIDIAccess' in navigator)) {
    emit('This browser does not support Web MIDI.');
    return;
  }
  const access = await navigator.requestMIDIAccess().catch(() => undefined);
  if (!access) {
    emit('The browser may not use MIDI. Allow it in the settings of this site.');
    return;
  }
  const listen = (): void => {
    for (const input of access.inputs.values()) {
      input.onmidimessage = ({ data }) => {
        if (data) take(keys, data, input.id);
      };
      if (input.state === 'disconnected') keys.releaseWays((way) => way === input.id);
    }
    const names = [...access.inputs.values()].filter(({ state }) => state === 'connected').map(({ name }) => name);
    emit(names.length === 0 ? 'No MIDI keyboard is connected.' : `MIDI keyboards: ${names.join(', ')}.`);
  };
  access.addEventListener('statechange', listen);
  listen();
};

const take = (keys: Keys, [status, first, second]: Uint8Array, way: string): void => {
  const kind = status & 0xf0;
  if (kind === NOTE_ON && second > 0) keys.press(first, second, way);
  else if (kind === NOTE_OFF || kind === NOTE_ON) keys.release(first, way);
  else if (kind === CONTROL && first === SUSTAIN) keys.pedal(second >= 64);
  else if (kind === CONTROL && isKnob(first)) keys.knob(status & 0x0f, first, second);
};
