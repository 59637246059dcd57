import { nameKey } from './names.js';

/** More would not be read. */
const MOST = 5;

/** Steps (a letter added, left out, changed, or two exchanged) from one word to another (optimal string alignment). */
const editDistance = (a: string, b: string): number => {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isExchange = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(Math.min(last[j] + 1, row[j - 1] + 1, changed, isExchange ? beforeLast[j - 2] + 1 : Infinity));
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length];
};

/** Parts of a name that people type for the whole: `prot` for `web.port`. */
const partsOf = (name: string): readonly string[] => [name, ...name.split(/[^\p{L}\p{N}]+/u)];

/** How far what was typed is from a name; Infinity for what nobody would take for it. */
const distanceTo = (wanted: string, name: string): number => {
  if (wanted.length > 2 && name.includes(wanted)) return 0.5;
  const most = Math.max(1, Math.round(wanted.length / 3));
  const [whole, ...parts] = partsOf(name).map((part) => editDistance(wanted, part));
  const steps = Math.min(whole, ...parts);
  if (steps > most) return Infinity;
  return steps < whole ? steps + 0.5 : steps;
};

/** Of some names those that somebody who typed `wanted` may have meant: at most five, the likeliest first. */
export const nearestNames = (wanted: string, names: readonly string[]): readonly string[] => {
  const found = names
    .map((name) => ({ name, distance: distanceTo(nameKey(wanted), nameKey(name)) }))
    .sort((a, b) => a.distance - b.distance);
  const farthest = (found.at(0)?.distance ?? 0) + 1;
  return found
    .filter(({ distance }) => distance < Infinity && distance <= farthest)
    .slice(0, MOST)
    .map(({ name }) => name);
};

/** `a`, `a or b`, `a, b or c`. */
const orList = (names: readonly string[]): string => names.join(', ').replace(/, (?=[^,]*$)/, ' or ');

/** `Did you mean Chopin? `, with the space behind it; empty where nothing is near. */
export const didYouMean = (wanted: string, names: readonly string[]): string => {
  const near = nearestNames(wanted, names);
  return near.length === 0 ? '' : `Did you mean ${orList(near)}? `;
};

/** Some names where there are few, else the first and how many more there are. */
export const fewNames = (names: readonly string[]): string =>
  names.length <= MOST ? names.join(', ') : `${names.slice(0, MOST).join(', ')} and ${names.length - MOST} more`;
