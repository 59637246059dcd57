import type { ControlChange, Controls } from '../../protocol/controls.js';
import { CONTROL_NAMES, type ControlName } from '../../protocol/controls/control-declarations.js';

/** A change that has not come by then will not come: the daemon has kept what it had. */
const LONGEST_MS = 30_000;

interface Pending {
  readonly change: ControlChange;
  readonly sinceMs: number;
}

/** Controls that were turned here and are not heard yet: the next press goes on from them. */
export class PendingControls {
  #pending: readonly Pending[] = [];

  add(change: ControlChange, nowMs: number): void {
    const waiting = this.#pending.filter(({ sinceMs }) => nowMs - sinceMs < LONGEST_MS);
    this.#pending = [...waiting, { change, sinceMs: nowMs }];
  }

  /** The daemon has told that these controls have new values. */
  confirm(change: ControlChange): void {
    this.#without(CONTROL_NAMES.filter((name) => name in change));
  }

  /** A change was refused. */
  drop(change: ControlChange): void {
    this.#pending = this.#pending.filter((each) => each.change !== change);
  }

  /** As they will be. */
  over(controls: Controls): Controls {
    return this.#pending.reduce((all, { change }) => ({ ...all, ...change }), controls);
  }

  has(name: ControlName): boolean {
    return this.#pending.some(({ change }) => name in change);
  }

  #without(names: readonly ControlName[]): void {
    const keep = (change: ControlChange): ControlChange =>
      Object.fromEntries(Object.entries(change).filter(([name]) => !names.some((gone) => gone === name)));
    this.#pending = this.#pending
      .map((each) => ({ ...each, change: names.some((name) => name in each.change) ? keep(each.change) : each.change }))
      .filter(({ change }) => Object.keys(change).length > 0);
  }
}
