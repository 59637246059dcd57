import { loadMidi } from '../../adapters/midi/midi-library.js';
import { stableName } from '../../adapters/midi/port-names.js';
import type { Finding } from './finding.js';

/** Whether MIDI ports can be had, and which there are. */
export const examineMidi = async (): Promise<readonly Finding[]> => {
  const access = await loadMidi();
  if (access.kind === 'unavailable') {
    return [{ what: 'midi', state: 'weak', text: `no MIDI ports: ${access.reason}`, remedy: access.remedy }];
  }
  const outputs = access.library.Output.getPortNames().map(stableName);
  const inputs = access.library.Input.getPortNames().map(stableName);
  const ports: Finding = {
    what: 'ports',
    state: 'well',
    text: `${outputs.length} outputs, ${inputs.length} inputs`,
    figures: { outputs: outputs.length, inputs: inputs.length },
  };
  if (access.virtualPorts) return [{ what: 'midi', state: 'well', text: 'virtual ports can be opened' }, ports];
  const remedy = 'Install a loop-back driver such as loopMIDI and name its port with --out.';
  return [{ what: 'midi', state: 'weak', text: 'this system has no virtual ports', remedy }, ports];
};
