import { shortcuts, type commands } from './commands.js';

type Table = typeof commands;
type ShortcutsOf<Row> = Row extends { readonly shortcuts: infer Shortcuts } ? Shortcuts : never;
type Mappable<Shortcuts> = {
  [Name in keyof Shortcuts]: Shortcuts[Name] extends { readonly isMappable: true } ? Name : never;
}[keyof Shortcuts];

/** What a pedal or a button may do besides setting a control. */
export type BoundAction = { [Kind in keyof Table]: Mappable<ShortcutsOf<Table[Kind]>> }[keyof Table];

const mappable = new Set(shortcuts.filter(({ isMappable }) => isMappable).map(({ name }) => name));

/** Whether it is something to be done, and not a control to be set. */
export const isBoundAction = (name: string): name is BoundAction => mappable.has(name);

export const BOUND_ACTIONS: readonly BoundAction[] = [...mappable].filter(isBoundAction);
