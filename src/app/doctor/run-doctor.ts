import { isAnswered } from '../../adapters/control/control-client.js';
import { defaultSocketPath } from '../../adapters/control/socket-path.js';
import { checkDisk } from './check-disk.js';
import { checkMidi } from './check-midi.js';
import { checkModel } from './check-model.js';
import { checkTimer } from './check-timer.js';
import type { CheckResult } from './check-result.js';
import { modelKind } from '../../composer/models/model-kind.js';
import type { StoredModel } from '../../model/checkpoint/model-names.js';
import { listModels, readCardOf } from '../../model/checkpoint/model-store.js';
import { loadOnnxRuntime, type OnnxRuntime } from '../../model/runtimes/onnx-loader.js';
import { runtimeEngine } from '../../model/runtimes/runtime-engine.js';
import { quietContext, type RunContext } from '../run-context.js';
import { modelSearchFolders } from '../models/model-folders.js';
import { packageVersion } from '../package-version.js';

/** What is looked at. */
export interface DoctorOptions {
  /** The only folder in which models are looked for. */
  readonly models?: string;
  /** The folder that recordings would go to. */
  readonly output?: string;
  /** Whether the timer is measured for half a second only. */
  readonly quick?: boolean;
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
  context: RunContext,
): Promise<readonly CheckResult[]> => {
  const models = await listModels(modelSearchFolders(options.models, context.env));
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

/** Looks at everything that playing needs. A result whose state is `fault` prevents playing. */
export const runDoctor = async (
  options: DoctorOptions = {},
  context: RunContext = quietContext,
): Promise<readonly CheckResult[]> => {
  const socketPath = defaultSocketPath(context.env);
  const running = await isAnswered(socketPath);
  const runtime = await loadOnnxRuntime('auto', context.env);
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
    ...(await examineModels(options, runtime, context)),
    checkDisk(options.output ?? 'output'),
  ];
};
