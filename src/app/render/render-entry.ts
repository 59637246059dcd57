import { errorLine } from '../../shared/explain-error.js';
import { endWithParent, leaveParent, planOfProcess, sendToParent } from '../../workers/shared/parent-process.js';
import { quietContext } from '../run-context.js';
import { renderFile } from './render-file.js';
import { renderOrderSchema, type RenderResult } from './render-messages.js';
import { SAMPLE_RATE } from './render-options.js';

/** Process entry: turns a .mid file into a sound file. Without a parent it leaves nothing behind. */

const gone = new AbortController();
endWithParent(() => gone.abort());
const { file, output } = planOfProcess(renderOrderSchema);
const context = { ...quietContext, interruption: () => gone.signal };
const result = await renderFile(file, { output, sampleRate: SAMPLE_RATE }, context).then(
  (): RenderResult => ({ kind: 'done' }),
  (error: unknown): RenderResult => ({ kind: 'failed', reason: errorLine(error) }),
);
await sendToParent(result);
leaveParent();
