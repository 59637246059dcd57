import { CONTROL_NAMES, type ControlName } from '../../src/protocol/controls/control-declarations.js';

/** Controls that one looks for together. */
export interface ControlGroup {
  readonly title: string;
  readonly names: readonly ControlName[];
}

/** Under the last title stand all that no other group has, so that a new control has a place. */
const groups: readonly ControlGroup[] = [
  { title: 'Notes', names: ['density', 'key', 'register', 'topP', 'quoteLimit'] },
  { title: 'Time', names: ['meter', 'expression', 'swing'] },
  { title: 'Your turn', names: ['answerAt', 'answerBars', 'answerGap', 'tempoMode'] },
];
const REST = 'Sound';

/** All controls in groups, but for those that have their place elsewhere. */
export const controlGroups = (elsewhere: readonly ControlName[]): readonly ControlGroup[] => {
  const grouped = new Set([...groups.flatMap(({ names }) => names), ...elsewhere]);
  return [...groups, { title: REST, names: CONTROL_NAMES.filter((name) => !grouped.has(name)) }];
};
