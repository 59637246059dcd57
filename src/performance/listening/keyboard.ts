import { isKnob } from '../../protocol/binding.js';
import type { MidiMessage } from '../midi/midi-message.js';
import { SUSTAIN } from '../midi/midi-message.js';
import type { Director } from '../direction/director.js';
import type { Stage } from '../direction/stage.js';
import type { MidiLane } from '../output/lane.js';
import { THRU_OWNER, type Place } from '../output/note-sink.js';
import type { EchoGuard } from './echo-guard.js';

/** What the player does, on whatever keyboard: told, passed through, listened to. */
export class Keyboard {
  readonly #stage: Stage;
  readonly #director: Director;
  readonly #guard: EchoGuard;
  readonly #lanes: () => readonly MidiLane[];

  constructor(stage: Stage, director: Director, guard: EchoGuard, lanes: () => readonly MidiLane[]) {
    this.#stage = stage;
    this.#director = director;
    this.#guard = guard;
    this.#lanes = lanes;
  }

  /** One message that came in at `atMs`, whole; own output that has come back is passed over. */
  play(message: MidiMessage, atMs: number, nowMs: number): void {
    if (this.#guard.isEcho(message, atMs)) return;
    const place = { tick: this.#stage.transport.tickAtMs(atMs), atMs };
    switch (message.kind) {
      case 'note-on':
        this.#strike(message, place, nowMs);
        return;
      case 'note-off':
        this.#release(message, place, nowMs);
        return;
      case 'control':
        this.#control(message, place);
        return;
      case 'clock':
      case 'start':
      case 'continue':
      case 'stop':
      case 'song-position':
      case 'other':
        return;
    }
  }

  /** Lets go of the notes that were passed through. */
  stopThru(nowMs: number): void {
    const place = { tick: this.#stage.transport.tickAtMs(nowMs), atMs: nowMs };
    for (const { ledger } of this.#lanes()) ledger.silence(place, (owner) => owner === THRU_OWNER);
  }

  #strike(message: Extract<MidiMessage, { kind: 'note-on' }>, place: Place, nowMs: number): void {
    const { controls, listener, range, tell } = this.#stage;
    const { channel, pitch, velocity } = message;
    if (controls.thru) {
      for (const lane of this.#lanes()) lane.perform({ kind: 'note-on', pitch, velocity, owner: THRU_OWNER }, place);
    }
    tell({ kind: 'note-on', voice: 'player', id: null, channel, pitch, velocity, ...place });
    listener.noteOn(pitch, velocity, place.atMs);
    range.heard(pitch);
    if (this.#isPlaying) this.#director.struck(nowMs);
  }

  #release({ channel, pitch }: Extract<MidiMessage, { kind: 'note-off' }>, place: Place, nowMs: number): void {
    const { listener, tell } = this.#stage;
    for (const lane of this.#lanes()) lane.perform({ kind: 'note-off', pitch, owner: THRU_OWNER }, place);
    const wasDown = listener.noteOff(pitch, place.atMs);
    tell({ kind: 'note-off', voice: 'player', channel, pitch, ...place });
    if (wasDown && listener.keysDown === 0 && this.#isPlaying) this.#director.released(nowMs);
  }

  #control({ channel, controller, value }: Extract<MidiMessage, { kind: 'control' }>, place: Place): void {
    if (controller === SUSTAIN) this.#press(channel, value, place);
    else if (isKnob(controller)) this.#stage.tell({ kind: 'knob', channel, controller, value, atMs: place.atMs });
  }

  #press(channel: number, value: number, place: Place): void {
    const { controls, listener, tell } = this.#stage;
    if (controls.thru) {
      for (const lane of this.#lanes()) lane.perform({ kind: 'pedal', value, owner: THRU_OWNER }, place);
    }
    tell({ kind: 'pedal', voice: 'player', channel, value, ...place });
    listener.pedal(value, place.atMs);
  }

  get #isPlaying(): boolean {
    return this.#stage.transport.isRunning;
  }
}
