import type { Source } from './source.js';

/** What is held on a channel. */
export interface Held {
  readonly channel: number;
  readonly pitches: ReadonlySet<number>;
  readonly pedal: boolean;
  readonly bent: boolean;
}

interface Channel {
  readonly pitches: Set<number>;
  pedal: boolean;
  bent: boolean;
}

const isFree = ({ pitches, pedal, bent }: Channel): boolean => pitches.size === 0 && !pedal && !bent;

/** What each source holds: keys, pedals and bends by channel, so that they can be released when it disconnects. */
export class HeldControls {
  readonly #sources = new Map<Source, Map<number, Channel>>();

  get sources(): readonly Source[] {
    return [...this.#sources.keys()];
  }

  /** What a source holds, on one channel or all. */
  of(source: Source, channel?: number): readonly Held[] {
    const channels = [...(this.#sources.get(source) ?? [])].map(([number, held]) => ({ channel: number, ...held }));
    return channel === undefined ? channels : channels.filter((held) => held.channel === channel);
  }

  key(source: Source, channel: number, pitch: number, down: boolean): void {
    this.#change(source, channel, ({ pitches }) => {
      if (down) pitches.add(pitch);
      else pitches.delete(pitch);
    });
  }

  pedal(source: Source, channel: number, down: boolean): void {
    this.#change(source, channel, (held) => (held.pedal = down));
  }

  bend(source: Source, channel: number, bent: boolean): void {
    this.#change(source, channel, (held) => (held.bent = bent));
  }

  #change(source: Source, channel: number, change: (held: Channel) => void): void {
    const channels = this.#sources.get(source) ?? new Map<number, Channel>();
    const held = channels.get(channel) ?? { pitches: new Set(), pedal: false, bent: false };
    change(held);
    if (isFree(held)) channels.delete(channel);
    else channels.set(channel, held);
    if (channels.size === 0) this.#sources.delete(source);
    else this.#sources.set(source, channels);
  }
}
