import { formerWords } from '../protocol/commands.js';

/** Options that had another name in earlier versions. */
const formerOptions: ReadonlyMap<string, string> = new Map([['--learn', '--adapt']]);

/** What a command or option of an earlier version is called now; undefined for those that never were. */
export const nowCalled = (name: string): string | undefined => formerWords.get(name) ?? formerOptions.get(name);
