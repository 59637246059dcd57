import { expect, it } from 'vitest';
import { inOrder, passText } from '../../../web/more/loss-points.js';

const point = (pass: number, trainingLoss: number) => ({ pass, trainingLoss, validationLoss: null });

it('losses stand in order of their passes, each pass once, with its latest figure', () => {
  const history = [point(5, 2), point(6.1, 1.8), point(6, 1.9), point(5, 1.95), point(7, 1.7)];
  expect(inOrder(history)).toEqual([point(5, 1.95), point(6, 1.9), point(6.1, 1.8), point(7, 1.7)]);
});

it('passes are written without needless decimals', () => {
  expect([passText(5), passText(6.12), passText(12.0004)]).toEqual(['pass 5', 'pass 6.1', 'pass 12']);
});
