import { z } from 'zod';
import { make } from './elements.js';

const recordingsSchema = z.array(z.object({ name: z.string(), bytes: z.number(), at: z.string() }));

export interface RecordingsHost {
  readonly token: string;
  /** Plays a .mid in the browser; undefined stops it. */
  readonly play: (recording: { readonly name: string; readonly bytes: ArrayBuffer } | undefined) => Promise<void>;
  readonly complain: (text: string) => void;
}

/** Gives a file to the browser to save. */
const save = (name: string, bytes: ArrayBuffer, type: string): void => {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  make('a', { href: url, download: name }).click();
  window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
};

/** The list of session recordings: each can be played here, downloaded, and rendered to sound. */
export class Recordings {
  readonly #list: HTMLElement;
  readonly #host: RecordingsHost;
  #playing: HTMLButtonElement | undefined;

  constructor(list: HTMLElement, host: RecordingsHost) {
    this.#list = list;
    this.#host = host;
  }

  async refresh(): Promise<void> {
    const response = await this.#fetch('recordings');
    const recordings = recordingsSchema.parse(await response.json());
    this.#list.replaceChildren(...recordings.map(({ name }) => this.#item(name)));
    if (recordings.length === 0) this.#list.append(make('li', {}, 'There are none yet.'));
  }

  #item(name: string): HTMLElement {
    const title = name.replace(/[.]mid$/, '');
    const button = (text: string, act: (button: HTMLButtonElement) => Promise<void>): HTMLButtonElement => {
      const element = make('button', { type: 'button' }, text);
      element.setAttribute('aria-label', `${text}: ${title}`);
      element.addEventListener('click', () => {
        act(element).catch((error: unknown) =>
          this.#host.complain(error instanceof Error ? error.message : String(error)),
        );
      });
      return element;
    };
    return make(
      'li',
      {},
      make('span', { className: 'name' }, title),
      button('Play', (element) => this.#togglePlaying(name, element)),
      button('Download', async () => save(name, await this.#bytes(name), 'audio/midi')),
      button('Render', (element) => this.#render(title, element)),
    );
  }

  async #togglePlaying(name: string, button: HTMLButtonElement): Promise<void> {
    const wasPlaying = this.#playing === button;
    if (this.#playing) this.#playing.textContent = 'Play';
    this.#playing = undefined;
    if (wasPlaying) {
      await this.#host.play(undefined);
      return;
    }
    await this.#host.play({ name, bytes: await this.#bytes(name) });
    button.textContent = 'Stop';
    this.#playing = button;
  }

  async #render(title: string, button: HTMLButtonElement): Promise<void> {
    button.disabled = true;
    button.textContent = 'Rendering …';
    try {
      save(`${title}.wav`, await this.#bytes(`${title}.wav`), 'audio/wav');
    } finally {
      button.disabled = false;
      button.textContent = 'Render';
    }
  }

  async #bytes(name: string): Promise<ArrayBuffer> {
    return (await this.#fetch(`recordings/${encodeURIComponent(name)}`)).arrayBuffer();
  }

  async #fetch(path: string): Promise<Response> {
    const { token } = this.#host;
    const headers: HeadersInit = token === '' ? {} : { Authorization: `Bearer ${token}` };
    const response = await fetch(path, { headers, cache: 'no-store' });
    if (!response.ok) throw new Error((await response.text()).trim());
    return response;
  }
}
