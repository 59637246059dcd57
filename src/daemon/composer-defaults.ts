import type { Command } from '../protocol/command.js';
import type { ControlChange, Controls } from '../protocol/controls.js';
import type { KnownModel } from '../workers/composer/composer-messages.js';

/** What a composer brings along. */
const BROUGHT = ['tempo', 'meter'] as const;

/** What a command sets of that, by itself or by its words. */
const setBy = (command: Command): readonly (typeof BROUGHT)[number][] => {
  if (command.kind === 'ramp' || command.kind === 'tap') return ['tempo'];
  return command.kind === 'set' ? BROUGHT.filter((name) => command.controls[name] !== undefined) : [];
};

/** The tempo of a reply is that of the player's phrase. */
const followsPlayer = ({ mode, tempoMode }: Controls): boolean => mode === 'answer' && tempoMode === 'follow';

const keyOf = ({ file, composer }: KnownModel): string => JSON.stringify([file, composer]);

/** The tempo and metre that a composer brings along, unless the user has set them. */
export class ComposerDefaults {
  /** Set by the user, and theirs until the daemon ends. */
  readonly #own: Set<(typeof BROUGHT)[number]>;
  readonly #followsClock: boolean;
  /** Whose tempo and metre hold now; of a blend the one with the largest share. */
  #whose: string | undefined;

  constructor(asked: ControlChange, followsClock: boolean, playing: KnownModel | undefined) {
    this.#own = new Set(BROUGHT.filter((name) => asked[name] !== undefined));
    this.#followsClock = followsClock;
    this.#whose = playing && keyOf(playing);
  }

  /** A command of the user's is carried out. */
  onCommand(command: Command): void {
    for (const name of setBy(command)) this.#own.add(name);
  }

  /** The change with what this composer brings along. */
  complete(change: ControlChange, model: KnownModel, now: Controls): ControlChange {
    const usual = model.about?.usual;
    const isSame = this.#whose === keyOf(model);
    this.#whose = keyOf(model);
    if (!usual || isSame) return change;
    const hasTempo = !this.#own.has('tempo') && !this.#followsClock && !followsPlayer({ ...now, ...change });
    const { meter } = usual;
    const isOther = meter.numerator !== now.meter.numerator || meter.denominator !== now.meter.denominator;
    return {
      ...(hasTempo ? { tempo: usual.tempo } : {}),
      ...(!this.#own.has('meter') && isOther ? { meter: { ...meter } } : {}),
      ...change,
    };
  }
}
