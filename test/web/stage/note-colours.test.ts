import { describe, expect, it } from 'vitest';
import { builtInPresets } from '../../../web/presets/built-in-presets.js';
import { hueOf, markColours, noteColour, oklch, type Rgb } from '../../../web/stage/note-colours.js';

/** Of WCAG 2. */
const luminance = (rgb: Rgb): number => {
  const [r = 0, g = 0, b = 0] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const contrast = (a: Rgb, b: Rgb): number => {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
};

const STAGE: Rgb = [14, 17, 28];
const PANELS = { light: [255, 255, 255], dark: [25, 28, 38] } as const;
const hues = Array.from({ length: 360 }, (_, hue) => hue);
const composers = Array.from({ length: 300 }, (_, i) => `Composer ${i}`);

describe('the colours of notes', () => {
  it('stand out from the stage in every hue, also of the softest note', () => {
    for (const hue of hues) expect(contrast(noteColour(hue, 1), STAGE)).toBeGreaterThan(3);
  });

  it('are the lighter, the harder the note is struck', () => {
    for (const hue of hues) {
      const lights = [1, 32, 64, 96, 127].map((velocity) => luminance(noteColour(hue, velocity)));
      expect(lights).toEqual(lights.toSorted((a, b) => a - b));
    }
  });

  it('of composers stand out from the page in both schemes', () => {
    for (const { light, dark } of composers.map(markColours)) {
      expect(contrast(light, PANELS.light)).toBeGreaterThan(3);
      expect(contrast(dark, PANELS.dark)).toBeGreaterThan(3);
    }
  });

  it('depend on the name alone, and tell those of the presets apart', () => {
    expect(hueOf('Chopin')).toBe(hueOf('Chopin'));
    const singles = builtInPresets.flatMap(({ controls: { composer = '+' } }) =>
      composer.includes('+') ? [] : [composer],
    );
    const sorted = [...new Set(singles)].map(hueOf).sort((a, b) => a - b);
    const gaps = sorted.slice(1).map((hue, i) => hue - (sorted[i] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(2);
  });

  it('of a blend lie between those of its composers, nearer to the greater share', () => {
    const [chopin, bach] = [hueOf('Chopin'), hueOf('Bach')];
    const away = (a: number, b: number): number => Math.min(Math.abs(a - b), 360 - Math.abs(a - b));
    const blend = hueOf('Chopin:80+Bach:20');
    expect(away(blend, chopin)).toBeLessThan(away(blend, bach));
    expect(away(blend, chopin)).toBeGreaterThan(0);
  });

  it('are those of OKLCH: white, black and a red that others computed', () => {
    expect(oklch(1, 0, 0)).toEqual([255, 255, 255]);
    expect(oklch(0, 0, 0)).toEqual([0, 0, 0]);
    expect(oklch(0.627955, 0.257683, 29.2339)).toEqual([255, 0, 0]);
  });
});
