import type { CommandIo } from '../../src/cli/command-io.js';

/** A CommandIo that keeps what was printed; Ctrl-C is `pressCtrlC`, and the time stands still at 0. */
export class RecordedIo implements CommandIo {
  out = '';
  err = '';
  readonly isTTY = false;
  readonly isInteractive = false;
  readonly columns = 100;
  readonly stdout = { write: (text: string) => (this.out += text) };
  readonly stderr = { write: (text: string) => (this.err += text) };
  readonly #controller = new AbortController();

  constructor(readonly env: Readonly<NodeJS.ProcessEnv> = {}) {}

  /** What it was asked; the answer is no. */
  readonly asked: string[] = [];
  readonly confirm = (question: string): Promise<boolean> => {
    this.asked.push(question);
    return Promise.resolve(false);
  };
  readonly now = () => 0;
  readonly interruption = () => this.#controller.signal;

  /** The same in another place: it prints to the same texts. */
  as(change: Partial<CommandIo>): CommandIo {
    const { env, isTTY, isInteractive, columns, stdout, stderr, confirm, now, interruption } = this;
    return { env, isTTY, isInteractive, columns, stdout, stderr, confirm, now, interruption, ...change };
  }

  pressCtrlC(): void {
    this.#controller.abort();
  }
}
