import { bindableSchema, type Bindable, type Binding } from '../../src/protocol/binding.js';
import { spokenName } from '../../src/protocol/controls/control-names.js';
import type { Surface } from '../../src/protocol/live-event.js';
import { make } from '../elements.js';

export interface SurfaceActions {
  /** The next controller that is moved takes it; null gives up. */
  readonly learn: (control: Bindable | null) => void;
  readonly unlearn: (control: Bindable) => void;
}

/** MIDI channels are counted from 1 by people. */
const bindingText = ({ control, channel, controller }: Binding): string =>
  `${spokenName(control)}: controller ${controller}, channel ${channel + 1} `;

/** The player's knobs, faders and buttons: what they are mapped to, and a way to say so by moving one. */
export class SurfacePanel {
  readonly #select = make('select', { id: 'bindable' });
  readonly #learn = make('button', { type: 'button' }, 'MIDI learn');
  readonly #state = make('p', { role: 'status', className: 'hint' });
  readonly #list = make('ul', { className: 'recordings' });
  readonly #actions: SurfaceActions;
  #shown = '';
  #learning: Bindable | null = null;

  constructor(place: HTMLElement, actions: SurfaceActions) {
    this.#actions = actions;
    this.#select.append(...bindableSchema.options.map((name) => make('option', { value: name }, spokenName(name))));
    const label = make('label', { className: 'name', htmlFor: 'bindable' }, 'Control or action');
    this.#learn.addEventListener('click', () => {
      actions.learn(this.#learning === null ? bindableSchema.parse(this.#select.value) : null);
    });
    place.append(
      make('div', { className: 'control' }, label, this.#select),
      make('div', { className: 'buttons' }, this.#learn),
      this.#state,
      this.#list,
    );
  }

  show(surface: Surface, mayCommand: boolean): void {
    this.#learn.disabled = !mayCommand;
    this.#select.disabled = !mayCommand;
    const text = JSON.stringify([surface, mayCommand]);
    if (text === this.#shown) return; // a list made anew would take the focus away
    this.#shown = text;
    const { bindings, learning } = surface;
    this.#learning = learning;
    this.#learn.textContent = learning === null ? 'MIDI learn' : 'Give up';
    this.#state.textContent =
      learning === null
        ? bindings.length === 0
          ? 'No controller is mapped.'
          : ''
        : `Move what shall be ${spokenName(learning)} …`;
    this.#list.replaceChildren(...bindings.map((binding) => this.#item(binding, mayCommand)));
  }

  #item(binding: Binding, mayCommand: boolean): HTMLElement {
    const button = make('button', { type: 'button', disabled: !mayCommand }, 'MIDI unlearn');
    button.setAttribute('aria-label', `MIDI unlearn ${spokenName(binding.control)}`);
    button.addEventListener('click', () => this.#actions.unlearn(binding.control));
    return make('li', {}, make('span', { className: 'name' }, bindingText(binding)), button);
  }
}
