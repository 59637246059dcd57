import { Sound } from './sound.js';

/** The button that turns the page's sound on; browsers require a click first. */
export class SoundSwitch {
  readonly #button: HTMLButtonElement;
  #sound: Sound | undefined;

  constructor(button: HTMLButtonElement, complain: (text: string) => void) {
    this.#button = button;
    button.addEventListener('click', () => {
      this.#turn().catch((error: unknown) =>
        complain(`No sound: ${error instanceof Error ? error.message : String(error)}`),
      );
    });
  }

  /** The sound, while it is on. */
  get current(): Sound | undefined {
    return this.#sound?.isOn === true ? this.#sound : undefined;
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

  async #turn(): Promise<void> {
    this.#button.disabled = true;
    try {
      if (this.#sound) await this.#sound.switchOn(!this.#sound.isOn);
      else this.#sound = await Sound.open();
    } finally {
      this.#button.disabled = false;
      const isOn = this.current !== undefined;
      this.#button.setAttribute('aria-pressed', String(isOn));
      this.#button.textContent = isOn ? 'Sound is on' : 'Turn on sound';
    }
  }
}
