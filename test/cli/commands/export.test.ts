import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-web';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerExport } from '../../../src/cli/commands/export.js';
import { runCli } from '../../../src/cli/run-cli.js';
import { openModel } from '../../../src/model/checkpoint/model-store.js';
import { predictedFields } from '../../../src/model/networks/network-config.js';
import { onnxEngine } from '../../../src/model/runtimes/onnx-engine.js';
import { loadOnnxRuntime } from '../../../src/model/runtimes/onnx-loader.js';
import { loadEventModel, type NetworkState } from '../../../src/model/sampling/event-model.js';
import { attendingCard, pianoCard, writeModel } from '../made-models.js';
import { RecordedIo } from '../recorded-io.js';

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'export-'));
  await writeModel(folder, pianoCard('Chopin'));
  await writeModel(folder, attendingCard('Liszt'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = async (...args: readonly string[]) => {
  const io = new RecordedIo();
  const exitCode = await runCli(['export', ...args, '--models', folder], io, [registerExport]);
  return { exitCode, err: io.err };
};

interface About {
  readonly fields: readonly { readonly name: string; readonly size: number }[];
  readonly states: readonly { readonly name: string; readonly width: number }[];
}

describe('export', () => {
  it.each(['Chopin', 'Liszt'])(
    'writes a standard .onnx that gives another program the numbers of ours: %s',
    async (name) => {
      const file = path.join(folder, `${name}.onnx`);
      const told = await run(name, '-o', file);
      expect(told.exitCode, told.err).toBe(0);
      const about = JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as About;

      const stored = path.join(folder, `${name}.safetensors`);
      const { card, weights } = await openModel({ file: stored, bytes: readFileSync(stored).length });
      const runtime = await loadOnnxRuntime('auto', {}, 1);
      const ours = await loadEventModel(onnxEngine(runtime.api, 'test', 1), card.network, weights);
      const session = await InferenceSession.create(new Uint8Array(readFileSync(file)));

      const ids = Int32Array.from(card.excerpts[0]?.ids ?? []);
      const width = about.fields.length;
      let state: NetworkState | undefined;
      let states: Readonly<Record<string, Tensor>> = Object.fromEntries(
        about.states.map(({ name, width }) => [name, new Tensor('float32', new Float32Array(width), [1, width])]),
      );
      for (let row = 0; row + 1 < 6; row++) {
        const event = ids.slice(row * width, (row + 1) * width);
        const next = ids.slice((row + 1) * width, (row + 2) * width);
        state = await ours.advance(event, state);
        const column = (of: Int32Array): Tensor => new Tensor('int32', of, [width, 1]);
        const results = await session.run({ ids: column(event), next: column(next), ...states });
        states = Object.fromEntries(about.states.map(({ name }) => [name, results[`${name}.after`]]));
        for (const place of predictedFields(card.network.schema)) {
          const theirs = results[`logits.${place.field.name}`]?.data as Float32Array;
          const own = ours.logits(state, place, next);
          expect(theirs).toHaveLength(own.length);
          theirs.forEach((value, i) => expect(value).toBeCloseTo(own[i] ?? NaN, 4));
        }
      }
      await ours.close();
      await session.release();
    },
  );

  it('says what is wrong', async () => {
    expect(await run('Nobody')).toMatchObject({ exitCode: 1 });
    expect((await run('Chopin', '-o', path.join(folder, 'Chopin.safetensors', 'x.onnx'))).err).toContain(
      'Cannot write',
    );
  });
});
