import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs JavaScript as Node of its own, which imports this package by its name as another program does: the text of a
 * module, or a file of the project with its arguments.
 */
export const runModule = async (
  code: string | readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ readonly out: string; readonly err: string }> => {
  const [name, ...args] = typeof code === 'string' ? [`dist/${randomUUID()}.mjs`] : code;
  const file = path.join(projectRoot, name);
  if (typeof code === 'string') await writeFile(file, code); // within the package, whose name it may then import
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [file, ...args], { cwd, env });
    return { out: stdout, err: stderr };
  } finally {
    if (typeof code === 'string') await rm(file);
  }
};
