import type { WebSocket } from 'ws';
import type { ServerMessage } from '../../protocol/stream.js';
import { RateLimit } from './rate-limit.js';

/** What the kernel has not taken of a client's frames; beyond this it is too slow. */
const TOO_MUCH_BYTES = 256 * 1024;
/** It has caught up when so little is left. */
const LITTLE_BYTES = 16 * 1024;
const REQUESTS_A_SECOND = 100;
const REQUEST_BURST = 200;
/** After so many requests beyond the limit a client is no more listened to. */
const MOST_REFUSED = 2000;
/** Heartbeats in a row that may stay unanswered: one that only stalls may come back in that time. */
const MOST_SILENT_BEATS = 40;

/** WebSocket close code for a breach of the rules. */
const POLICY_VIOLATION = 1008;

/** A client of the stream: receives every event, or is told how many were lost. Never blocks anything. */
export class StreamClient {
  readonly mayCommand: boolean;
  readonly #socket: WebSocket;
  readonly #snapshot: () => ServerMessage;
  readonly #limit: RateLimit;
  #lost = 0;
  #refused = 0;
  #silentBeats = 0;

  /** `snapshot` gives the message that brings a client up to date. */
  constructor(socket: WebSocket, mayCommand: boolean, snapshot: () => ServerMessage, nowMs: number) {
    this.#socket = socket;
    this.mayCommand = mayCommand;
    this.#snapshot = snapshot;
    this.#limit = new RateLimit(REQUESTS_A_SECOND, REQUEST_BURST, nowMs);
    socket.on('pong', () => (this.#silentBeats = 0));
  }

  /** Whether it still reads its answers; one that does not is given none, for they would pile up. */
  get isReading(): boolean {
    return this.#socket.bufferedAmount <= TOO_MUCH_BYTES;
  }

  /** Whether it may ask for something now; who goes on and on regardless is sent away. */
  mayAsk(nowMs: number): boolean {
    if (this.#limit.take(nowMs)) return true;
    if (++this.#refused > MOST_REFUSED) this.#socket.close(POLICY_VIOLATION, 'too many requests');
    return false;
  }

  send(message: ServerMessage): void {
    this.#sendText(JSON.stringify(message));
  }

  /** `text` is a message with `count` events, in JSON already, since all clients get the same. */
  sendEvents(text: string, count: number): void {
    if (this.#lost > 0) this.#catchUp(count);
    else if (this.isReading) this.#sendText(text);
    else this.#lost = count;
  }

  /** Looks whether it is still there. */
  beat(): void {
    if (++this.#silentBeats > MOST_SILENT_BEATS) this.#socket.terminate();
    else if (this.isReading) this.#socket.ping();
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
    // who does not read cannot hear that it is over
    if (this.#socket.bufferedAmount > LITTLE_BYTES) this.#socket.terminate();
  }

  /** The snapshot holds the events at hand too, so these count as lost like the others. */
  #catchUp(count: number): void {
    this.#lost += count;
    if (this.#socket.bufferedAmount > LITTLE_BYTES) return;
    this.send({ type: 'lost', count: this.#lost });
    this.#lost = 0;
    this.send(this.#snapshot());
  }

  #sendText(text: string): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(text);
  }
}
