import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SettingsFile } from '../../../src/adapters/settings/settings-file.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'settings-'));
  file = path.join(folder, 'config.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (): SettingsFile => new SettingsFile(file, new Date(0));

describe('the settings file', () => {
  it('from before each control had one name has those of today, in bindings as well', () => {
    const before = {
      controls: { bpm: 90, keyLock: 'D minor', muted: true, answerGapMs: 300, click: true },
      bindings: [
        { control: 'bpm', channel: 0, controller: 7 },
        { control: 'panic', channel: 0, controller: 8 },
      ],
      __internal__: { migrations: { version: '1.0.0' } },
    };
    writeFileSync(file, JSON.stringify(before));
    expect(new Map(open().values())).toEqual(
      new Map<string, unknown>([
        ['controls.tempo', 90],
        ['controls.key', 'D minor'],
        ['controls.mute', true],
        ['controls.answerGap', 300],
        ['controls.click', true],
        [
          'bindings',
          [
            { control: 'tempo', channel: 0, controller: 7 },
            { control: 'panic', channel: 0, controller: 8 },
          ],
        ],
      ]),
    );
    expect(JSON.parse(readFileSync(`${file}.form-1.0.0`, 'utf8'))).toMatchObject(before);
  });

  it('written by hand with the names of today stays as it is', () => {
    writeFileSync(file, '{"controls":{"tempo":80},"web":{"port":9000}}');
    expect([...open().values()]).toEqual([
      ['controls.tempo', 80],
      ['web.port', 9000],
    ]);
  });
});
