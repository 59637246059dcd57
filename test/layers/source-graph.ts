import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** How one file needs another: its types alone, at run time, or as the entry of a thread or process. */
export type EdgeKind = 'type' | 'import' | 'spawn';

export interface Edge {
  /** A file as `src/cli/main.ts`, a module of Node as `node:fs`, or a package. */
  readonly to: string;
  readonly kind: EdgeKind;
}

/** All files by their paths from the root, and what each needs. */
export type SourceGraph = ReadonlyMap<string, readonly Edge[]>;

const STATIC = /^(?:import|export)\s+(type\s)?([^;'"]*?)\s*from\s+'([^']+)'/gm;
const BARE = /^import\s+'([^']+)'/gm;
const DYNAMIC = /\bimport\(\s*'([^']+)'\s*\)/g;
const ENTRY = /new URL\(\s*'([^']+[.]js)',\s*import[.]meta[.]url/g;

/** Whether each name in braces is a type. */
const areTypes = (names: string): boolean => {
  const inBraces = /^\{(.*)\}$/s.exec(names.trim())?.[1];
  return inBraces !== undefined && inBraces.split(',').every((name) => /^\s*(?:type\s|$)/.test(name));
};

const resolved = (file: string, target: string): string =>
  target.startsWith('.')
    ? path.posix.join(path.posix.dirname(file), target).replace(/[.]js$/, '.ts')
    : target.replace(/^(fs|os|net|http|https|child_process|worker_threads)(?=$|\/)/, 'node:$1');

/** What a file needs, by its text. */
export const edgesOf = (file: string, text: string): readonly Edge[] => [
  ...[...text.matchAll(STATIC)].map(([, type, names = '', target = '']): Edge => ({
    to: resolved(file, target),
    kind: type !== undefined || areTypes(names) ? 'type' : 'import',
  })),
  ...[BARE, DYNAMIC].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, target = '']): Edge => ({ to: resolved(file, target), kind: 'import' })),
  ),
  ...[...text.matchAll(ENTRY)].map(([, target = '']): Edge => ({ to: resolved(file, target), kind: 'spawn' })),
];

/** The files below `src` of a root folder; an edge to a file that is not there stays, and is a fault. */
export const readSourceGraph = (root: string): SourceGraph =>
  new Map(
    readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && existsSync(path.join(root, 'src', name)))
      .map((name) => {
        const file = path.posix.join('src', name.replaceAll(path.sep, '/'));
        return [file, edgesOf(file, readFileSync(path.join(root, file), 'utf8'))] as const;
      }),
  );
