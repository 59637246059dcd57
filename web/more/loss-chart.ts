import type { LossPoint } from '../../src/protocol/live-event.js';
import { colour, freshCanvas } from '../elements.js';
import { inOrder, passText } from './loss-points.js';

const TOP = 26;
const RIGHT = 10;
const BOTTOM = 26;
const GAP = 8;

/** Both curves are told apart by dashes as well as by colour. */
const curves = [
  { name: 'training', colour: 'daemon', dashes: [] },
  { name: 'validation', colour: 'player', dashes: [5, 4] },
] as const;

const lossOf = (point: LossPoint, name: (typeof curves)[number]['name']): number | null =>
  name === 'training' ? point.trainingLoss : point.validationLoss;

const drawLegend = (context: CanvasRenderingContext2D, width: number): void => {
  let right = width - RIGHT;
  for (const { name, colour: of, dashes } of curves.toReversed()) {
    context.textAlign = 'right';
    context.fillStyle = colour('quiet');
    context.fillText(name, right, 14);
    right -= context.measureText(name).width + 6;
    context.strokeStyle = colour(of);
    context.lineWidth = 2;
    context.setLineDash(dashes);
    context.beginPath();
    context.moveTo(right - 20, 10);
    context.lineTo(right, 10);
    context.stroke();
    right -= 34;
  }
  context.setLineDash([]);
};

/** Draws the losses of a training, from two on: training and validation, over its passes. */
export const drawLosses = (canvas: HTMLCanvasElement, history: readonly LossPoint[]): void => {
  const points = inOrder(history);
  const fresh = freshCanvas(canvas);
  if (!fresh || points.length < 2) return;
  const { context, width, height } = fresh;
  context.font = '12px system-ui, sans-serif';
  const losses = points.flatMap(({ trainingLoss, validationLoss }) => [trainingLoss, validationLoss ?? trainingLoss]);
  const [low, high] = [Math.min(...losses), Math.max(...losses)];
  const [first, last] = [points[0].pass, points[points.length - 1].pass];
  const left = Math.max(...[low, high].map((loss) => context.measureText(loss.toFixed(2)).width)) + GAP;
  const x = (pass: number): number => left + ((pass - first) / (last - first || 1)) * (width - left - RIGHT);
  const y = (loss: number): number => TOP + ((high - loss) / (high - low || 1)) * (height - TOP - BOTTOM);
  context.fillStyle = colour('quiet');
  context.textAlign = 'left';
  context.fillText('nats per event', 0, 14);
  for (const loss of [low, high]) context.fillText(loss.toFixed(2), 0, y(loss) + 4);
  context.fillText(passText(first), left, height - 6);
  context.textAlign = 'right';
  context.fillText(passText(last), width - RIGHT, height - 6);
  drawLegend(context, width);
  for (const { name, colour: of, dashes } of curves) {
    context.strokeStyle = colour(of);
    context.lineWidth = 2;
    context.setLineDash(dashes);
    context.beginPath();
    for (const point of points) {
      const loss = lossOf(point, name);
      if (loss !== null) context.lineTo(x(point.pass), y(loss));
    }
    context.stroke();
  }
  context.setLineDash([]);
};
