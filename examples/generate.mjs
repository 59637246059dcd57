// Composes a piece with music-lstm-daemon as a library, and writes it to a file.
//
//   node examples/generate.mjs Chopin piece.mid
import { writeFile } from 'node:fs/promises';
import { generate } from 'music-lstm-daemon';

const [composer = 'Chopin', file = 'piece.mid', seed] = process.argv.slice(2);

try {
  const options = { bars: 8, ...(seed === undefined ? {} : { seed: Number(seed) }) };
  const piece = await generate(composer, options);
  await writeFile(file, piece.midi);
  console.log(`${file}: ${piece.model}, seed ${piece.seed}`);
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
}
