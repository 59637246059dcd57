import { isKnob } from '../../protocol/binding.js';
import type { MidiMessage } from '../midi/midi-message.js';
import { ALL_NOTES_OFF, ALL_SOUND_OFF, BEND_CENTRE, RESET_CONTROLLERS, SUSTAIN } from '../midi/midi-message.js';
import type { RevisionPlanner } from '../direction/revision-planner.js';
import type { PerformanceContext } from '../performance-context.js';
import type { MidiRoute } from '../output/output-route.js';
import { isThruOwner, thruOwner, type ScoreTime } from '../output/note-sink.js';
import type { EchoFilter } from './echo-filter.js';
import { HeldControls } from './held-controls.js';
import { isInput, type Source } from './source.js';

type Of<Kind extends MidiMessage['kind']> = Extract<MidiMessage, { kind: Kind }>;

/** Kinds of what may be held. */
type Holding = 'keys' | 'pedals' | 'bends';
const EVERYTHING: readonly Holding[] = ['keys', 'pedals', 'bends'];

/**
 * What the channel mode messages release (MIDI 1.0). All Notes Off leaves the pedal, since some pianos send it at every
 * release; so do the changes of mode that imply it.
 */
const letGoBy = (controller: number): readonly Holding[] => {
  if (controller === ALL_SOUND_OFF) return ['keys', 'pedals'];
  if (controller === RESET_CONTROLLERS) return ['pedals', 'bends'];
  return controller >= ALL_NOTES_OFF ? ['keys'] : [];
};

/** The player's input from all keyboards: published, passed through, and analysed. Each source holds its own keys. */
export class PlayerInput {
  readonly #context: PerformanceContext;
  readonly #planner: RevisionPlanner;
  readonly #echoFilter: EchoFilter;
  readonly #routes: () => readonly MidiRoute[];
  readonly #held = new HeldControls();

  constructor(
    context: PerformanceContext,
    planner: RevisionPlanner,
    guard: EchoFilter,
    routes: () => readonly MidiRoute[],
  ) {
    this.#context = context;
    this.#planner = planner;
    this.#echoFilter = guard;
    this.#routes = routes;
  }

  /** One complete message received at `atMs`; echoes of the daemon's own output are ignored. */
  play(message: MidiMessage, source: Source, atMs: number, nowMs: number): void {
    if (this.#echoFilter.isEcho(message, atMs)) return;
    const place = { tick: this.#context.transport.tickAtMs(atMs), atMs };
    switch (message.kind) {
      case 'note-on':
        this.#strike(message, source, place, nowMs);
        return;
      case 'note-off':
        this.#release(message, source, place, nowMs);
        return;
      case 'control':
        this.#control(message, source, place, nowMs);
        return;
      case 'bend':
        this.#bend(message, source);
        return;
      case 'reset':
        this.letGo(source, atMs, nowMs);
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

  /** A source has disconnected or reset: everything that it holds is released. */
  letGo(source: Source, atMs: number, nowMs: number): void {
    this.#letGo(source, EVERYTHING, { tick: this.#context.transport.tickAtMs(atMs), atMs }, nowMs);
  }

  /** The input ports that hold something. */
  get holdingInputs(): readonly Source[] {
    return this.#held.sources.filter(isInput);
  }

  /** Releases what all sources hold. */
  letGoOfAll(nowMs: number): void {
    for (const source of this.#held.sources) this.letGo(source, nowMs, nowMs);
  }

  /** Releases the notes that were passed through. */
  stopThru(nowMs: number): void {
    const place = { tick: this.#context.transport.tickAtMs(nowMs), atMs: nowMs };
    for (const route of this.#routes()) {
      route.activeNotes.silence(place, isThruOwner);
      route.bend(BEND_CENTRE);
    }
  }

  #letGo(source: Source, what: readonly Holding[], place: ScoreTime, nowMs: number, onChannel?: number): void {
    for (const { channel, pitches, pedal, bent } of this.#held.of(source, onChannel)) {
      if (what.includes('keys')) {
        for (const pitch of [...pitches]) this.#release({ kind: 'note-off', channel, pitch }, source, place, nowMs);
      }
      if (pedal && what.includes('pedals')) this.#press(channel, 0, source, place);
      if (bent && what.includes('bends')) this.#bend({ kind: 'bend', channel, value: BEND_CENTRE }, source);
    }
  }

  #strike({ channel, pitch, velocity }: Of<'note-on'>, source: Source, place: ScoreTime, nowMs: number): void {
    const { controls, listener, range, emit } = this.#context;
    const owner = thruOwner(source, channel);
    this.#held.key(source, channel, pitch, true);
    if (controls.thru) {
      for (const route of this.#routes()) route.perform({ kind: 'note-on', pitch, velocity, owner }, place);
    }
    emit({ kind: 'note-on', voice: 'player', id: null, channel, pitch, velocity, ...place });
    listener.noteOn(pitch, velocity, place.atMs, owner);
    range.add(pitch);
    if (this.#isPlaying) this.#planner.onKeyDown(nowMs);
  }

  #release({ channel, pitch }: Of<'note-off'>, source: Source, place: ScoreTime, nowMs: number): void {
    const { listener, emit } = this.#context;
    const owner = thruOwner(source, channel);
    this.#held.key(source, channel, pitch, false);
    for (const route of this.#routes()) route.perform({ kind: 'note-off', pitch, owner }, place);
    const wasDown = listener.noteOff(pitch, place.atMs, owner);
    emit({ kind: 'note-off', voice: 'player', channel, pitch, ...place });
    if (wasDown && listener.keysDown === 0 && this.#isPlaying) this.#planner.onKeysUp(nowMs);
  }

  #control(message: Of<'control'>, source: Source, place: ScoreTime, nowMs: number): void {
    const { channel, controller, value } = message;
    if (controller === SUSTAIN) this.#press(channel, value, source, place);
    else if (isKnob(controller)) this.#context.emit({ kind: 'knob', channel, controller, value, atMs: place.atMs });
    else this.#letGo(source, letGoBy(controller), place, nowMs, channel);
  }

  #press(channel: number, value: number, source: Source, place: ScoreTime): void {
    const { controls, listener, emit } = this.#context;
    const owner = thruOwner(source, channel);
    this.#held.pedal(source, channel, value > 0);
    // a pedal that was passed through is lifted even if thru is off now
    if (controls.thru || value === 0) {
      for (const route of this.#routes()) route.perform({ kind: 'pedal', value, owner }, place);
    }
    emit({ kind: 'pedal', voice: 'player', channel, value, ...place });
    listener.pedal(value, place.atMs, owner);
  }

  #bend({ channel, value }: Of<'bend'>, source: Source): void {
    this.#held.bend(source, channel, value !== BEND_CENTRE);
    if (!this.#context.controls.thru && value !== BEND_CENTRE) return;
    for (const route of this.#routes()) route.bend(value);
  }

  get #isPlaying(): boolean {
    return this.#context.transport.isRunning;
  }
}
