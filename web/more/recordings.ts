import { z } from 'zod';
import { durationText } from '../../src/shared/duration-text.js';
import { make } from '../elements.js';
import { request, requestBytes } from '../request.js';
import { saveFile } from '../share/save-file.js';
import type { FilePosition } from '../sound.js';

const recordingsSchema = z.array(z.object({ name: z.string(), bytes: z.number(), at: z.string() }));

export interface RecordingsHost {
  readonly token: string;
  /** Plays a .mid in the browser; undefined stops it. */
  readonly play: (
    recording: { readonly name: string; readonly bytes: ArrayBuffer } | undefined,
    ended: () => void,
  ) => Promise<void>;
  readonly complain: (text: string) => void;
}

/** `2026-11-23T21-04-05_Chopin_kept-60s.mid` as a person reads it; other names as they are. */
const titleOf = (name: string): string => {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)_(.+)[.]mid$/.exec(name);
  if (!parts) return name.replace(/[.]mid$/, '');
  const [, day, hour, minute, second, what] = parts;
  return `${what?.replaceAll('_', ', ')} · ${day} ${hour}:${minute}:${second}`;
};

/** The list of session recordings: each can be played here, downloaded as .mid or as JSON of @tonejs/midi, and rendered to sound. */
export class Recordings {
  readonly #list: HTMLElement;
  readonly #host: RecordingsHost;
  /** Name of the one that plays. */
  #playing: string | undefined;
  readonly #playButtons = new Map<string, HTMLButtonElement>();
  /** How far the one that plays has come; stands in its row. */
  readonly #position = make('span', { className: 'figures quiet' });

  constructor(list: HTMLElement, host: RecordingsHost) {
    this.#list = list;
    this.#host = host;
  }

  async refresh(): Promise<void> {
    const response = await request('recordings', this.#asUser());
    const recordings = recordingsSchema.parse(await response.json());
    this.#playButtons.clear();
    this.#list.replaceChildren(...recordings.map(({ name }) => this.#item(name)));
    if (recordings.length === 0)
      this.#list.append(
        make(
          'li',
          {},
          'No recordings yet. A session appears here when it ends; Keep the last minute saves one at once.',
        ),
      );
    this.#showPlaying();
  }

  /** Undefined where none plays. */
  showPosition(position: FilePosition | undefined): void {
    const text = position ? `${durationText(position.seconds)} of ${durationText(position.ofSeconds)}` : '';
    if (this.#position.textContent !== text) this.#position.textContent = text;
  }

  #item(name: string): HTMLElement {
    const title = titleOf(name);
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
    const play = button('Play', () => this.#togglePlaying(name));
    this.#playButtons.set(name, play);
    return make(
      'li',
      {},
      make('span', { className: 'name' }, title),
      play,
      button('Download', async () => saveFile(name, await this.#bytes(name), 'audio/midi')),
      button('JSON', () => this.#saveJson(name)),
      button('Render', (element) => this.#render(name.replace(/[.]mid$/, ''), element)),
    );
  }

  async #togglePlaying(name: string): Promise<void> {
    const wasPlaying = this.#playing === name;
    this.#playing = undefined;
    this.#showPlaying();
    const bytes = wasPlaying ? undefined : await this.#bytes(name);
    await this.#host.play(bytes && { name, bytes }, () => this.#end(name));
    if (bytes) this.#playing = name;
    this.#showPlaying();
  }

  #end(name: string): void {
    if (this.#playing !== name) return;
    this.#playing = undefined;
    this.#showPlaying();
  }

  #showPlaying(): void {
    this.#position.remove();
    for (const [name, button] of this.#playButtons) {
      button.textContent = name === this.#playing ? 'Stop' : 'Play';
      if (name === this.#playing) button.parentElement?.append(this.#position);
    }
  }

  async #render(title: string, button: HTMLButtonElement): Promise<void> {
    button.disabled = true;
    button.textContent = 'Rendering …';
    try {
      saveFile(`${title}.wav`, await this.#bytes(`${title}.wav`), 'audio/wav');
    } finally {
      button.disabled = false;
      button.textContent = 'Render';
    }
  }

  /** For people who work with Tone.js. */
  async #saveJson(name: string): Promise<void> {
    const [bytes, { Midi }] = await Promise.all([this.#bytes(name), import('../share/tone-midi.js')]);
    const json = JSON.stringify(new Midi(bytes).toJSON());
    saveFile(name.replace(/[.]mid$/, '.json'), json, 'application/json');
  }

  async #bytes(name: string): Promise<ArrayBuffer> {
    return requestBytes(`recordings/${encodeURIComponent(name)}`, this.#asUser());
  }

  #asUser(): RequestInit {
    const { token } = this.#host;
    return { headers: token === '' ? {} : { Authorization: `Bearer ${token}` }, cache: 'no-store' };
  }
}
