// Swing as an independent witness hears it: where in the beat the daemon's onsets fall, straight and at a triplet.
import { logEvents, logFiles } from './recorded.mjs';
import { firstOfChords } from './scene-onsets.mjs';
import { pause, quantile, round, startDaemon } from './stage.mjs';

const BEAT_MS = 500; // 120 bpm

/** Swing moves straight eighths and sixteenths, not triplets: only what is near these was written there. */
const NEAR_MS = 12;

/** Places in the beat, ms, of eighths that swing and of sixteenths that do. */
const placesAt = (share) => {
  const eighth = BEAT_MS * share;
  const sixteenths = [(BEAT_MS / 2) * share, BEAT_MS / 2, BEAT_MS / 2 + (BEAT_MS / 2) * share];
  return [0, eighth, ...sixteenths, BEAT_MS];
};

/** Where each onset falls in its beat, ms. */
const phases = (daemon, onsets) => {
  const { transport } = logEvents(logFiles(daemon.folder).at(-1)).find(
    ({ kind, transport: time }) => kind === 'transport' && time.state === 'running',
  );
  const beatMs = transport.atMs - (transport.tick / 480) * BEAT_MS;
  return onsets.map(({ atMs }) => (((atMs - beatMs) % BEAT_MS) + BEAT_MS) % BEAT_MS);
};

const play = async (witness, percent, seconds) => {
  const settings = ['--tempo', '120', '--meter', '4/4', '--expression', '0', '--swing', String(percent)];
  const daemon = await startDaemon(`swing-${percent}`, 'Joplin', '--seed', '3', ...settings);
  await witness.listen('music-lstm-daemon');
  const fromIndex = witness.events.length;
  await pause(seconds * 1000);
  const onsets = firstOfChords(witness.events.slice(fromIndex));
  await daemon.end();
  const places = placesAt(percent / 100);
  const heard = phases(daemon, onsets);
  const apart = heard.map((phase) => Math.min(...places.map((place) => Math.abs(phase - place))));
  const near = (place) => heard.filter((phase) => Math.abs(phase - place) < NEAR_MS).length;
  return {
    n: onsets.length,
    /** The median distance from the nearest place, of onsets that are near one. */
    apartMs: round(
      quantile(
        apart.filter((ms) => ms < NEAR_MS),
        0.5,
      ),
    ),
    /** Onsets where straight music has its second and fourth sixteenths. */
    straight: near(BEAT_MS / 4) + near((3 * BEAT_MS) / 4),
    /** Onsets where a swung eighth or sixteenth falls, and straight music has none. */
    swung: near(BEAT_MS * 0.667) + near(BEAT_MS * 0.3335) + near(BEAT_MS * 0.8335),
  };
};

export const swing = async (witness, { seconds }) => ({
  straight: await play(witness, 50, seconds),
  triplet: await play(witness, 66.7, seconds),
});
