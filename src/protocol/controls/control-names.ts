import { CONTROL_NAMES, controlDeclarations, type ControlName } from './control-declarations.js';

/** A name as it stands in flags and in text: `topP` is `top-p`. What is so already stays as it is. */
export const spokenName = (name: string): string => name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);

const byText: ReadonlyMap<string, ControlName> = new Map(CONTROL_NAMES.map((name) => [spokenName(name), name]));

/** The control of this name, written as in text or as in JSON; undefined where there is none. */
export const controlNamed = (text: string): ControlName | undefined => byText.get(spokenName(text));

const formerNames: ReadonlyMap<string, ControlName> = new Map(
  CONTROL_NAMES.flatMap((name): [string, ControlName][] => {
    const { formerly } = controlDeclarations[name];
    return formerly === undefined ? [] : [[formerly, name]];
  }),
);

/** The name of today of what was called so in an earlier version; any other name as it is. */
export const presentName = (name: string): string => formerNames.get(name) ?? name;

/** Controls with the names of today in place of those of an earlier version; where both stand, today's holds. */
export const withPresentNames = (controls: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const entries = Object.entries(controls);
  const former = entries.filter(([name]) => formerNames.has(name));
  const renamed = former.map(([name, value]): [string, unknown] => [presentName(name), value]);
  const present = entries.filter(([name]) => !formerNames.has(name));
  return Object.fromEntries<unknown>([...renamed, ...present]);
};
