import { isBlend, readBlend } from '../../src/protocol/blend.js';

/** Red, green and blue, 0–255. */
export type Rgb = readonly [number, number, number];

/** A turn of the colour circle by the golden angle puts like numbers far apart. */
const GOLDEN_ANGLE = 137.508;
/** Where the circle begins: Chopin, who plays first, is blue. */
const FIRST_HUE = 150;

/** FNV-1a, 32 bits. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
};

/** The hue of a name, degrees: always the same, whatever else there is. */
const hueOfName = (name: string): number => (FIRST_HUE + (hashOf(name) % 360) * GOLDEN_ANGLE) % 360;

/** The hue of a composer, degrees; that of a blend lies between its composers by their shares. */
export const hueOf = (composer: string): number => {
  const parts = isBlend(composer) ? readBlend(composer) : [];
  if (typeof parts === 'string' || parts.length === 0) return hueOfName(composer);
  const [x, y] = parts.reduce(
    ([sumX, sumY], part) => {
      const angle = (hueOfName(part.composer) * Math.PI) / 180;
      return [sumX + part.percent * Math.cos(angle), sumY + part.percent * Math.sin(angle)];
    },
    [0, 0],
  );
  return ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360;
};

/** A colour of OKLCH as sRGB; what screens cannot show is cut off. */
export const oklch = (lightness: number, chroma: number, hue: number): Rgb => {
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  const [red, green, blue] = linear.map((value) => {
    const shown = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
    return Math.round(255 * Math.min(Math.max(shown, 0), 1));
  });
  return [red, green, blue];
};

/** Velocity as light: a note on the stage glows more, and paler, the harder it is struck. */
export const noteColour = (hue: number, velocity: number): Rgb => {
  const force = velocity / 127;
  return oklch(0.62 + 0.3 * force, 0.16 - 0.06 * force, hue);
};

/** A composer's colour for marks on the page, in both of its schemes, and on the stage, which is always dark. */
export const markColours = (composer: string): { readonly light: Rgb; readonly dark: Rgb } => {
  const hue = hueOf(composer);
  return { light: oklch(0.5, 0.15, hue), dark: oklch(0.8, 0.11, hue) };
};

export const cssColour = ([red, green, blue]: Rgb, alpha = 1): string => `rgb(${red} ${green} ${blue} / ${alpha})`;
