// Damage, repeatable from a seed.

/** A small generator of uniform numbers (mulberry32). */
export const randomOf = (seed) => {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n) => Math.floor(next() * n);
  return { next, below, pick: (list) => list[below(list.length)] };
};

const kinds = {
  flip: (bytes, { below }) => {
    for (let i = 0; i <= below(16); i++) bytes[below(bytes.length)] ^= 1 << below(8);
    return bytes;
  },
  extreme: (bytes, { below, pick }) => {
    const at = below(Math.max(1, bytes.length - 4));
    for (let i = 0; i < 4; i++) bytes[at + i] = pick([0, 0x7f, 0x80, 0xff]);
    return bytes;
  },
  cut: (bytes, { below }) => bytes.subarray(0, below(bytes.length)),
  doubled: (bytes, { below }) => {
    const from = below(bytes.length);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(below(from + 1), from), bytes.subarray(from)]);
  },
  removed: (bytes, { below }) => {
    const from = below(bytes.length);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(Math.min(bytes.length, from + 1 + below(64)))]);
  },
  noise: (bytes, { below }) => {
    const from = below(bytes.length);
    for (let i = from; i < Math.min(bytes.length, from + 32); i++) bytes[i] = below(256);
    return bytes;
  },
};

/** A damaged copy. */
export const damaged = (original, random) => {
  let bytes = Buffer.from(original);
  for (let i = 0; i <= random.below(3) && bytes.length > 8; i++)
    bytes = kinds[random.pick(Object.keys(kinds))](bytes, random);
  return bytes;
};

const values = [
  null,
  true,
  -1,
  0,
  1e308,
  NaN,
  '',
  'x',
  '\u001b[2J',
  '../../etc/passwd',
  [],
  {},
  [[]],
  'a'.repeat(5000),
  '＿',
  -0.5,
];

/** The same JSON with some values replaced by what does not belong there. */
export const wrongJson = (value, random, share = 0.2) => {
  if (random.next() < share) return random.pick(values);
  if (Array.isArray(value)) return value.map((each) => wrongJson(each, random, share));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [
        random.next() < 0.05 ? `${key}x` : key,
        wrongJson(each, random, share),
      ]),
    );
  return value;
};
