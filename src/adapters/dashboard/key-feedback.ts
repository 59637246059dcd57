import type { Command } from '../../protocol/command.js';
import type { ControlChange } from '../../protocol/controls.js';
import { CONTROL_NAMES, controlDeclarations } from '../../protocol/controls/control-declarations.js';
import { spokenName } from '../../protocol/controls/control-names.js';
import { shownText } from '../../protocol/controls/control-text.js';

const setText = (change: ControlChange): string =>
  CONTROL_NAMES.flatMap((name) => {
    const value = change[name];
    if (value === undefined) return [];
    const when = controlDeclarations[name].heard === 'bar line' ? ', from the next bar line' : '';
    return [`${spokenName(name)}: ${shownText(name, value)}${when}`];
  }).join('; ');

const transportTexts = {
  start: 'From the beginning.',
  stop: 'Stopped; space continues.',
  continue: 'Continues.',
} as const;

const adaptTexts = {
  on: 'Adapts to what you play from now on.',
  off: 'No longer adapts to what you play.',
  reset: 'Plays as it was trained, from the next bar line.',
} as const;

/** What a key has just done, as one line; null where the answer says it. */
export const keyFeedback = (command: Command): string | null => {
  switch (command.kind) {
    case 'set':
      return setText(command.controls);
    case 'transport':
      return transportTexts[command.action];
    case 'adapt':
      return adaptTexts[command.action];
    case 'panic':
      return 'Silence; the music goes on at the next bar.';
    case 'tap':
      return 'Tap: press again at each beat.';
    case 'record':
      return command.on ? 'Recording.' : null;
    case 'midi-learn':
      return command.control === null ? 'No longer waits for a knob.' : null;
    case 'end':
    case 'keep':
    case 'key':
    case 'knob':
    case 'like':
    case 'midi-unlearn':
    case 'pedal':
    case 'ping':
    case 'quit':
    case 'ramp':
    case 'status':
      return null;
  }
};
