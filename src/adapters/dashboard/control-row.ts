import type { ControlChange, Controls } from '../../protocol/controls.js';
import type { ControlName } from '../../protocol/controls/control-declarations.js';
import type { Snapshot } from '../../protocol/live-event.js';
import type { Picker } from './picker.js';

/** How controls stand, and what they can become from here. */
export type Choices = Pick<Snapshot, 'controls' | 'composers' | 'families' | 'playable'>;

/** One control: how it stands, and what one step down (-1) or up (1) makes of it. */
export interface ControlRow {
  readonly name: string;
  readonly control: ControlName;
  readonly text: (controls: Controls, composers: readonly string[]) => string;
  readonly step: (choices: Choices, direction: -1 | 1) => ControlChange;
  /** Everything it can become, as a list. */
  readonly picker: (choices: Choices) => Picker;
}

/** The next of a list, round and round; from what is not in it, the first. */
export const nextOf = <T>(list: readonly T[], at: number, direction: -1 | 1): T =>
  list[at < 0 ? 0 : (at + direction + list.length) % list.length];
