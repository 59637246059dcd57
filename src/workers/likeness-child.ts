import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FromLikeness, ToLikeness } from './likeness-messages.js';
import { lowerPriority } from './low-priority.js';

const ENTRY = fileURLToPath(new URL('./likeness-entry.js', import.meta.url));

/** The process that judges the player: at low priority, so that neither its work nor its crash touches the beat. */
export class LikenessChild {
  readonly #heard: (message: FromLikeness) => void;
  readonly #died: () => void;
  #child: ChildProcess | undefined;

  constructor(heard: (message: FromLikeness) => void, died: () => void) {
    this.#heard = heard;
    this.#died = died;
  }

  /** It ends with the daemon, however that ends: its channel breaks. */
  start(): void {
    const child = fork(ENTRY, { stdio: 'ignore' });
    this.#child = child;
    lowerPriority(child.pid);
    child.on('message', (message) => this.#heard(message as FromLikeness));
    const died = (): void => {
      if (this.#child === child) this.#died();
      if (this.#child === child) this.#child = undefined;
    };
    child.on('error', died);
    child.once('exit', died);
  }

  send(message: ToLikeness): void {
    if (this.#child?.connected) this.#child.send(message);
  }

  stop(): void {
    const child = this.#child;
    this.#child = undefined;
    child?.kill();
  }
}
