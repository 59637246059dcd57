import type { Sound } from './sound.js';

/** Loads the synthesizer, which is half of the page's script; the context is made at once, while the click counts. */
const openSound = async (): Promise<Sound> => {
  const context = new AudioContext({ latencyHint: 'interactive' });
  try {
    const { Sound } = await import('./sound.js');
    return await Sound.open(context);
  } catch (error) {
    await context.close();
    throw error;
  }
};

/** The button that turns the page's sound on; browsers require a click first. */
export class SoundSwitch {
  readonly #button: HTMLButtonElement;
  readonly #complain: (text: string) => void;
  #sound: Sound | undefined;

  constructor(button: HTMLButtonElement, complain: (text: string) => void) {
    this.#button = button;
    this.#complain = complain;
    button.addEventListener('click', () => void this.#turnOrComplain());
  }

  /** The sound, while it is on. */
  get current(): Sound | undefined {
    return this.#sound?.isOn === true ? this.#sound : undefined;
  }

  /** Turns it on where it is not; says why where that fails. */
  async turnOn(): Promise<void> {
    if (!this.current) await this.#turnOrComplain();
  }

  /** Plays a recording, which needs the sound; undefined stops it. */
  async playFile(
    recording: { readonly name: string; readonly bytes: ArrayBuffer } | undefined,
    ended: () => void,
  ): Promise<void> {
    if (!recording) this.#sound?.stopFile();
    else {
      if (!this.current) await this.#turn();
      this.#sound?.playFile(recording.name, recording.bytes, ended);
    }
  }

  async #turnOrComplain(): Promise<void> {
    try {
      await this.#turn();
    } catch (error) {
      this.#complain(`No sound: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async #turn(): Promise<void> {
    this.#button.disabled = true;
    try {
      if (this.#sound) await this.#sound.switchOn(!this.#sound.isOn);
      else this.#sound = await openSound();
    } finally {
      this.#button.disabled = false;
      const isOn = this.current !== undefined;
      this.#button.setAttribute('aria-pressed', String(isOn));
      this.#button.textContent = isOn ? 'Sound is on' : 'Turn on sound';
    }
  }
}
