import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

/** Ports as they come and go under a real ALSA sequencer, seen from outside; the program must have been built. */
const tools = path.resolve(import.meta.dirname, '../../../shared/alsa-vm');
const isHere = existsSync(path.join(tools, 'alsa-vm')) && process.getuid?.() === 0;
const isCi = process.env.CI === 'true';

const names = z.object({ inputs: z.array(z.string()), outputs: z.array(z.string()) });
const said = z.object({ stdout: z.string(), stderr: z.string(), status: z.number() });
const times = z.record(z.string(), z.number());
const seen = z.object({
  listing: z.object({ library: names, watched: names, command: names }),
  stamps: z.object({
    inOrder: z.boolean(),
    lateMs: z.object({ n: z.number(), p50: z.number() }),
    rung: z.number(),
    exit: z.number(),
  }),
  outputs: z.object({
    early: z.boolean(),
    times,
    open: z.array(z.string()),
    guardians: z.number(),
    said: z.string(),
  }),
  present: z.string(),
  inputs: z.object({
    times,
    open: z.array(z.string()),
    code: z.number(),
    guardians: z.number(),
    said: z.string(),
  }),
  matches: said,
  notFound: said,
  without: z.object({
    noSequencer: z.object({ list: said, asked: said }),
    noLibrary: z.object({ list: said, json: said }),
  }),
});

/** Everything within two seconds, the poll of every half second included. */
const BACK_MS = 2000;

let scratch = '';
let result: z.infer<typeof seen>;

const play = (): z.infer<typeof seen> => {
  scratch = mkdtempSync(path.join(tmpdir(), 'music-ports-'));
  const probe = path.join(scratch, 'seqprobe');
  execFileSync('cc', ['-O2', '-o', probe, path.join(tools, 'seqprobe.c'), '-lasound']);
  const scene = path.resolve(import.meta.dirname, 'midi-ports.mjs');
  // the machine installs what it lacks when it first runs, and says so on stderr
  execFileSync(path.join(tools, 'alsa-vm'), ['run', '-t', '60', '--', 'true'], { stdio: 'ignore' });
  const machine = ['run', '-t', '240', '--', process.execPath, scene, probe];
  const run = spawnSync(path.join(tools, 'alsa-vm'), machine, { encoding: 'utf8' });
  // what the library prints would be here
  if (run.status !== 0 || run.stderr !== '')
    throw new Error(`the virtual machine ended with ${run.status}: ${run.stderr}`);
  return seen.parse(JSON.parse(run.stdout));
};

describe.skipIf(!isHere && !isCi)('MIDI ports under a real sequencer (needs ../shared/alsa-vm and root)', () => {
  beforeAll(() => {
    result = play();
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it('are listed as the library lists them, without asking it', () => {
    const { library, watched } = result.listing;
    expect(watched).toEqual(library);
    expect(library.inputs).toContain('RtMidi Output Client:music-lstm-daemon 128:0');
  });

  it("are offered without the daemon's own and without ends of connections", () => {
    const { command, library } = result.listing;
    expect(command.inputs.filter((name) => name.includes('RtMidi'))).toEqual([]);
    expect(command.inputs.length).toBe(library.inputs.length - 2);
    expect(command.outputs.length).toBe(library.outputs.length - 2);
  });

  it('bring each message once, in order, stamped and rung for, and no clock', () => {
    const { inOrder, lateMs, rung, exit } = result.stamps;
    expect({ inOrder, n: lateMs.n, rung, exit }).toEqual({ inOrder: true, n: 100, rung: 100, exit: 0 });
    expect(lateMs.p50).toBeLessThan(5);
  });

  it.each(['came', 'startedAgain', 'cameBack'])(
    'are noticed within two seconds as outputs, though MIDI clock leaves no gap: %s',
    (what) => expect(result.outputs.times[what]).toBeLessThan(BACK_MS),
  );

  it.each(['came', 'startedAgain', 'cameBack'])('are noticed within two seconds as inputs: %s', (what) =>
    expect(result.inputs.times[what]).toBeLessThan(BACK_MS),
  );

  it('are said to be there where they are, and not yet there where they are not', () => {
    expect(result.present).toContain('outputs: "seqprobe:seqprobe"\n');
    expect(result.outputs.early).toBe(false);
    expect(result.outputs.said).toContain('"seqprobe" (not there yet)');
  });

  it('fall silent when the daemon is killed, and no guardian lingers after any end', () => {
    expect(result.outputs.open).toEqual([]);
    expect(result.inputs.open).toEqual([]);
    expect([result.outputs.guardians, result.inputs.guardians, result.inputs.code]).toEqual([0, 0, 0]);
  });

  it('are found by a part of their name, and others that it fits are told', () => {
    const found = z
      .object({ matches: z.array(z.object({ port: z.string(), others: z.array(z.string()) })) })
      .parse(JSON.parse(result.matches.stdout));
    expect(found.matches[0].port).toBe('Virtual Raw MIDI 1-0:VirMIDI 1-0');
    expect(found.matches[0].others).toHaveLength(3);
    expect(result.notFound).toMatchObject({ stdout: '', status: 1 });
    expect(result.notFound.stderr).toMatch(/^error: MIDI input "organ" not found[.] Choose one of: Midi Through.*\n$/);
  });

  it('are said in one line to be missing, with what to do, and the library says nothing', () => {
    const { noSequencer, noLibrary } = result.without;
    for (const { stdout, stderr, status } of [noSequencer.list, noLibrary.list, noLibrary.json]) {
      expect([stderr, status]).toEqual(['', 0]);
      expect(stdout).toContain('There are no MIDI ports, since ');
    }
    expect(noSequencer.list.stdout).toContain('modprobe snd-seq');
    expect(noLibrary.list.stdout).toContain('apt install libasound2');
    expect(noSequencer.asked.stderr).toMatch(/^error: There are no MIDI ports.*\n$/);
  });
});
