import type { Command } from '../command.js';
import { commandAnswers } from '../command-answers.js';
import { serverMessageSchema, type ServerMessage } from '../stream.js';
import { ClockOffset } from './clock-offset.js';

/** The daemon refused a command; the message says why. */
export class RefusedError extends Error {}

/** The daemon sent what this version of the protocol does not know. */
export class UnreadableMessageError extends Error {}

const readMessage = (text: string): ServerMessage => {
  try {
    return serverMessageSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new UnreadableMessageError('The daemon sent a message that cannot be read.', { cause });
  }
};

/** Before there is a connection, and when there is none any more. */
export const unreachable = (): Promise<never> =>
  Promise.reject(new RefusedError('The daemon does not answer. If it has ended, start it again.'));

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** What a conversation goes over: a WebSocket of a browser, or one of Node. */
export interface TextSocket {
  readonly readyState: number;
  send(text: string): void;
}

/** `readyState` of a socket that is open. */
const OPEN = 1;
const PING_MS = 2000;
/** Pings in quick succession at the beginning, until the clock is known well. */
const FIRST_PINGS = 8;
const FIRST_PING_MS = 60;

/** A client's side of one connection to the stream: commands with their answers, and how the clocks compare. */
export class RpcClient {
  readonly clock = new ClockOffset();
  readonly #socket: TextSocket;
  readonly #message: (message: ServerMessage) => void;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #pings = 0;
  #nextPing: ReturnType<typeof setTimeout> | undefined;

  /** `message` takes everything but answers. */
  constructor(socket: TextSocket, message: (message: ServerMessage) => void) {
    this.#socket = socket;
    this.#message = message;
  }

  /** What the command gave; rejects with a RefusedError when it was not carried out. */
  ask(command: Command): Promise<unknown> {
    if (this.#socket.readyState !== OPEN) return unreachable();
    const id = this.#nextId++;
    this.#socket.send(JSON.stringify({ id, command }));
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /** Takes a frame of the daemon. */
  take(text: string): void {
    const message = readMessage(text);
    if (message.type !== 'response') {
      this.#message(message);
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
    const sentMs = performance.now();
    this.ask({ kind: 'ping' }).then(
      (result) => {
        this.clock.add(sentMs, performance.now(), commandAnswers.ping.parse(result).nowMs);
        const waitMs = ++this.#pings < FIRST_PINGS ? FIRST_PING_MS : PING_MS;
        this.#nextPing = setTimeout(() => this.compareClocks(), waitMs);
      },
      () => undefined, // the connection is lost, and the next one compares anew
    );
  }

  /** The connection is lost; rejects all pending requests. */
  end(): void {
    clearTimeout(this.#nextPing);
    for (const { reject } of this.#waiting.values()) reject(new RefusedError('The connection was lost.'));
    this.#waiting.clear();
  }
}
