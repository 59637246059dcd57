import { Sequencer, WorkletSynthesizer } from 'spessasynth_lib';
import type { LiveEvent } from '../src/protocol/live-event.js';
import { requestBytes } from './request.js';

/** Events reach the page up to so much after they happened; what is sounded so much later is never late. */
const DELAY_MS = 90;
const PROGRAM = 0;
/** MIDI channel of the person's own keys: the daemon has the others. */
const OWN_CHANNEL = 15;
const SUSTAIN = 64;
/** How many readings the comparison of the two clocks is taken from. */
const MOST_READINGS = 32;

const noSynthesizer = (cause: unknown): never => {
  throw new Error('The synthesizer could not be loaded. Reload the page.', { cause });
};

/** How far a recording has been played. */
export interface FilePosition {
  readonly seconds: number;
  readonly ofSeconds: number;
}

/** The piano in the browser: the daemon's notes at their times, and one's own keys at once. */
export class Sound {
  /** Shows whether anything is heard. */
  readonly analyser: AnalyserNode;
  readonly #context: AudioContext;
  readonly #synth: WorkletSynthesizer;
  #player: Sequencer | undefined;
  /** Told when the recording that plays is over; undefined while none does. */
  #fileEnded: (() => void) | undefined;
  /** Seconds of the audio clock minus those of the page's, as they were read lately. */
  #readings: number[] = [];

  private constructor(context: AudioContext, synth: WorkletSynthesizer) {
    this.#context = context;
    this.#synth = synth;
    this.analyser = new AnalyserNode(context);
    synth.connect(this.analyser);
    this.analyser.connect(context.destination);
  }

  /** Takes a context made at a click. Rejects where the browser has no audio worklets (pages from afar without https). */
  static async open(context: AudioContext): Promise<Sound> {
    if (!('audioWorklet' in context)) {
      throw new Error('Browsers allow this sound only on pages from this machine or over https.');
    }
    const [bank] = await Promise.all([
      requestBytes('piano.sf3'),
      context.audioWorklet.addModule('spessasynth_processor.min.js').catch(noSynthesizer),
      context.resume(),
    ]);
    const synth = new WorkletSynthesizer(context);
    await synth.soundBankManager.addSoundBank(bank, 'piano');
    await synth.isReady;
    synth.programChange(OWN_CHANNEL, PROGRAM);
    return new Sound(context, synth);
  }

  get isOn(): boolean {
    return this.#context.state === 'running';
  }

  async switchOn(on: boolean): Promise<void> {
    if (on) await this.#context.resume();
    else {
      this.#synth.stopAll(true);
      await this.#context.suspend();
    }
  }

  /** Sounds what the daemon tells; `offsetMs` is how far its clock is ahead of the page's. */
  play(event: LiveEvent, offsetMs: number): void {
    if (event.kind !== 'note-on' && event.kind !== 'note-off' && event.kind !== 'pedal') return;
    if (this.#fileEnded) return; // one music at a time
    const options = { time: this.#audioTime(event.atMs - offsetMs + DELAY_MS) };
    const { channel } = event;
    if (event.kind === 'note-on') this.#synth.noteOn(channel, event.pitch, event.velocity, options);
    else if (event.kind === 'note-off') this.#synth.noteOff(channel, event.pitch, options);
    else this.#synth.controllerChange(channel, SUSTAIN, event.value, options);
  }

  /** Where in the recording that plays it is; undefined while none does. */
  get filePosition(): FilePosition | undefined {
    const player = this.#fileEnded && this.#player;
    return player && { seconds: player.currentTime, ofSeconds: player.duration };
  }

  /** One's own key, at once; velocity 0 lets it go. */
  key(pitch: number, velocity: number): void {
    if (velocity > 0) this.#synth.noteOn(OWN_CHANNEL, pitch, velocity);
    else this.#synth.noteOff(OWN_CHANNEL, pitch);
  }

  pedal(down: boolean): void {
    this.#synth.controllerChange(OWN_CHANNEL, SUSTAIN, down ? 127 : 0);
  }

  silence(): void {
    this.#synth.stopAll(false);
  }

  /** Plays a recording, and not the daemon's music until that is over; the one before ends. */
  playFile(name: string, bytes: ArrayBuffer, ended: () => void): void {
    this.silence();
    this.#player ??= this.#makePlayer();
    this.#fileEnded = ended;
    this.#player.loadNewSongList([{ binary: bytes, fileName: name }]);
    this.#player.play();
  }

  stopFile(): void {
    this.#fileEnded = undefined;
    this.#player?.pause();
    this.silence();
  }

  #makePlayer(): Sequencer {
    const player = new Sequencer(this.#synth);
    player.eventHandler.addEvent('songEnded', 'page', () => {
      const ended = this.#fileEnded;
      this.#fileEnded = undefined;
      ended?.();
    });
    return player;
  }

  /** The audio clock moves in steps and is read late, never early: the largest reading is the truest. */
  #audioTime(pageMs: number): number {
    this.#readings = [...this.#readings, this.#context.currentTime - performance.now() / 1000].slice(-MOST_READINGS);
    return pageMs / 1000 + Math.max(...this.#readings);
  }
}
