import type { LoggedMessage } from './panels.js';

/** For how long a message stands. */
const MESSAGE_MS = 6000;
/** Older ones are forgotten. */
const MOST = 200;

export interface Message {
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
}

/** What the user has been told: the latest stands for a while, and the last ones can be read again. */
export class MessageLog {
  #latest: Message | undefined;
  #untilMs = 0;
  #all: readonly LoggedMessage[] = [];

  say(message: Message, nowMs: number): void {
    this.#latest = message;
    this.#untilMs = nowMs + MESSAGE_MS;
    this.#all = [...this.#all, { at: new Date(), text: message.text }].slice(-MOST);
  }

  /** The message that stands now. */
  standing(nowMs: number): Message | undefined {
    return nowMs < this.#untilMs ? this.#latest : undefined;
  }

  get all(): readonly LoggedMessage[] {
    return this.#all;
  }
}
