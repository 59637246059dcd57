// Homes, folders, variables and command lines that are not as they should be: it plays, or says in one line why not.
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { faultOf } from '../program.mjs';

const surroundings = {
  name: 'odd homes, sockets and folders',
  async run(user, { short, row }) {
    const { root } = user;
    const at = (name) => path.join(root, name);
    writeFileSync(at('a-file'), 'kept');
    mkdirSync(at('a-folder'));
    mkdirSync(at('shut'), { mode: 0o500 });
    chmodSync(at('shut'), 0o500);
    symlinkSync(at('circle-b'), at('circle-a'));
    symlinkSync(at('circle-a'), at('circle-b'));
    const odd = [
      ['no HOME', { HOME: '' }],
      ['HOME that is missing', { HOME: at('nowhere') }],
      ['HOME that is a file', { HOME: at('a-file') }],
      ['HOME that is a circle', { HOME: at('circle-a') }],
      ['empty XDG_RUNTIME_DIR', { XDG_RUNTIME_DIR: '', MUSIC_LSTM_SOCKET: '' }],
      ['foreign XDG_RUNTIME_DIR', { XDG_RUNTIME_DIR: '/proc', MUSIC_LSTM_SOCKET: '' }],
      ['socket that is a file', { MUSIC_LSTM_SOCKET: at('a-file') }],
      ['socket that is a folder', { MUSIC_LSTM_SOCKET: at('a-folder') }],
      ['socket of 200 bytes', { MUSIC_LSTM_SOCKET: at('s'.repeat(200)) }],
      ['settings that are a folder', { MUSIC_LSTM_CONFIG: at('a-folder') }],
      ['token file in a circle', { MUSIC_LSTM_TOKEN_FILE: at('circle-a') }],
      ['TMPDIR that is missing', { TMPDIR: at('nowhere') }],
      ['wrong variable', { MUSIC_LSTM_CONTROLS_TEMPO: 'fast' }],
      ['C locale', { LANG: 'C', LC_ALL: 'C' }],
      ['unknown terminal', { TERM: 'nonsense', COLUMNS: '-1' }],
    ];
    const lost = [];
    for (const [what, env] of short ? odd.filter((_, i) => i % 2 === 0) : odd) {
      const before = new Set(user.daemons);
      try {
        const daemon = await user.start(['--no-web'], { env });
        if (await daemon.stop()) lost.push(`${what}: ended with ${daemon.child.exitCode}`);
        const fault = faultOf({ code: 0, signal: null, stderr: daemon.text() });
        if (fault) lost.push(`${what}: ${fault}`);
      } catch {
        const daemon = user.daemons.find((each) => !before.has(each));
        const fault = faultOf({ code: daemon.child.exitCode, signal: daemon.child.signalCode, stderr: daemon.text() });
        if (fault) lost.push(`${what}: ${fault}`);
      }
    }
    row('started, or said why not', short ? Math.ceil(odd.length / 2) : odd.length, lost);
  },
};

const words = [
  'generate',
  'start',
  'train',
  'config',
  'set',
  'get',
  'render',
  'compare',
  'evaluate',
  'models',
  'status',
  'ports',
  'schema',
  'completion',
  'replay',
  'harmonize',
  'keep',
  'ramp',
  'end',
  'record',
  'tap',
  '--help',
  '--json',
  '--models',
  '--bars',
  '--tempo',
  '--seed',
  '--output',
  '--port',
  '--composer',
  '--out',
  '--top-p',
];
const arguments_ = [
  '',
  '-1',
  '0',
  '1e400',
  'NaN',
  'Chopin',
  'chopin:50+joplin:50',
  'Chopin:0',
  '../..',
  '/dev/null',
  '/proc/self/mem',
  '\u001b[31m',
  'a'.repeat(4000),
  '＿',
  '--',
  '-',
  'tempo=90',
  'tempo=',
  '=',
  'é',
  'key=H',
  'nul\u0001',
];

/** Would wait for a person, or go on for long. */
const isPatient = (args) => ['start', 'train', 'compare', 'evaluate', 'dashboard'].includes(args[0]);

const commandLines = {
  name: 'random command lines',
  async run(user, { short, random, row }) {
    const lost = [];
    const count = short ? 40 : 500;
    for (let i = 0; i < count; i++) {
      const args = Array.from({ length: 1 + random.below(5) }, (_, at) =>
        random.pick(at === 0 || random.next() < 0.4 ? words : arguments_),
      );
      const line = isPatient(args) ? [...args, '--no-such-option'] : args;
      const fault = faultOf(await user.run(line, { seconds: 60 }));
      if (fault) lost.push(`${JSON.stringify(line).slice(0, 120)}: ${fault}`);
    }
    row('answered, or refused in one line', count, lost);
  },
};

export const surroundingsAndWords = [surroundings, commandLines];
