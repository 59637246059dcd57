import type { Bindable, Binding } from '../../protocol/binding.js';
import type { Command } from '../../protocol/command.js';
import type { LiveEvent, Surface } from '../../protocol/live-event.js';
import { commandOfKnob } from './cc-scaling.js';

type Knob = Extract<LiveEvent, { kind: 'knob' }>;

/** A turned knob sends many values; they are applied at most this often, ms. */
const TURN_MS = 50;

export interface MidiMapperOptions {
  readonly bindings: readonly Binding[];
  readonly composers: () => readonly string[];
  /** Carries out what a knob asks for. */
  readonly handleCommand: (command: Command) => void;
  readonly changed: (surface: Surface) => void;
  /** Saves bindings. */
  readonly save: (bindings: readonly Binding[]) => void;
}

const idOf = ({ channel, controller }: Pick<Knob, 'channel' | 'controller'>): string => `${channel} ${controller}`;

/** Maps the player's knobs, faders and buttons to controls, with MIDI learn. */
export class MidiMapper {
  readonly #options: MidiMapperOptions;
  #bindings: readonly Binding[];
  #learning: Bindable | null = null;
  readonly #values = new Map<string, number>();
  /** The latest value of each control, until it is applied. */
  readonly #pending = new Map<Bindable, Command>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: MidiMapperOptions) {
    this.#options = options;
    this.#bindings = options.bindings;
  }

  /** The next controller that is moved takes it; null gives up waiting. */
  learn(control: Bindable | null): void {
    this.#learning = control;
    this.#changed();
  }

  /** Removes the mapping of a control or an action. */
  unlearn(control: Bindable): void {
    this.#bind(this.#bindings.filter((binding) => binding.control !== control));
  }

  moved(knob: Knob): void {
    const id = idOf(knob);
    const before = this.#values.get(id) ?? 0;
    this.#values.set(id, knob.value);
    if (this.#learning !== null) {
      this.#take(this.#learning, knob);
      return;
    }
    for (const { control } of this.#bindings.filter((binding) => idOf(binding) === id)) {
      const command = commandOfKnob(control, knob.value, before, this.#options.composers());
      if (command?.kind === 'set') this.#schedule(control, command);
      else if (command) this.#options.handleCommand(command);
    }
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  /** Each controller is mapped to one control, and each control to one controller. */
  #take(control: Bindable, { channel, controller }: Knob): void {
    const others = this.#bindings.filter(
      (binding) => binding.control !== control && idOf(binding) !== idOf({ channel, controller }),
    );
    this.#learning = null;
    this.#bind([...others, { control, channel, controller }]);
  }

  #bind(bindings: readonly Binding[]): void {
    this.#bindings = bindings;
    this.#changed();
    this.#options.save(bindings);
  }

  #changed(): void {
    this.#options.changed({ bindings: [...this.#bindings], learning: this.#learning });
  }

  #schedule(control: Bindable, command: Command): void {
    this.#pending.set(control, command);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const commands = [...this.#pending.values()];
      this.#pending.clear();
      commands.forEach((wish) => this.#options.handleCommand(wish));
    }, TURN_MS);
  }
}
