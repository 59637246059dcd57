import { createCanvas, loadImage } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { plotLossHistory, shortCount } from '../../../src/training/loss/loss-plot.js';
import type { EvaluationRecord } from '../../../src/training/trainer/training-plan.js';

const history: EvaluationRecord[] = [8, 7, 6.5, 6.6].map((loss, i) => ({
  step: i,
  pass: i,
  notes: (i + 1) * 50_000,
  seconds: i,
  trainLoss: loss - 0.2 * i,
  validationLoss: loss,
  natsPerNote: loss,
  fields: {},
}));

/** Pixels of exactly this colour. */
const countPixels = async (png: Uint8Array, [red, green, blue]: readonly [number, number, number]): Promise<number> => {
  const image = await loadImage(Buffer.from(png));
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  let count = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i] === red && data[i + 1] === green && data[i + 2] === blue) count++;
  }
  return count;
};

const blue = [0x00, 0x72, 0xb2] as const;
const vermilion = [0xd5, 0x5e, 0x00] as const;

describe('the loss plot', () => {
  it('draws both curves on white, in a PNG of 1200 by 750', async () => {
    const png = plotLossHistory(history, 'Chopin – training loss');
    expect(await loadImage(Buffer.from(png))).toMatchObject({ width: 1200, height: 750 });
    expect(await countPixels(png, blue)).toBeGreaterThan(1000);
    expect(await countPixels(png, vermilion)).toBeGreaterThan(1000);
    expect(await countPixels(png, [255, 255, 255])).toBeGreaterThan(700_000);
  });

  it('draws the same bytes from the same history', () => {
    expect(plotLossHistory(history, 'Liszt')).toEqual(plotLossHistory(history, 'Liszt'));
  });

  it('says in its labels what is counted', () => {
    expect(plotLossHistory(history, 'Bach', 'token')).not.toEqual(plotLossHistory(history, 'Bach', 'note'));
  });

  it('draws empty axes before the first evaluation', async () => {
    expect(await countPixels(plotLossHistory([], 'Liszt'), blue)).toBeLessThan(1000);
  });

  it.each([
    [850, '850'],
    [12_000, '12 k'],
    [1_250_000, '1.25 M'],
  ])('writes %i as %s', (count, text) => {
    expect(shortCount(count)).toBe(text);
  });
});
