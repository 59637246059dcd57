// Scenes 3 and 4: ends of every kind leave nothing sounding, and a killed recording is whole again at the next start.
import { midiFiles, logEvents, logFiles, notesByMidicsv, notesByMido } from './recorded.mjs';
import { nowMs, pause, round, quantile, startDaemon, until } from './stage.mjs';

const ends = {
  SIGINT: (daemon) => daemon.end('SIGINT'),
  SIGTERM: (daemon) => daemon.end('SIGTERM'),
  SIGHUP: (daemon) => daemon.end('SIGHUP'),
  stop: (daemon) => {
    daemon.emit('stop');
    return daemon.ended;
  },
};

const inPlace = {
  panic: (daemon) => daemon.emit('panic'),
  'transport stop': (daemon) => daemon.emit('transport', 'stop'),
  mute: (daemon) => daemon.emit('set', 'mute=on'),
};

const start = (name, i) => startDaemon(name, 'Chopin', '--seed', String(i + 1), '--tempo', '140', '--density', '6');

/** Plays for a random while (seeded by the number), is ended in some way, and is looked at a second later. */
export const stops = async (witness, { rounds }) => {
  const results = [];
  for (let i = 0; i < rounds; i++) {
    const kinds = Object.keys(ends);
    const daemon = await start('stops', i);
    await witness.listen('music-lstm-daemon');
    await pause(700 + ((i * 377) % 600));
    const names = Object.keys(inPlace);
    const first = names[i % names.length];
    inPlace[first](daemon);
    const openMs = nowMs();
    if (first !== 'panic') {
      await pause(1000);
      results.push({ kind: first, open: witness.open.length });
      daemon.emit(...(first === 'mute' ? ['set', 'mute=off'] : ['transport', 'start']));
    }
    await pause(600 + ((i * 211) % 500) + (nowMs() - openMs) * 0);
    const kind = kinds[i % kinds.length];
    await ends[kind](daemon);
    await pause(1000);
    results.push({ kind, open: witness.open.length });
  }
  return { results, hanging: results.filter(({ open }) => open > 0).length };
};

/** The daemon is killed after so many notes, and up to a second and a half more. */
const NOTES_BEFORE_KILL = 12;

const sorted = (pitches) => [...pitches].sort((a, b) => a - b).join();

/**
 * How many of the captured notes were recorded. The capture begins after the recording does, so it is the longest
 * beginning of the capture with the same pitches as an end of the recording; times do not count, since a busy machine
 * delivers a note late, and the order does not either, since the notes of a chord may change places.
 */
const recordedOf = (recorded, captured) => {
  for (let n = Math.min(recorded.length, captured.length); n > 0; n--) {
    if (sorted(recorded.slice(-n)) === sorted(captured.slice(0, n))) return n;
  }
  return 0;
};

/** Time in ms by which the capture is longer than what was recorded of it. */
const lostMs = (recorded, captured) => {
  const kept = recordedOf(
    recorded.map(({ pitch }) => pitch),
    captured.map(({ data1 }) => data1),
  );
  return captured.length === 0 ? 0 : captured.at(-1).atMs - captured[Math.max(0, kept - 1)].atMs;
};

export const kills = async (witness, { rounds }) => {
  const results = [];
  for (let i = 0; i < rounds; i++) {
    const daemon = await start('kills', i);
    await witness.listen('music-lstm-daemon');
    const fromIndex = witness.events.length;
    const onsets = () => witness.events.slice(fromIndex).filter(({ type, data2 }) => type === 'note-on' && data2 > 0);
    // fewer would leave the comparison of times to one chord that the machine delivered late
    await until(() => onsets().length >= NOTES_BEFORE_KILL, 'it has played for a while', 30_000);
    await pause((i * 431) % 1500);
    daemon.child.kill('SIGKILL');
    await daemon.ended;
    await pause(1000);
    const open = witness.open.length;
    const captured = onsets();
    const log = logFiles(daemon.folder).at(-1);
    const next = await startDaemon('kills', 'Chopin', '--no-auto-start', '--no-record');
    // recovery runs beside the daemon, which need not wait for it
    await until(() => /Recovered/.test(next.text()), `recovery: ${next.text()}`, 20_000);
    await next.end();
    const file = midiFiles(daemon.folder).at(-1);
    const events = logEvents(log).filter(({ kind, voice }) => kind === 'note-on' && voice === 'daemon');
    const [byCsv, byMido] = [notesByMidicsv(file), notesByMido(file)];
    // the file's clock begins at its first bar: the recording and the capture agree up to one offset
    const offsets = byMido
      .slice(-captured.length)
      .map(({ ms }, j) => captured[j]?.atMs - ms)
      .filter(Number.isFinite);
    const middle = quantile(offsets, 0.5);
    results.push({
      open,
      said: /Recovered/.test(next.text()),
      logged: events.length,
      midicsv: byCsv.length,
      mido: byMido.length,
      captured: captured.length,
      lostMs: round(lostMs(events, captured)),
      apartMs: round(
        quantile(
          offsets.map((offset) => Math.abs(offset - middle)),
          0.5,
        ),
      ),
    });
  }
  return results;
};
