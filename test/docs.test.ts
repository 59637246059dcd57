import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { serverMessageSchema } from '../src/protocol/stream.js';
import { protocolDocument } from './docs-tables.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const docs = path.join(root, 'docs');
const read = (name: string): string => readFileSync(path.join(docs, name), 'utf8');

const filesBelow = (folder: string, ending: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => path.join(folder, name));

/** What stands as code at the beginning of a table's rows. */
const rowNames = (text: string): string[] => [...text.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name ?? '');

/** A section by its heading, without those that follow. */
const section = (text: string, heading: string): string =>
  text.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';

describe('the documents', () => {
  it('explain every error by its code, and no other', () => {
    const thrown = filesBelow(path.join(root, 'src'), '.ts').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/readonly code = '(\w+)'/g)].map(([, code]) => code ?? ''),
    );
    const explained = rowNames(read('troubleshooting.md')).filter((name) => /^[A-Z_]+$/.test(name));
    expect([...explained].sort()).toEqual([...new Set(thrown)].sort());
  });

  it('have the tables of commands and events that the source makes (else: vitest run test/docs.test.ts -u)', async () => {
    const file = path.join(docs, 'protocol.md');
    await expect(await protocolDocument(file, read('protocol.md'))).toMatchFileSnapshot(file);
  });

  it('list every message of the protocol, and no other', () => {
    const types = serverMessageSchema.options.map(({ shape }) => shape.type.value);
    expect(rowNames(section(read('protocol.md'), 'Messages')).sort()).toEqual(['type', ...types].sort());
  });

  it('link only to what is there', () => {
    for (const file of [path.join(root, 'README.md'), ...filesBelow(docs, '.md')]) {
      for (const [, link] of readFileSync(file, 'utf8').matchAll(/\]\((?!https?:)([^)#\s]+)/g)) {
        expect(existsSync(path.resolve(path.dirname(file), link ?? '')), `${file}: ${link}`).toBe(true);
      }
    }
  });
});
