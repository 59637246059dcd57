import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { chainFaults, circleFaults, purityFaults, spawnFaults, type LayerTable } from './layer-faults.js';
import { edgesOf, readSourceGraph, type SourceGraph } from './source-graph.js';

const root = path.resolve(import.meta.dirname, '../..');
const table = createRequire(import.meta.url)(path.join(root, '.dependency-layers.cjs')) as LayerTable;

/** A made-up program: its files by path, with their text. */
const program = (files: Readonly<Record<string, string>>): SourceGraph =>
  new Map(Object.entries(files).map(([file, text]) => [file, edgesOf(file, text)]));

describe('the layers of the program', () => {
  const graph = readSourceGraph(root);

  it('hold where threads and processes are started by path', () => {
    const entries = [...graph.values()].flat().filter(({ kind }) => kind === 'spawn');
    expect(entries.length).toBeGreaterThan(10);
    expect(spawnFaults(graph, table)).toEqual([]);
  });

  it('hold through every chain of imports', () => {
    expect(chainFaults(graph, table)).toEqual([]);
  });

  it('are pure through every chain of imports, where they are said to be', () => {
    expect(purityFaults(graph, table)).toEqual([]);
  });

  it('are free of circles when starting a process counts as importing it', () => {
    // a daemon in the background runs the whole command line again
    expect(circleFaults(graph)).toEqual(['src/cli/detach.ts starts src/cli/main.ts, which leads back to it']);
  });
});

describe('the check of layers finds', () => {
  it('a process that is started by a layer below its own', () => {
    const graph = program({
      'src/daemon/train.ts': `const ENTRY = new URL('../cli/main.js', import.meta.url);`,
      'src/cli/main.ts': '',
    });
    expect(spawnFaults(graph, table)).toEqual(['src/daemon/train.ts starts src/cli/main.ts, of a layer above it']);
  });

  it('a process whose file has been moved', () => {
    const graph = program({ 'src/cli/detach.ts': `fork(new URL(\n  './man.js',\n  import.meta.url));` });
    expect(spawnFaults(graph, table)).toEqual(['src/cli/detach.ts starts src/cli/man.ts, which is not there']);
  });

  it('a layer that is skipped through a chain, even one of a single file that is allowed', () => {
    const graph = program({
      'src/encoding/bars.ts': `import type { Schema } from '../model/event-schema.js';`,
      'src/model/event-schema.ts': `import { size } from './tensor.js';`,
      'src/model/tensor.ts': '',
    });
    expect(chainFaults(graph, table)).toEqual([
      'encoding leads to what it may not use: src/encoding/bars.ts → src/model/event-schema.ts → src/model/tensor.ts',
    ]);
  });

  it('a layer that is skipped through a process', () => {
    const graph = program({
      'src/adapters/midi.ts': `import { a } from '../performance/a.js';`,
      'src/performance/a.ts': `const ENTRY = new URL('../workers/b.js', import.meta.url);`,
      'src/workers/b.ts': '',
    });
    expect(chainFaults(graph, table)).toHaveLength(2);
  });

  it('a pure layer that opens files through another, but not one that needs its types alone', () => {
    const graph = program({
      'src/composer/load.ts': `import { open } from '../model/store.js';`,
      'src/composer/card.ts': `import type { Card } from '../model/store.js';\nimport { type Other } from '../model/store.js';`,
      'src/composer/late.ts': `const { open } = await import('../model/store.js');`,
      'src/model/store.ts': `import { readFile } from 'node:fs/promises';`,
    });
    expect(purityFaults(graph, table)).toEqual([
      'composer is not pure: src/composer/load.ts → src/model/store.ts → node:fs/promises',
      'composer is not pure: src/composer/late.ts → src/model/store.ts → node:fs/promises',
    ]);
  });

  it('a process that is started by what it needs itself', () => {
    const graph = program({
      'src/workers/host.ts': `const ENTRY = new URL('./entry.js', import.meta.url);`,
      'src/workers/entry.ts': `import { b } from './b.js';`,
      'src/workers/b.ts': `import './host.js';`,
    });
    expect(circleFaults(graph)).toEqual(['src/workers/host.ts starts src/workers/entry.ts, which leads back to it']);
  });
});
