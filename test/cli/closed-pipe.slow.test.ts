import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

it('ends well when the reader of its output goes away', async () => {
  const program = spawn(process.execPath, [main, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
  program.stdout.destroy();
  let err = '';
  program.stderr.on('data', (text: Buffer) => (err += text.toString()));

  const [exitCode] = (await once(program, 'close')) as [number | null];

  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
});
