import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

interface Locked {
  readonly dev?: boolean;
  readonly license?: string;
  readonly version?: string;
}

const root = path.resolve(import.meta.dirname, '..');
const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>;
};

/** Any of these may be used, changed and passed on. */
const FREE = [
  'MIT',
  'MIT/X11',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'OFL-1.1',
];
const isFree = (licence: string): boolean =>
  licence
    .replace(/[()]/g, '')
    .split(/ AND | OR /)
    .every((part) => [...FREE, 'CC0-1.0'].includes(part));

/** These, all of the dashboard's widgets, say nothing in package.json; event-stream's LICENCE is that of MIT. */
const UNSTATED = ['buffers', 'event-stream', 'png-js', 'term-canvas'];

const nameOf = (place: string): string => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);

const licenceOf = (place: string, { license }: Locked): string | undefined => {
  const file = path.join(root, place, 'package.json');
  if (license !== undefined || !existsSync(file)) return license;
  const said = JSON.parse(readFileSync(file, 'utf8')) as { license?: string; licenses?: { type: string }[] };
  return said.license ?? said.licenses?.map(({ type }) => type).join(' OR ');
};

describe('the packages that are installed with the program', () => {
  const production = Object.entries(lock.packages).filter(([place, { dev }]) => place !== '' && dev !== true);

  it('have licences that let everybody use them', () => {
    const unclear = production.filter(([place, locked]) => {
      const licence = licenceOf(place, locked);
      return licence === undefined ? !UNSTATED.includes(nameOf(place)) : !isFree(licence);
    });
    expect(unclear.map(([place, locked]) => `${nameOf(place)}: ${licenceOf(place, locked)}`)).toEqual([]);
  });
});
