import { loadMidi, VIRTUAL_PORT_REMEDY } from '../../adapters/midi/midi-library.js';
import { foreignPorts } from '../../adapters/midi/port-names.js';
import { PortWatch } from '../../adapters/midi/port-watch.js';
import type { CheckResult } from './check-result.js';

/** Whether MIDI ports can be had, and which there are. */
export const checkMidi = async (): Promise<readonly CheckResult[]> => {
  const access = await loadMidi();
  if (access.kind === 'unavailable') {
    return [{ what: 'midi', state: 'weak', text: `no MIDI ports: ${access.reason}`, remedy: access.remedy }];
  }
  const names = new PortWatch(access.library).look();
  const outputs = foreignPorts(names.outputs, []);
  const inputs = foreignPorts(names.inputs, []);
  const ports: CheckResult = {
    what: 'ports',
    state: 'well',
    text: `${outputs.length} outputs, ${inputs.length} inputs`,
    figures: { outputs: outputs.length, inputs: inputs.length },
  };
  if (access.virtualPorts) return [{ what: 'midi', state: 'well', text: 'virtual ports can be opened' }, ports];
  const text = 'this system has no virtual ports';
  return [{ what: 'midi', state: 'weak', text, remedy: VIRTUAL_PORT_REMEDY }, ports];
};
