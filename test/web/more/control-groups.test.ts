import { expect, it } from 'vitest';
import { CONTROL_NAMES } from '../../../src/protocol/controls/control-declarations.js';
import { controlGroups } from '../../../web/more/control-groups.js';

it('every control has one place: under the stage or in a group', () => {
  const elsewhere = ['composer', 'mode', 'tempo', 'temperature'] as const;
  const grouped = controlGroups(elsewhere).flatMap(({ names }) => names);
  expect([...grouped, ...elsewhere].toSorted()).toEqual([...CONTROL_NAMES].toSorted());
});
