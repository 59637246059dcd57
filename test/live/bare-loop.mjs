// A bare loop to compare with: notes on a virtual port at exact times, by Atomics.wait and a spin, nothing else.
// Usage: bare-loop.mjs <port name> <seconds> <interval ms>. Prints the times it meant, one a line.
import { createRequire } from 'node:module';

const midi = createRequire(import.meta.url)('@julusian/midi/lazy');
const [name, seconds, interval] = process.argv.slice(2);
const word = new Int32Array(new SharedArrayBuffer(4));
const nowMs = () => Number(process.hrtime.bigint()) / 1e6;

const output = new midi.Output();
output.openVirtualPort(name);
const startMs = nowMs() + 1500; // time for the witness to listen
const planned = [];
for (let i = 0; i < (Number(seconds) * 1000) / Number(interval); i++) {
  const atMs = startMs + i * Number(interval);
  const sleepMs = atMs - nowMs() - 0.5;
  if (sleepMs > 0) Atomics.wait(word, 0, 0, sleepMs);
  while (nowMs() < atMs);
  output.sendMessage(i % 2 === 0 ? [0x90, 60, 80] : [0x80, 60, 0]);
  planned.push(atMs);
}
console.log(planned.join('\n'));
output.destroy();
