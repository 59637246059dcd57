// Damaged files: music, models, settings, logs. Each is read, or refused in one line; nothing crashes or hangs.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { damaged, wrongJson } from '../mutate.mjs';
import { eventually, faultOf, pause } from '../program.mjs';

/** Some small pieces of the program's own, to be damaged. */
const writePieces = async (user) => {
  const folder = path.join(user.root, 'pieces');
  const whose = ['Chopin', 'Bach', 'Mozart', 'Joplin', 'Schubert', 'Sousa'];
  mkdirSync(folder);
  const { stderr } = await user.run(['generate', ...whose, '--bars', '4', '--seed', '1', '--output', folder], {
    seconds: 120,
  });
  if (readdirSync(folder).length === 0) throw new Error(`nothing was generated: ${stderr}`);
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.mid'))
    .map((name) => readFileSync(path.join(folder, name)));
};

const midiFiles = {
  name: 'damaged .mid files in a folder to learn from',
  async run(user, { short, random, row }) {
    const pieces = await writePieces(user);
    const count = short ? 300 : 5000;
    const lost = [];
    for (let round = 0; round < count / 300; round++) {
      const data = path.join(user.root, `data${round}`);
      mkdirSync(path.join(data, 'Made'), { recursive: true });
      pieces.forEach((bytes, i) => writeFileSync(path.join(data, 'Made', `whole${i}.mid`), bytes));
      for (let i = 0; i < 300; i++)
        writeFileSync(path.join(data, 'Made', `${i}.mid`), damaged(random.pick(pieces), random));
      const size = ['--units', '8', '--embedding', '8', '--head-units', '8', '--layers', '1', '--passes', '1'];
      const args = [
        'train',
        'Made',
        '--data',
        data,
        '--models',
        path.join(user.root, 'models'),
        ...size,
        '--threads',
        '1',
      ];
      const ended = await user.run(args, { seconds: 240 });
      const fault = faultOf(ended) ?? (ended.code === 0 ? undefined : ended.stderr.trim().slice(0, 200));
      if (fault) lost.push(fault);
    }
    row('files read or left out', Math.ceil(count / 300) * 300, lost);
  },
};

const primers = {
  name: 'damaged .mid files to go on from, and to render',
  async run(user, { short, random, row }) {
    const pieces = await writePieces(user);
    const file = path.join(user.root, 'primer.mid');
    const lost = [];
    const count = short ? 6 : 60;
    for (let i = 0; i < count; i++) {
      writeFileSync(file, damaged(random.pick(pieces), random));
      const generate = ['generate', '--prime', file, '--bars', '1', '--output', path.join(user.root, 'out')];
      const render = ['render', file, '-o', path.join(user.root, `${i}.wav`)];
      for (const args of [generate, render]) {
        const fault = faultOf(await user.run(args, { seconds: 120 }));
        if (fault) lost.push(`${args[0]}: ${fault}`);
      }
    }
    row('generated from or rendered, or refused', 2 * count, lost);
  },
};

const models = {
  name: 'damaged models',
  async run(user, { short, random, row }) {
    const folder = path.join(user.root, 'damaged');
    mkdirSync(folder);
    const house = path.join(path.dirname(user.program), '..', '..', 'models', 'chorale.safetensors');
    const bytes = readFileSync(house);
    const lost = [];
    const count = short ? 8 : 60;
    for (let i = 0; i < count; i++) {
      // the header is where most can go wrong: half of the damage is there
      const head = bytes.subarray(0, 4096);
      const spoiled =
        i % 2 === 0 ? Buffer.concat([damaged(head, random), bytes.subarray(4096)]) : damaged(bytes, random);
      writeFileSync(path.join(folder, 'spoiled.safetensors'), spoiled);
      for (const args of [
        ['models', '--models', folder],
        ['generate', 'spoiled', '--models', folder, '--bars', '1'],
      ]) {
        const fault = faultOf(await user.run([...args, ...(args[0] === 'generate' ? ['--output', user.root] : [])]));
        if (fault) lost.push(`${args[0]}: ${fault}`);
      }
    }
    row('listed and played, or refused', 2 * count, lost);
  },
};

const settings = {
  name: 'wrong settings',
  async run(user, { short, random, row }) {
    const lost = [];
    const count = short ? 20 : 200;
    const defaults = JSON.parse(
      readFileSync(path.join(path.dirname(user.program), '..', '..', 'config', 'default.json'), 'utf8'),
    );
    for (let i = 0; i < count; i++) {
      const text = JSON.stringify(wrongJson(defaults, random));
      writeFileSync(user.env.MUSIC_LSTM_CONFIG, i % 5 === 0 ? damaged(Buffer.from(text), random) : text);
      const fault = faultOf(await user.run(['config', 'list']));
      if (fault) lost.push(fault);
    }
    row('read, or refused', count, lost);
  },
};

/** What goes wrong while a daemon recovers what it finds. */
const recovered = async (user, ms) => {
  const daemon = await user.start(['--no-web', '--no-auto-start']);
  await eventually(() => user.sessions('.mid').length > 0, 30_000);
  await pause(ms);
  const wrong = (await daemon.answers()) ? [] : ['the daemon no longer answers'];
  if (user.sessions('.mid').length === 0) wrong.push('nothing was recovered');
  const code = await daemon.stop();
  return code === 0 ? wrong : [...wrong, `ended with ${code}`];
};

const logs = {
  name: 'torn recordings',
  async run(user, { short, random, row }) {
    const first = await user.start(['--no-web', '--tempo', '200']);
    const heard = await eventually(() => user.recorded() >= 20, 60_000);
    await first.stop('SIGKILL');
    const [log] = user.sessions('.session.jsonl');
    const lost = heard && log ? [] : ['nothing was recorded'];
    const count = short ? 10 : 100;
    const bytes = log ? readFileSync(log) : Buffer.alloc(0);
    const folder = path.dirname(log ?? user.root);
    for (let i = 0; i < count; i++)
      writeFileSync(
        path.join(folder, `2025-06-01T00-00-${String(i).padStart(3, '0')}_Chopin.session.jsonl`),
        damaged(bytes, random),
      );
    lost.push(...(await recovered(user, short ? 3000 : 15_000)));
    row('recovered, or passed over', count, lost);
  },
};

export const files = [midiFiles, primers, models, settings, logs];
