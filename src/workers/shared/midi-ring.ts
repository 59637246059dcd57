import { SYSTEM_RESET } from '../../performance/midi/midi-message.js';

/** A MIDI message and when it came in, ms of the monotonic clock. */
export interface StampedMessage {
  readonly atMs: number;
  /** Status first, 1–3 of them; none says that the source has gone, with all that it held. */
  readonly bytes: readonly number[];
  /** Number of the input, from 0. */
  readonly source: number;
}

/** More than an input can bring while the performance thread looks away. */
const SLOTS = 4096;
/** Kept free for what must not be lost: that all keys of a source are released. */
const RESERVED = 64;
const WRITTEN = 0;
const READ = 1;
const DROPPED = 2;
const HEADER_BYTES = 16;
/** Eight bytes of time, one of length, three of message, one of source. */
const SLOT_BYTES = 16;
const LENGTH_AT = 8;
const MESSAGE_AT = 9;
const SOURCE_AT = 12;

/**
 * MIDI messages from the input thread to the performance thread, in shared memory: one writer, one reader, no locks. A
 * full ring drops and counts messages.
 */
export class MidiRing {
  readonly #header: Int32Array;
  readonly #slots: DataView;

  constructor(buffer: SharedArrayBuffer) {
    this.#header = new Int32Array(buffer, 0, HEADER_BYTES / Int32Array.BYTES_PER_ELEMENT);
    this.#slots = new DataView(buffer, HEADER_BYTES);
  }

  static buffer(): SharedArrayBuffer {
    return new SharedArrayBuffer(HEADER_BYTES + SLOTS * SLOT_BYTES);
  }

  get dropped(): number {
    return Atomics.load(this.#header, DROPPED);
  }

  /** Messages that were lost before they came here count as well. */
  countDropped(count: number): void {
    Atomics.add(this.#header, DROPPED, count);
  }

  /** Keeps at most the first three bytes; false where there is no room. */
  write(atMs: number, bytes: readonly number[], source = 0): boolean {
    const written = Atomics.load(this.#header, WRITTEN);
    const waiting = (written - Atomics.load(this.#header, READ)) | 0;
    const releases = bytes.length === 0 || bytes[0] === SYSTEM_RESET;
    if (waiting >= (releases ? SLOTS : SLOTS - RESERVED)) {
      this.countDropped(1);
      return false;
    }
    const at = (written & (SLOTS - 1)) * SLOT_BYTES;
    const length = Math.min(3, bytes.length);
    this.#slots.setFloat64(at, atMs);
    this.#slots.setUint8(at + LENGTH_AT, length);
    for (let i = 0; i < length; i++) this.#slots.setUint8(at + MESSAGE_AT + i, bytes[i]);
    this.#slots.setUint8(at + SOURCE_AT, source);
    Atomics.store(this.#header, WRITTEN, (written + 1) | 0);
    return true;
  }

  read(): StampedMessage | undefined {
    const read = Atomics.load(this.#header, READ);
    if (read === Atomics.load(this.#header, WRITTEN)) return undefined;
    const at = (read & (SLOTS - 1)) * SLOT_BYTES;
    const length = this.#slots.getUint8(at + LENGTH_AT);
    const bytes = Array.from({ length }, (_, i) => this.#slots.getUint8(at + MESSAGE_AT + i));
    const atMs = this.#slots.getFloat64(at);
    const source = this.#slots.getUint8(at + SOURCE_AT);
    Atomics.store(this.#header, READ, (read + 1) | 0);
    return { atMs, bytes, source };
  }
}
