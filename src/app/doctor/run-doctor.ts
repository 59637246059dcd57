import { isAnswered } from '../../adapters/control/control-client.js';
import { defaultSocketPath } from '../../adapters/control/socket-path.js';
import { checkDisk } from './check-disk.js';
import { checkMidi } from './check-midi.js';
import { checkModel } from './check-model.js';
import { checkTimer } from './check-timer.js';
import type { CheckResult } from './check-result.js';
import { modelKind } from '../../composer/models/model-kind.js';
import { listModels, readCardOf, type StoredModel } from '../../model/checkpoint/model-store.js';
import { loadOnnxRuntime, type OnnxRuntime } from '../../model/runtimes/onnx-loader.js';
import { runtimeEngine } from '../../model/runtimes/runtime-engine.js';
import { DaemonError } from '../../shared/error.js';
import type { CommandIo } from '../../cli/command-io.js';
import { modelSearchFolders } from '../models/model-folders.js';
import { packageVersion } from '../package-version.js';

/** The options of `doctor` as commander gives them. */
export interface DoctorOptions {
  readonly models?: string;
  readonly output: string;
  readonly quick: boolean;
  readonly json: boolean;
}

/** Something prevents playing. */
class UnwellError extends DaemonError {
  readonly code = 'UNWELL';
}

const SECONDS = 5;
const QUICK_SECONDS = 0.5;

const runtimeFinding = (runtime: OnnxRuntime): CheckResult => {
  if (runtime.kind === 'native')
    return { what: 'runtime', state: 'well', text: `onnxruntime-node ${runtime.version}, native` };
  const text = `onnxruntime-web ${runtime.version} (WASM), since ${runtime.reason}`;
  const remedy = runtime.repair ?? 'Unset MUSIC_LSTM_RUNTIME.';
  return { what: 'runtime', state: 'weak', text, remedy };
};

/** Networks of plans play nothing by themselves; they are examined with the model that plays by them. */
const drawsPlans = async (stored: StoredModel): Promise<boolean> => {
  const card = await readCardOf(stored).catch(() => undefined); // a damaged file is told when it is examined
  return card !== undefined && modelKind(card) === 'plan';
};

const examineModels = async (
  options: DoctorOptions,
  runtime: OnnxRuntime,
  io: CommandIo,
): Promise<readonly CheckResult[]> => {
  const models = await listModels(modelSearchFolders(options.models, io.env));
  if (models.length === 0) {
    const remedy = 'Train one with `music-lstm-daemon train`, or install the package again.';
    return [{ what: 'models', state: 'fault', text: 'there is no model', remedy }];
  }
  const engine = runtimeEngine(runtime, 1);
  const findings: CheckResult[] = [];
  for (const stored of models) {
    if (!(await drawsPlans(stored))) findings.push(await checkModel(stored, engine));
  }
  return findings;
};

const examine = async (options: DoctorOptions, io: CommandIo): Promise<readonly CheckResult[]> => {
  const socketPath = defaultSocketPath(io.env);
  const running = await isAnswered(socketPath);
  const runtime = await loadOnnxRuntime('auto', io.env);
  return [
    {
      what: 'program',
      state: 'well',
      text: `music-lstm-daemon ${packageVersion()}, Node ${process.versions.node}, ${process.platform}`,
    },
    { what: 'daemon', state: 'well', text: running ? `running at ${socketPath}` : 'not running' },
    runtimeFinding(runtime),
    ...(await checkMidi()),
    await checkTimer(options.quick ? QUICK_SECONDS : SECONDS),
    ...(await examineModels(options, runtime, io)),
    checkDisk(options.output),
  ];
};

const MARKS = { well: 'ok  ', weak: 'weak', fault: 'FAULT' } as const;

const lineOf = ({ what, state, text, remedy }: CheckResult): string =>
  `${MARKS[state]}  ${what}: ${text}${remedy === undefined ? '' : `. ${remedy}`}\n`;

/** Prints what was found; throws where something prevents playing. */
export const runDoctor = async (options: DoctorOptions, io: CommandIo): Promise<void> => {
  const findings = await examine(options, io);
  const faults = findings.filter(({ state }) => state === 'fault');
  if (options.json) io.stdout.write(`${JSON.stringify({ well: faults.length === 0, findings })}\n`);
  else for (const finding of findings) io.stdout.write(lineOf(finding));
  if (faults.length > 0)
    throw new UnwellError(`Playing is not possible: ${faults.map(({ text }) => text).join('; ')}.`);
};
