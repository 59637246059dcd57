import { z } from 'zod';
import type { Command } from '../command.js';
import { serverMessageSchema, type ServerMessage } from '../stream.js';
import { ClockOffset } from './clock-offset.js';

/** The daemon did not do what it was asked for, and the message says why. */
export class RefusedError extends Error {}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** What a conversation goes over. */
export interface ConversationEnds {
  /** Sends one text frame; false where that is not possible. */
  readonly send: (text: string) => boolean;
  /** Takes everything but answers. */
  readonly message: (message: ServerMessage) => void;
  /** The client's own clock, ms. */
  readonly nowMs: () => number;
}

const PING_MS = 2000;
/** Pings in quick succession at the beginning, until the clock is known well. */
const FIRST_PINGS = 8;
const FIRST_PING_MS = 60;

const pongSchema = z.object({ nowMs: z.number() });

/** A client's side of one connection to the stream: commands with their answers, and how the clocks compare. */
export class Conversation {
  readonly clock = new ClockOffset();
  readonly #ends: ConversationEnds;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #pings = 0;
  #nextPing: ReturnType<typeof setTimeout> | undefined;

  constructor(ends: ConversationEnds) {
    this.#ends = ends;
  }

  /** What the command gave; rejects with a RefusedError when it was not carried out. */
  ask(command: Command): Promise<unknown> {
    const id = this.#nextId++;
    if (!this.#ends.send(JSON.stringify({ id, command }))) {
      return Promise.reject(new RefusedError('The daemon cannot be reached.'));
    }
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /** Takes a frame of the daemon. */
  take(text: string): void {
    const message = serverMessageSchema.parse(JSON.parse(text));
    if (message.type !== 'response') {
      this.#ends.message(message);
      return;
    }
    const { response } = message;
    const id = Number(response.id);
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (response.ok) waiting?.resolve(response.result);
    else waiting?.reject(new RefusedError(response.error));
  }

  /** Compares the clocks from now on, until the connection is lost. */
  compareClocks(): void {
    const sentMs = this.#ends.nowMs();
    this.ask({ kind: 'ping' }).then(
      (result) => {
        this.clock.add(sentMs, this.#ends.nowMs(), pongSchema.parse(result).nowMs);
        const waitMs = ++this.#pings < FIRST_PINGS ? FIRST_PING_MS : PING_MS;
        this.#nextPing = setTimeout(() => this.compareClocks(), waitMs);
      },
      () => undefined, // the connection is lost, and the next one compares anew
    );
  }

  /** The connection is lost: nothing will be answered any more. */
  end(): void {
    clearTimeout(this.#nextPing);
    for (const { reject } of this.#waiting.values()) reject(new RefusedError('The connection was lost.'));
    this.#waiting.clear();
  }
}
