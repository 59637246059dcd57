import type { Controls } from '../../src/protocol/controls.js';
import type { Snapshot } from '../../src/protocol/live-event.js';
import {
  LEAST_PERCENT,
  MOST_PERCENT,
  pairOf,
  pairText,
  partnersOf,
  type ComposerPair,
} from '../../src/protocol/view/composer-pair.js';
import { choice, range, type Turn } from '../control-fields.js';

const plain = (values: readonly string[]): (readonly [string, string])[] => values.map((value) => [value, value]);

/** The second composer of a blend, and its share. */
export class BlendFields {
  #composers: readonly string[] = [];
  readonly #second: ReturnType<typeof choice>;
  readonly #share: ReturnType<typeof range>;

  constructor(turn: Turn) {
    let shown: ComposerPair = { first: '', second: null, percent: 50 };
    const read = ({ composer }: Controls): ComposerPair => (shown = pairOf(composer, this.#composers));
    const set = (change: Partial<ComposerPair>): void => turn({ composer: pairText({ ...shown, ...change }) });
    this.#second = choice(
      'Blend with',
      [],
      (controls) => read(controls).second ?? '',
      (second) => set({ second: second === '' ? null : second }),
    );
    this.#share = range(
      'Share of the second',
      { min: LEAST_PERCENT, max: MOST_PERCENT, step: 1 },
      (controls) => read(controls).percent,
      (percent) => `${percent} %`,
      (percent) => set({ percent: percent ?? 50 }),
    );
  }

  get elements(): readonly HTMLElement[] {
    return [this.#second, this.#share].map(({ element }) => element);
  }

  /** With nobody to blend with there is nothing to choose. */
  show({ controls, composers, families }: Snapshot): void {
    this.#composers = composers;
    const { first, second } = pairOf(controls.composer, composers);
    const partners = partnersOf(first, families);
    this.#second.offer([['', 'nobody'], ...plain(partners)]);
    this.#second.element.hidden = partners.length === 0;
    this.#share.element.hidden = second === null;
    for (const { show } of [this.#second, this.#share]) show(controls);
  }
}
