import { nameKey } from '../shared/names.js';

/** One composer of a blend and its share in whole percent. */
export interface BlendPart {
  readonly composer: string;
  readonly percent: number;
}

/** More could hardly be distinguished. */
export const MOST_BLENDED = 4;

const EXAMPLE = 'write composers and their shares, e.g. "Chopin:70+Joplin:30"';

/** `Chopin:70`: shares may be any numbers above 0; none at all are equal shares. */
const PART = /^\s*(?<composer>[^:+]+?)\s*(?::\s*(?<share>\d+(?:[.]\d+)?)\s*)?$/;

interface ReadPart {
  readonly composer: string;
  readonly share: number | undefined;
}

const readPart = (text: string): ReadPart | undefined => {
  const { composer, share } = PART.exec(text)?.groups ?? {};
  return composer === undefined ? undefined : { composer, share: share === undefined ? undefined : Number(share) };
};

/** Shares in whole percent that add up to 100; the remainder goes to those that lost most by rounding. */
const wholePercent = (shares: readonly number[]): readonly number[] => {
  const total = shares.reduce((sum, share) => sum + share, 0);
  const exact = shares.map((share) => (100 * share) / total);
  const whole = exact.map(Math.floor);
  const left = 100 - whole.reduce((sum, percent) => sum + percent, 0);
  const order = exact.map((_, i) => i).sort((a, b) => exact[b] - whole[b] - (exact[a] - whole[a]) || a - b);
  for (const i of order.slice(0, left)) whole[i]++;
  return whole;
};

const problemOf = (parts: readonly ReadPart[]): string | undefined => {
  if (parts.length > MOST_BLENDED) return `a blend is of ${MOST_BLENDED} composers at most`;
  const told = parts.filter(({ share }) => share !== undefined).length;
  if (told > 0 && told < parts.length) return 'give every composer a share, or none';
  const names = parts.map(({ composer }) => nameKey(composer));
  const twice = names.findIndex((name, i) => names.indexOf(name) < i);
  return twice < 0 ? undefined : `${parts[twice].composer} is in it twice`;
};

/** Whether a text means a blend; composers have neither + nor : in their names. */
export const isBlend = (text: string): boolean => /[+:]/.test(text);

/** The parts that a text such as `Chopin:70+Joplin:30` means, or what is wrong with it: a clause without a full stop. */
export const readBlend = (text: string): readonly BlendPart[] | string => {
  const parts: ReadPart[] = [];
  for (const each of text.split('+')) {
    const part = readPart(each);
    if (!part) return EXAMPLE;
    parts.push(part);
  }
  const problem = problemOf(parts);
  if (problem !== undefined) return problem;
  const percents = wholePercent(parts.map(({ share = 1 }) => share));
  const least = percents.findIndex((percent) => !(percent >= 1));
  if (least >= 0) return `${parts[least].composer} has less than 1 %`;
  return parts.map(({ composer }, i) => ({ composer, percent: percents[i] }));
};

/** The canonical text of a blend; a single composer is just the name. */
export const blendText = (parts: readonly BlendPart[]): string =>
  parts.length === 1 ? parts[0].composer : parts.map(({ composer, percent }) => `${composer}:${percent}`).join('+');
