import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromEnvironment, variableOf } from '../../../src/adapters/settings/environment.js';
import { flatten, parseValue } from '../../../src/adapters/settings/setting-values.js';
import { nest, resolveSettings } from '../../../src/adapters/settings/resolved-settings.js';
import { SettingsFile, type SettingsForm } from '../../../src/adapters/settings/settings-file.js';
import { registerConfig } from '../../../src/cli/commands/config.js';
import { runCli } from '../../../src/cli/run-cli.js';
import { defaultSettings } from '../../../src/cli/settings/default-settings.js';
import { settingLeaves } from '../../../src/protocol/settings.js';
import { RecordedIo } from '../../cli/recorded-io.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'settings-'));
  file = path.join(folder, 'deep', 'config.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (): SettingsFile => new SettingsFile(file, new Date(0));
const defaults = flatten(defaultSettings(), 'default.json');

describe('settings', () => {
  it('have a default each, and come back from their paths as they were', () => {
    expect([...defaults.keys()].sort()).toEqual([...settingLeaves.keys()].sort());
    expect(nest(resolveSettings(defaults, new Map(), new Map()))).toEqual(defaultSettings());
  });

  it('hold in the order environment, file, default', () => {
    const settled = resolveSettings(
      defaults,
      new Map<string, unknown>([
        ['web.port', 1],
        ['record', false],
      ]),
      new Map([['web.port', 2]]),
    );
    expect(settled.get('web.port')).toEqual({ value: 2, source: 'environment' });
    expect(settled.get('record')).toEqual({ value: false, source: 'settings' });
    expect(settled.get('web.bind')?.source).toBe('default');
  });

  it.each([
    ['controls.meter', '3/4', { numerator: 3, denominator: 4 }],
    ['controls.register', '40-72', { lowest: 40, highest: 72 }],
    ['controls.register', 'auto', null],
    ['controls.click', 'on', true],
    ['controls.quoteLimit', 'off', null],
    ['controls.topP', '0.9', 0.9],
    ['controls.tempo', '90', 90],
    ['midi.out', 'Synth,channel=2', ['Synth,channel=2']],
    ['midi.out', '["a","b"]', ['a', 'b']],
    ['midi.virtualName', '42', '42'],
    ['places.output', '/tmp/x', '/tmp/x'],
  ])('%s is read from %s', (key, text, value) => {
    expect(parseValue(key, text, 'here')).toEqual(value);
  });

  it('that are wrong are named with the value and what is allowed, unknown ones with a hint', () => {
    expect(() => parseValue('web.port', '99999', 'here')).toThrow(
      'here: web.port must be a whole number from 0 to 65535. It is 99999.',
    );
    expect(() => parseValue('controls.mode', 'loud', 'here')).toThrow(
      /controls[.]mode must be solo, answer or duet[.] It is "loud"/,
    );
    expect(() => parseValue('port', '1', 'here')).toThrow(/no setting "port"[.] Did you mean web.port[?]/);
    expect(() => flatten({ web: { prot: 1 } }, 'f')).toThrow(/f: there is no setting "web.prot"/);
  });

  it('never come through wrong, whatever the file holds', () => {
    fc.assert(
      fc.property(
        fc.object({ key: fc.constantFrom('web', 'port', 'midi', 'controls', 'tempo', 'record') }),
        (content) => {
          try {
            nest(resolveSettings(defaults, flatten(content, 'f'), new Map()));
          } catch (error) {
            expect(error).toHaveProperty('code', expect.stringMatching(/^SETTING_/));
          }
        },
      ),
    );
  });
});

describe('the environment', () => {
  it('settles by names made of the paths, and knows which are mistyped', () => {
    expect(variableOf('web.openReading')).toBe('MUSIC_LSTM_WEB_OPEN_READING');
    expect(variableOf('record')).toBe('MUSIC_LSTM_RECORD');
    const values = fromEnvironment({ MUSIC_LSTM_WEB_OPEN_READING: 'on', MUSIC_LSTM_SOCKET: '/x', HOME: '/' });
    expect([...values]).toEqual([['web.openReading', true]]);
    expect(() => fromEnvironment({ MUSIC_LSTM_WEB_PRT: '1' })).toThrow(/MUSIC_LSTM_WEB_PRT/);
    expect(() => fromEnvironment({ MUSIC_LSTM_WEB_PORT: 'x' })).toThrow(/variable MUSIC_LSTM_WEB_PORT: web.port/);
  });
});

describe('the settings file', () => {
  it('is made when something is settled, and not before', () => {
    expect([...open().values()]).toEqual([]);
    expect(existsSync(file)).toBe(false);
    open().set('web.port', 9000);
    open().set('controls.tempo', 90);
    expect([...open().values()]).toEqual([
      ['web.port', 9000],
      ['controls.tempo', 90],
    ]);
    open().reset('web.port');
    expect([...open().values()]).toEqual([['controls.tempo', 90]]);
    open().reset();
    expect([...open().values()]).toEqual([]);
    expect(statSync(file).isFile()).toBe(true);
  });

  it.each(['{"web":', '', '[]', '"text"', '\0\0\0'])('is kept aside where it is damaged: %j', (content) => {
    open().set('web.port', 9000);
    writeFileSync(file, content);
    const settings = open();
    expect([...settings.values()]).toEqual([]);
    expect(readFileSync(settings.damaged ?? '', 'utf8')).toBe(content);
    settings.set('web.port', 9001);
    expect([...open().values()]).toEqual([['web.port', 9001]]);
    expect(readdirSync(path.dirname(file))).toHaveLength(2);
  });

  const older = { tcp: { portNumber: 9000 }, record: false };
  /** A form in which the port has moved and got another name, and after that recording another value. */
  const later: SettingsForm = {
    version: '2.10.0',
    migrations: {
      '2.9.0': (store) => {
        if (store.has('tcp.portNumber')) store.set('web.port', store.get('tcp.portNumber'));
        store.delete('tcp');
      },
      '2.10.0': (store) => store.set('record', store.get('record') === false),
    },
  };

  it('of an older form becomes one of today, once, and a copy stays', () => {
    mkdirSync(path.dirname(file));
    writeFileSync(file, JSON.stringify(older));
    const migrated: [string, unknown][] = [
      ['record', true],
      ['web.port', 9000],
    ];
    for (let times = 0; times < 3; times++) {
      expect([...new SettingsFile(file, new Date(0), later).values()].sort()).toEqual(migrated);
    }
    expect(JSON.parse(readFileSync(`${file}.form-0.0.0`, 'utf8'))).toMatchObject(older);
    expect(JSON.parse(readFileSync(`${file}.form-2.9.0`, 'utf8'))).toMatchObject({
      web: { port: 9000 },
      record: false,
    });
  });

  it('stays as it was where a migration fails', () => {
    mkdirSync(path.dirname(file));
    writeFileSync(file, JSON.stringify(older));
    const failing: SettingsForm = {
      version: '2.0.0',
      migrations: {
        '2.0.0': (store) => {
          store.delete('record');
          throw new Error('no way');
        },
      },
    };
    expect(() => new SettingsFile(file, new Date(0), failing).values()).toThrow(
      /Cannot use the settings file .*no way/,
    );
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(older);
  });

  it('of a newer form is left alone', () => {
    new SettingsFile(file, new Date(0), later).set('web.port', 9000);
    const before = readFileSync(file, 'utf8');
    const form = { ...later, version: '2.9.0' };
    expect(() => new SettingsFile(file, new Date(0), form).values()).toThrow(/written by a newer/);
    expect(() => new SettingsFile(file, new Date(0), form).set('web.port', 1)).toThrow(/written by a newer/);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('that cannot be written is named', () => {
    writeFileSync(path.join(folder, 'deep'), 'a file where a folder should be');
    expect(() => open().set('web.port', 1)).toThrow(/Cannot use the settings file .*MUSIC_LSTM_CONFIG/);
  });
});

describe('config', () => {
  const run = async (...args: string[]): Promise<{ exitCode: number; out: string; err: string }> => {
    const io = new RecordedIo({ MUSIC_LSTM_CONFIG: file });
    const exitCode = await runCli(['config', ...args], io, [registerConfig]);
    return { exitCode, out: io.out, err: io.err };
  };

  it('sets, gets, lists and resets', async () => {
    expect(await run('set', 'controls.meter', '6/8')).toEqual({ exitCode: 0, out: '', err: '' });
    expect((await run('get', 'controls.meter')).out).toBe('6/8\n');
    expect((await run('list')).out).toContain('controls.meter = 6/8  (settings)\n');
    expect((await run('path')).out).toBe(`${file}\n`);
    await run('reset', 'controls.meter');
    expect((await run('get', 'controls.meter')).out).toBe('4/4\n');
    expect((await run('get', 'controls.meter', '--json')).out).toBe('{"numerator":4,"denominator":4}\n');
  });

  it('refuses in one line, and changes nothing', async () => {
    await run('set', 'web.port', '9000');
    const before = readFileSync(file, 'utf8');
    for (const args of [
      ['set', 'web.port', 'abc'],
      ['set', 'web.prot', '1'],
      ['reset', 'web.prot'],
      ['get', 'web'],
    ]) {
      const { exitCode, out, err } = await run(...args);
      expect({ exitCode, out, lines: err.trimEnd().split('\n').length }).toEqual({ exitCode: 2, out: '', lines: 1 });
    }
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('tells of a damaged file, and goes on', async () => {
    await run('set', 'web.port', '9000');
    writeFileSync(file, '{');
    const { exitCode, out, err } = await run('get', 'web.port');
    expect([exitCode, out]).toEqual([0, '8585\n']);
    expect(err).toMatch(/^warning: the settings file was damaged; it was backed up as /);
  });
});
