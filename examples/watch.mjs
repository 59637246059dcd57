// Watches music-lstm-daemon: prints each note with its bar and beat, and can steer.
//
//   node examples/watch.mjs                                  prints notes until Ctrl-C
//   node examples/watch.mjs --notes 8                        prints eight notes
//   node examples/watch.mjs '{"kind": "panic"}'              sends one command, prints the answer
//   node examples/watch.mjs --url http://127.0.0.1:9000/     another address, with #token=… if it is not your own daemon
import { parseArgs } from 'node:util';
import { barAndBeat, connect } from 'music-lstm-daemon/client';

const NAMES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];

const { values, positionals } = parseArgs({
  options: { url: { type: 'string' }, notes: { type: 'string' } },
  allowPositionals: true,
});

const printNotes = (daemon, wanted) =>
  new Promise((resolve) => {
    let printed = 0;
    daemon.on('note-on', ({ voice, pitch, velocity, tick }) => {
      if (printed === wanted) return;
      const { bar, beat } = barAndBeat(daemon.snapshot.transport, tick);
      const name = `${NAMES[pitch % 12]}${Math.floor(pitch / 12) - 1}`;
      console.log(`${bar}.${beat} ${voice} ${name} velocity ${velocity}`);
      printed++;
      if (printed === wanted) resolve();
    });
  });

const run = async (daemon) => {
  const [command] = positionals;
  if (command === undefined) await printNotes(daemon, values.notes === undefined ? Infinity : Number(values.notes));
  else console.log(JSON.stringify((await daemon.send(JSON.parse(command))) ?? 'done'));
};

try {
  const daemon = await connect(values.url === undefined ? {} : { url: values.url });
  await run(daemon).finally(() => daemon.close());
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
}
