import type { AvailableMidi } from '../../../src/adapters/midi/midi-library.js';

/** A port that a fake library has been asked for, and what became of it. */
export class FakePort {
  openName = '';
  isVirtual = false;
  isDestroyed = false;
  readonly sent: number[][] = [];
  ignored: readonly boolean[] = [];
  hear: (bytes: number[]) => void = () => undefined;
  readonly #there: readonly string[];
  readonly #taken: readonly string[];

  constructor(there: readonly string[], taken: readonly string[]) {
    this.#there = there;
    this.#taken = taken;
  }

  openPortByName(name: string): void {
    if (this.#taken.includes(name)) throw new Error('Internal RtMidi error');
    if (this.#there.includes(name)) this.openName = name;
  }

  openVirtualPort(name: string): void {
    this.openName = name;
    this.isVirtual = true;
  }

  /** As the real one: false for a virtual port. */
  isPortOpen(): boolean {
    return this.openName !== '' && !this.isVirtual;
  }

  sendMessage(bytes: number[]): void {
    this.sent.push(bytes);
  }

  ignoreTypes(...types: readonly boolean[]): void {
    this.ignored = types;
  }

  on(_event: 'message', listener: (deltaSeconds: number, bytes: number[]) => void): void {
    this.hear = (bytes) => listener(0, bytes);
  }

  destroy(): void {
    this.isDestroyed = true;
  }
}

/** A MIDI library without ports of its own: `there` can be opened, `taken` refuse. */
export class FakeMidi {
  there: readonly string[] = [];
  taken: readonly string[] = [];
  readonly opened: FakePort[] = [];

  /** As `loadMidi` gives it. */
  access(virtualPorts = true): AvailableMidi {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the constructors below need both
    const fake = this;
    const make = function (): FakePort {
      const port = new FakePort(fake.there, fake.taken);
      fake.opened.push(port);
      return port;
    };
    const library = Object.assign(make, { getPortNames: () => [...fake.there] });
    return { kind: 'available', library: { Input: library, Output: library } as never, virtualPorts };
  }

  /** Those that are open now. */
  get open(): readonly FakePort[] {
    return this.opened.filter(({ isDestroyed, openName }) => !isDestroyed && openName !== '');
  }
}
