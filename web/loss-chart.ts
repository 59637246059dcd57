import type { LossPoint } from '../src/protocol/live-event.js';
import { colour, freshCanvas } from './elements.js';

const MARGIN = 38;

const legend = [
  ['daemon', 'training'],
  ['player', 'validation'],
] as const;

/** Draws the losses of a training, from two on: training and validation, over its passes. */
export const drawLosses = (canvas: HTMLCanvasElement, history: readonly LossPoint[]): void => {
  const fresh = freshCanvas(canvas);
  if (!fresh || history.length < 2) return;
  const { context, width, height } = fresh;
  context.font = '12px system-ui, sans-serif';
  context.fillStyle = colour('quiet');
  const losses = history.flatMap(({ trainingLoss, validationLoss }) => [trainingLoss, validationLoss ?? trainingLoss]);
  const [low, high] = [Math.min(...losses), Math.max(...losses)];
  const [first, last] = [history[0].pass, history[history.length - 1].pass];
  const x = (pass: number): number => MARGIN + ((pass - first) / (last - first || 1)) * (width - MARGIN - 8);
  const y = (loss: number): number => 10 + ((high - loss) / (high - low || 1)) * (height - MARGIN - 10);
  for (const loss of [low, high]) context.fillText(loss.toFixed(2), 2, y(loss) + 4);
  context.fillText(`pass ${first.toFixed(0)}`, MARGIN, height - 8);
  context.textAlign = 'right';
  context.fillText(last.toFixed(0), width - 8, height - 8);
  context.fillText('nats per event', width - 8, 16);
  for (const [i, [name, text]] of legend.entries()) {
    context.fillStyle = colour(name);
    context.fillText(text, width - 8, 34 + 18 * i);
  }
  const line = (name: string, points: readonly (readonly [number, number])[]): void => {
    context.strokeStyle = colour(name);
    context.lineWidth = 2;
    context.beginPath();
    for (const [pass, loss] of points) context.lineTo(x(pass), y(loss));
    context.stroke();
  };
  line(
    'daemon',
    history.map(({ pass, trainingLoss }) => [pass, trainingLoss]),
  );
  line(
    'player',
    history.flatMap(({ pass, validationLoss }) => (validationLoss === null ? [] : [[pass, validationLoss] as const])),
  );
};
