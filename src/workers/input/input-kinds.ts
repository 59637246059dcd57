import { loadMidi } from '../../adapters/midi/midi-library.js';
import { MidiInputs } from '../../adapters/midi/midi-inputs.js';
import type { InputContext, InputSource, NumberedSource } from '../../performance/input-source.js';
import type { PortKind } from '../shared/port-kinds.js';

/** A kind of inputs. */
export interface InputKind extends PortKind {
  /**
   * Opens the inputs of this kind; nothing where the machine has none of the kind. Called where inputs of this kind
   * are wanted; that of MIDI always, since it also tells which outputs there are.
   */
  readonly open: (plans: readonly NumberedSource[], context: InputContext) => Promise<InputSource | undefined>;
}

/**
 * Every kind of inputs there is. For another, such as OSC: an adapter that implements InputSource, and a row here with
 * the prefix of its names (`--in osc:9000`).
 */
export const inputKinds: readonly InputKind[] = [
  {
    prefix: '',
    open: async (plans, context) => {
      const access = await loadMidi();
      return access.kind === 'available' ? new MidiInputs(access, plans, context) : undefined;
    },
  },
];
