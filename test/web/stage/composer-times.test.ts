import { expect, it } from 'vitest';
import { ComposerTimes } from '../../../web/stage/composer-times.js';

it('notes keep the composer who played them', () => {
  const times = new ComposerTimes();
  expect(times.at(0)).toBe('');
  times.restart('Chopin');
  times.add(2000, 'Joplin');
  expect([times.at(-5), times.at(1999), times.at(2000), times.at(9000)]).toEqual([
    'Chopin',
    'Chopin',
    'Joplin',
    'Joplin',
  ]);
  times.restart('Bach');
  expect(times.at(1999)).toBe('Bach');
});
