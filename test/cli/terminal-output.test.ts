import { describe, expect, it } from 'vitest';
import { TerminalOutput } from '../../src/cli/terminal-output.js';

const ESC = '\x1b';

const stream = (isTTY: boolean) => {
  const written: string[] = [];
  return { isTTY, write: (text: string) => written.push(text), text: () => written.join('') };
};

const shown = (text: string, env: NodeJS.ProcessEnv = {}, isTTY = true): string => {
  const target = stream(isTTY);
  new TerminalOutput(env).over(target).write(text);
  return target.text();
};

describe('what is printed on a terminal', () => {
  it('has colours at the words that lines begin with', () => {
    expect(shown('error: it failed\n')).toBe(`${ESC}[1;31merror:${ESC}[0m it failed\n`);
    expect(shown('a\nwarning: b\n')).toBe(`a\n${ESC}[33mwarning:${ESC}[0m b\n`);
    expect(shown('Usage: music-lstm-daemon start\n')).toContain(`${ESC}[1mUsage:${ESC}[0m`);
    expect(shown('an error: no\n')).toBe('an error: no\n');
  });

  it('has none where they are not wanted, and none in a pipe', () => {
    expect(shown('error: no\n', { NO_COLOR: '1' })).toBe('error: no\n');
    expect(shown('error: no\n', { TERM: 'dumb' })).toBe('error: no\n');
    expect(shown('error: no http://a/\n', {}, false)).toBe('error: no http://a/\n');
  });

  it('makes links of addresses', () => {
    expect(shown('page: http://127.0.0.1:1/#a\n', { NO_COLOR: '1' })).toBe(
      `page: ${ESC}]8;;http://127.0.0.1:1/#a${ESC}\\http://127.0.0.1:1/#a${ESC}]8;;${ESC}\\\n`,
    );
  });

  it('obeys no name of a stranger', () => {
    expect(shown(`a${ESC}[31mb\n`, { NO_COLOR: '1' })).toBe('a�[31mb\n');
  });

  it('clears a line of progress before whatever comes next, on either stream', () => {
    const [out, err] = [stream(true), stream(true)];
    const output = new TerminalOutput({ NO_COLOR: '1' });
    const [stdout, stderr] = [output.over(out), output.over(err)];
    stderr.write(`\r3 of 4${ESC}[K`);
    stderr.write(`\r4 of 4${ESC}[K`);
    stdout.write('done\n');
    stdout.write('more\n');
    expect(err.text()).toBe(`\r3 of 4${ESC}[K\r4 of 4${ESC}[K\r${ESC}[K`);
    expect(out.text()).toBe('done\nmore\n');
  });
});
