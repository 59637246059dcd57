import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeDigest, encodingVersion } from '../../../src/training/corpus/encoding-version.js';

const program = async (files: Readonly<Record<string, string>>): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'code-'));
  for (const [name, code] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), code);
  }
  return codeDigest([path.join(folder, 'entry.js')]);
};

const entry = (from: string): string => `import { grid } from '${from}';\nexport const encode = (x) => grid(x);\n`;
const grid = "import {\n  step,\n} from './step.js';\nexport const grid = (x) => Math.round(x / step);\n";

describe('the version of cached pieces', () => {
  it('stays when files are moved or renamed', async () => {
    const before = await program({
      'entry.js': entry('./grid.js'),
      'grid.js': grid,
      'step.js': 'export const step = 10;\n',
    });
    const after = await program({
      'entry.js': entry('./piano/quantize.js'),
      'piano/quantize.js': grid,
      'piano/step.js': 'export const step = 10;\n',
    });
    expect(after).toBe(before);
  });

  it('changes with any code that is reached through imports', async () => {
    const files = { 'entry.js': entry('./grid.js'), 'grid.js': grid };
    const ten = await program({ ...files, 'step.js': 'export const step = 10;\n' });
    const twelve = await program({ ...files, 'step.js': 'export const step = 12;\n' });
    expect(twelve).not.toBe(ten);
  });

  it('is the same at every call', async () => {
    expect(await encodingVersion()).toMatch(/^[0-9a-f]{16}$/);
    expect(await encodingVersion()).toBe(await encodingVersion());
  });
});
