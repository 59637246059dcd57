// Scene 5: plays for a while: nothing late, memory and processor time level, and how soon the first note came.
import { readFileSync } from 'node:fs';
import { logEvents, logFiles } from './recorded.mjs';
import { pause, round, startDaemon } from './stage.mjs';

const HERTZ = 100;

/** Resident megabytes and processor seconds of a process. */
const usage = (pid) => {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return { megabytes: (pages * 4096) / 1e6, seconds: (Number(fields[11]) + Number(fields[12])) / HERTZ };
};

export const long = async ({ seconds }) => {
  const daemon = await startDaemon('long', 'Chopin', '--seed', '9', '--tempo', '120');
  await pause(2000);
  const samples = [];
  for (let i = 0; i < 8; i++) {
    samples.push(usage(daemon.child.pid));
    await pause((seconds * 1000) / 8);
  }
  const { health } = daemon.status();
  await daemon.end();
  const first = logEvents(logFiles(daemon.folder).at(-1)).find(({ kind }) => kind === 'note-on');
  const idle = await startDaemon('idle', 'Chopin', '--no-auto-start', '--no-record');
  await pause(2000);
  const before = usage(idle.child.pid);
  await pause(8000);
  const idleShare = (usage(idle.child.pid).seconds - before.seconds) / 8;
  await idle.end();
  const half = samples.length / 2;
  const mean = (part) => part.reduce((sum, { megabytes }) => sum + megabytes, 0) / part.length;
  return {
    lateNotes: health.lateNotes,
    stepMs: round(health.stepMs),
    megabytes: round(samples.at(-1).megabytes),
    growthMegabytes: round(mean(samples.slice(half)) - mean(samples.slice(0, half))),
    playingShare: round((samples.at(-1).seconds - samples[0].seconds) / ((seconds * 7) / 8)),
    idleShare: round(idleShare),
    coldStartMs: round(first.atMs - daemon.startedMs),
  };
};
