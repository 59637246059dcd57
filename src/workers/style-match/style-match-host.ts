import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FromStyleMatch, ToStyleMatch } from './style-match-messages.js';
import { lowerPriority } from '../shared/low-priority.js';

const ENTRY = fileURLToPath(new URL('./style-match-entry.js', import.meta.url));

/** The style-match process: low priority, so that neither its work nor a crash affects the beat. */
export class StyleMatchHost {
  readonly #heard: (message: FromStyleMatch) => void;
  readonly #died: () => void;
  #child: ChildProcess | undefined;

  constructor(heard: (message: FromStyleMatch) => void, died: () => void) {
    this.#heard = heard;
    this.#died = died;
  }

  /** It ends with the daemon, however that ends: its channel breaks. */
  start(): void {
    const child = fork(ENTRY, { stdio: 'ignore' });
    this.#child = child;
    lowerPriority(child.pid);
    child.on('message', (message) => this.#heard(message as FromStyleMatch));
    const died = (): void => {
      if (this.#child === child) this.#died();
      if (this.#child === child) this.#child = undefined;
    };
    child.on('error', died);
    child.once('exit', died);
  }

  send(message: ToStyleMatch): void {
    if (this.#child?.connected) this.#child.send(message);
  }

  stop(): void {
    const child = this.#child;
    this.#child = undefined;
    child?.kill();
  }
}
