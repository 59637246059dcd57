// Faults of the machine: kills, stalls, disks, processes that die. The music goes on, and no recording is lost.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { connectStream } from '../stream.mjs';
import { eventually, pause } from '../program.mjs';

const kills = {
  name: 'kills while it records',
  async run(user, { short, random, row }) {
    const lost = [];
    const count = short ? 3 : 30;
    for (let i = 0; i < count; i++) {
      const before = user.recorded();
      const daemon = await user.start(['--tempo', '160']);
      const client = await connectStream(user, daemon);
      await eventually(() => client.count('note-on') > 4, 30_000);
      await pause(random.below(1500));
      const heard = client.times('note-on', 'daemon');
      daemon.child.kill('SIGKILL');
      await daemon.ended;
      client.close();
      const due = heard.filter((atMs) => atMs < heard.at(-1) - 1000).length;
      const kept = user.recorded() - before;
      if (kept < due) lost.push(`${due - kept} notes older than a second`);
      const next = await user.start(['--no-web', '--no-auto-start', '--no-record']);
      const isRecovered = await eventually(() => user.sessions('.mid').length > i, 30_000);
      if (!isRecovered) lost.push('not recovered');
      await next.stop();
    }
    row('recovered up to the last second', count, lost);
  },
};

const stalls = {
  name: 'the program stands still (SIGSTOP)',
  async run(user, { short, random, row }) {
    const lost = [];
    const daemon = await user.start(['--tempo', '160']);
    const client = await connectStream(user, daemon);
    await eventually(() => client.count('note-on') > 4, 30_000);
    const count = short ? 3 : 20;
    for (let i = 0; i < count; i++) {
      const stillMs = 300 + random.below(short ? 3000 : 12_000);
      daemon.child.kill('SIGSTOP');
      await pause(stillMs);
      const before = client.count('note-on');
      daemon.child.kill('SIGCONT');
      await pause(150);
      const burst = client.count('note-on') - before;
      if (burst > 20) lost.push(`${burst} notes at once after ${stillMs} ms`);
      const goesOn = await eventually(() => client.count('note-on') > before + burst + 2, 20_000);
      if (!goesOn) lost.push(`silent after ${stillMs} ms`);
    }
    client.close();
    if ((await daemon.stop()) !== 0) lost.push('did not end well');
    row('gone on in time, without a burst', count, lost);
  },
};

const deaths = {
  name: 'its own processes die',
  async run(user, { short, row, random }) {
    const lost = [];
    const daemon = await user.start(['--tempo', '160']);
    const count = short ? 4 : 30;
    for (let i = 0; i < count; i++) {
      const [child] = daemon.children().sort(() => random.next() - 0.5);
      if (!child) {
        await pause(1000);
        continue;
      }
      process.kill(child.pid, 'SIGKILL');
      const before = user.recorded();
      const goesOn = await eventually(() => user.recorded() > before, 30_000);
      if (!goesOn) lost.push(`silent after the death of ${child.command.slice(-60)}`);
      await pause(short ? 500 : 2000);
    }
    if ((await daemon.stop()) !== 0) lost.push('did not end well');
    row('played and recorded on', count, lost);
  },
};

const isRoot = process.getuid?.() === 0;

const canMount = () => {
  try {
    mkdirSync('/tmp/torture-mount', { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', '/tmp/torture-mount'], { stdio: 'ignore' });
    execFileSync('umount', ['/tmp/torture-mount']);
    return true;
  } catch {
    return false;
  }
};

/** Is said to be wrong within some seconds, the daemon plays on, and what was recorded before is whole. */
const recordingFault = async (user, spoil, mend, lost, what) => {
  const daemon = await user.start(['--tempo', '200', '--no-web']);
  const first = user.recorded();
  await eventually(() => user.recorded() > first + 10, 60_000);
  await spoil(path.join(user.root, 'output', 'sessions'));
  const before = (await daemon.status()).transport;
  await pause(2500);
  for (const command of [{ kind: 'keep', seconds: 5 }, { kind: 'like' }])
    await daemon.ask(command).catch(() => undefined);
  if (!(await daemon.answers())) lost.push(`${what}: the daemon no longer answers`);
  const now = await daemon.status().catch(() => ({ transport: before }));
  if (now.transport.state !== 'running') lost.push(`${what}: it stopped playing`);
  await mend(path.join(user.root, 'output', 'sessions'));
  const code = await daemon.stop();
  if (code !== 0) lost.push(`${what}: ended with ${code}`);
};

const disks = {
  name: 'folders and disks of recordings',
  async run(user, { short, row }) {
    const lost = [];
    const nothing = () => undefined;
    let times = 0;
    const attempt = async (what, spoil, mend = nothing) => {
      times++;
      await recordingFault(user, spoil, mend, lost, what);
    };
    for (let i = 0; i < (short ? 1 : 5); i++) {
      await attempt('folder deleted', (folder) => rmSync(folder, { recursive: true, force: true }));
      await attempt('folder moved', (folder) => renameSync(folder, `${folder}-${i}`));
      await attempt(
        'a file in its place',
        (folder) => {
          rmSync(folder, { recursive: true, force: true });
          writeFileSync(folder, 'no folder');
        },
        (folder) => rmSync(folder, { force: true }),
      );
      if (!isRoot)
        await attempt(
          'read-only',
          (folder) => chmodSync(folder, 0o500),
          (folder) => chmodSync(folder, 0o700),
        );
      if (isRoot && canMount()) await fullDisk(user, lost, () => times++);
    }
    row('played on, and said so', times, lost);
  },
};

const fullDisk = async (user, lost, count) => {
  count();
  const folder = path.join(user.root, 'small');
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]);
  try {
    const daemon = await user.start(['--tempo', '240', '--no-web', '--output', folder]);
    await eventually(() => statfsSync(folder).bfree === 0, 60_000);
    const told = await eventually(async () => {
      const { recording } = await daemon.status();
      return !recording.on || /full|space/.test(daemon.text());
    }, 20_000);
    if (!told) lost.push('full disk: status does not say so');
    await daemon.ask({ kind: 'keep', seconds: 5 }).catch(() => undefined);
    if (!(await daemon.answers())) lost.push('full disk: the daemon no longer answers');
    await daemon.stop();
  } finally {
    execFileSync('umount', ['-l', folder]);
  }
};

export const faults = [kills, stalls, deaths, disks];
