import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** A file as it is sent. */
export interface PageFile {
  readonly type: string;
  readonly bytes: Buffer;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.sf3': 'application/octet-stream',
  '.wasm': 'application/wasm',
};

/** All files of the page by their paths, read once: nothing that a request names ever opens a file. */
export const readPageFiles = (folders: readonly string[]): ReadonlyMap<string, PageFile> => {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && path.extname(entry.name) in types)
      .map(({ name }): [string, PageFile] => [
        name === 'index.html' ? '/' : `/${name}`,
        { type: types[path.extname(name)], bytes: readFileSync(path.join(folder, name)) },
      ]),
  );
  return new Map(files);
};

/** A value as a file. */
export const jsonFile = (value: unknown): PageFile => ({
  type: types['.json'],
  bytes: Buffer.from(JSON.stringify(value)),
});
