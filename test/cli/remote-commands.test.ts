import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ControlServer } from '../../src/adapters/control/control-server.js';
import { commands } from '../../src/cli/commands.js';
import { runCli } from '../../src/cli/run-cli.js';
import type { Command } from '../../src/protocol/command.js';
import { commandKinds, commandRows, commandWord } from '../../src/protocol/commands.js';
import { plainSnapshot } from '../protocol/plain-snapshot.js';
import { RecordedIo } from './recorded-io.js';

let folder = '';
let server: ControlServer;
let sent: Command[];
const bound = { bindings: [{ control: 'temperature' as const, channel: 3, controller: 21 }], learning: null };

const answerOf = ({ kind }: Command): unknown => {
  if (kind === 'status') return { ...plainSnapshot, surface: bound };
  if (kind === 'midi-unlearn') return plainSnapshot.surface;
  return kind === 'keep' || kind === 'record' ? { file: 'take.mid', notes: 3, seconds: 2 } : undefined;
};

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'remote-'));
  sent = [];
  server = new ControlServer(path.join(folder, 's'));
  await server.start(async (command) => {
    sent.push(command);
    return answerOf(command);
  });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = async (...line: string[]) => {
  const io = new RecordedIo({ MUSIC_LSTM_SOCKET: path.join(folder, 's') });
  return { exitCode: await runCli(line, io, commands), out: io.out, err: io.err };
};

describe('commands to a running daemon', () => {
  it.each<[string, object]>([
    ['panic', { kind: 'panic' }],
    ['like', { kind: 'like' }],
    ['tap', { kind: 'tap' }],
    ['end', { kind: 'end' }],
    ['end 2', { kind: 'end', bars: 2 }],
    ['ramp 120 16', { kind: 'ramp', bpm: 120, beats: 16 }],
    ['transport continue', { kind: 'transport', action: 'continue' }],
    ['set tempo=90 mode=duet', { kind: 'set', controls: { tempo: 90, mode: 'duet' } }],
    ['adapt reset', { kind: 'adapt', action: 'reset' }],
    ['keep 2m', { kind: 'keep', seconds: 120 }],
    ['record off', { kind: 'record', on: false }],
    ['midi-unlearn panic', { kind: 'midi-unlearn', control: 'panic' }],
  ])('%s', async (line, command) => {
    expect(await run(...line.split(' '))).toMatchObject({ exitCode: 0, err: '' });
    expect(sent).toEqual([command]);
  });

  it('print what was saved, and what is still mapped', async () => {
    const hear =
      'To hear it, open it in any MIDI player or DAW, or turn it into sound: music-lstm-daemon render take.mid\n';
    expect((await run('keep', '60s')).out).toBe(`take.mid: 3 notes, 2 s\n${hear}`);
    expect((await run('record', 'off')).out).toBe(`take.mid: 3 notes\n${hear}`);
    expect((await run('midi-unlearn', 'tempo')).out).toBe('No controller is mapped.\n');
  });

  it('say what will happen where it is not heard at once', async () => {
    expect((await run('set', 'composer=Joplin')).out).toBe('From the next bar line: Joplin.\n');
    expect((await run('set', 'temperature=1.1')).out).toBe('');
    expect((await run('like')).out).toBe('Liked.\n');
  });

  it('print the answer as JSON for scripts', async () => {
    expect((await run('set', 'composer=Joplin', '--json')).out).toBe('null\n');
    expect(JSON.parse((await run('keep', '60s', '--json')).out)).toEqual({ file: 'take.mid', notes: 3, seconds: 2 });
  });

  it('wait for the controller that is mapped', async () => {
    const { out } = await run('midi-learn', 'temperature');
    expect(out).toBe('temperature is controller 21 on channel 4 from now on.\n');
    expect(sent[0]).toEqual({ kind: 'midi-learn', control: 'temperature' });
  });

  it.each([
    ['end 65', /Expected a whole number from 1 to 64/],
    ['ramp 10 1', /Expected a number from 20 to 400/],
    ['ramp 100', /missing required argument 'beats'/],
    ['keep 2h', /Expected 1s to 60m/],
    ['record maybe', /Expected on or off/],
    ['transport rewind', /Allowed choices are start, stop, continue/],
    ['midi-learn wings', /There is no such control or action\. Did you mean swing\?/],
  ])('%s is wrong usage, and nothing is sent', async (line, message) => {
    const { exitCode, err } = await run(...line.split(' '));
    expect(err).toMatch(message);
    expect({ exitCode, sent }).toEqual({ exitCode: 2, sent: [] });
  });

  it.each([
    ['learn temperature', 'learn is now midi-learn. See: music-lstm-daemon midi-learn --help'],
    ['forget temperature', 'forget is now midi-unlearn. See: music-lstm-daemon midi-unlearn --help'],
    ['lessons forget', 'lessons is now adapt. See: music-lstm-daemon adapt --help'],
    ['start --learn', '--learn is now --adapt. See: music-lstm-daemon start --help'],
  ])('%s is a word of an earlier version, and one line names the new one', async (line, message) => {
    expect(await run(...line.split(' '))).toEqual({ exitCode: 2, out: '', err: `error: ${message}\n` });
    expect(sent).toEqual([]);
  });

  it('are all listed with the help of their rows', async () => {
    const { out } = await run('--help');
    for (const kind of commandKinds) {
      const word = commandWord(kind);
      const first = commandRows[kind].help.split(' ').slice(0, 3).join(' ');
      if (word !== undefined) expect(out).toMatch(new RegExp(`^ +${word} .*${first}`, 'm'));
    }
  });
});
