import { loadMidi } from '../../adapters/midi/midi-library.js';
import { MidiOutputs } from '../../adapters/midi/midi-outputs.js';
import type { DestinationPlan, OutputGroup } from '../../performance/output-destination.js';
import { kindOfPort, type PortKind } from '../shared/port-kinds.js';

/** A kind of outputs. */
export interface OutputKind extends PortKind {
  /** Opens nothing yet; nothing where the machine has no outputs of this kind. */
  readonly load: (plans: readonly DestinationPlan[]) => Promise<OutputGroup | undefined>;
}

/** Every kind of outputs there is. For another: an adapter that implements OutputGroup, and a row here. */
export const outputKinds: readonly OutputKind[] = [
  {
    prefix: '',
    load: async (plans) => {
      const access = await loadMidi();
      return access.kind === 'available' ? new MidiOutputs(access, plans) : undefined;
    },
  },
];

/** The outputs of one kind, and their plans in the same order. */
export interface PlannedOutputs<Plan extends DestinationPlan> {
  readonly group: OutputGroup;
  readonly plans: readonly Plan[];
}

/** Loads what each of the wanted kinds needs. */
export const loadOutputs = async <Plan extends DestinationPlan>(
  plans: readonly Plan[],
  kinds: readonly OutputKind[] = outputKinds,
): Promise<readonly PlannedOutputs<Plan>[]> => {
  const loaded: PlannedOutputs<Plan>[] = [];
  for (const kind of kinds) {
    const own = plans.filter((plan) => kindOfPort(plan, kinds) === kind);
    const group = own.length > 0 ? await kind.load(own) : undefined;
    if (group) loaded.push({ group, plans: own });
  }
  return loaded;
};
