import { StyleShares } from '../../composer/style/style-shares.js';
import { StyleMatcher, type PlayerEvent } from '../../composer/style/style-matcher.js';
import { loadStyleScorer } from '../../composer/style/load-style-scorer.js';
import { openModel } from '../../model/checkpoint/model-store.js';
import { onnxEngine } from '../../model/runtimes/onnx-engine.js';
import { loadOnnxRuntime } from '../../model/runtimes/onnx-loader.js';
import { endWithParent, onParentMessage, sendToParent } from '../shared/parent-process.js';
import { toStyleMatchSchema, type FromStyleMatch, type ToStyleMatch } from './style-match-messages.js';

/** Process entry: computes whose music the player's notes resemble. Ends with its channel. */

/** More than this behind, it skips what was played: it is to say how it sounds now. */
const MOST_BEHIND = 512;

const emit = (message: FromStyleMatch): void => {
  void sendToParent(message);
};

const openJudge = async ({ model, transport }: Extract<ToStyleMatch, { kind: 'model' }>): Promise<Opened> => {
  const { card, weights } = await openModel(model);
  const runtime = await loadOnnxRuntime('auto', process.env, 1);
  const loaded = await loadStyleScorer(onnxEngine(runtime.api, 'likeness', 1), card, weights);
  if (!loaded) return { judge: undefined, close: () => Promise.resolve() };
  const meter = new StyleShares(loaded.model, loaded.names, card.hearsPlayer);
  const judge = new StyleMatcher(meter, transport, (likeness) => emit({ likeness }));
  return { judge, close: () => loaded.model.close() };
};

interface Opened {
  readonly judge: StyleMatcher | undefined;
  readonly close: () => Promise<void>;
}

let order: Extract<ToStyleMatch, { kind: 'model' }> | undefined;
let queue: PlayerEvent[] = [];
let opened: Opened | undefined;
let isWorking = false;

const changeModel = async (next: Extract<ToStyleMatch, { kind: 'model' }>): Promise<void> => {
  await opened?.close();
  emit({ likeness: null });
  opened = await openJudge(next);
};

const work = async (): Promise<void> => {
  if (isWorking) return;
  isWorking = true;
  while (order || queue.length > 0) {
    const next = order;
    order = undefined;
    if (next) await changeModel(next);
    const event = queue.shift();
    if (event) await opened?.judge?.onEvent(event);
  }
  isWorking = false;
};

onParentMessage(toStyleMatchSchema, (message) => {
  if (message.kind === 'model') order = message;
  else queue = [...queue, ...message.events].slice(-MOST_BEHIND);
  void work(); // what fails here is a bug or a broken model, and ends this process alone
});
endWithParent(() => process.exit());
