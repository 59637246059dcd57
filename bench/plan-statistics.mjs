// What plans are like, as numbers by name: for telling drawn plans from real ones.

const NO_CHORD = 108;
const mean = (values) => (values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length);
const share = (values, test) => mean(values.map((value) => (test(value) ? 1 : 0)));
const rootOf = ({ chord }) => Math.floor(chord / 9);
const pitchClass = (pitch) => ((pitch % 12) + 12) % 12;

/** Lengths of the runs of equal neighbours. */
const runs = (values) => {
  const lengths = [];
  values.forEach((value, i) => {
    if (i > 0 && value === values[i - 1]) lengths[lengths.length - 1]++;
    else lengths.push(1);
  });
  return lengths;
};

const pairs = (values) => values.slice(1).map((value, i) => [values[i], value]);

/** Bars back to the bar that a bar refers to; 0 for none. */
const lagOf = ({ reference, index }) => (reference < 0 ? 0 : index - reference);

const ofBars = ({ bars }) => {
  const lags = bars.map(lagOf).filter((lag) => lag > 0);
  const phrases = bars.flatMap((bar, i) => (i === 0 || bars[i - 1].phraseLeft === 0 ? [bar.phraseLeft + 1] : []));
  const starts = bars.flatMap((bar, i) => (bar.sectionStart ? [i] : []));
  const ends = bars.filter(({ phraseLeft }) => phraseLeft === 0);
  const kinds = ['new', 'exact', 'shifted', 'rhythm', 'varied'];
  return {
    ...Object.fromEntries(kinds.map((kind) => [`kind ${kind}`, share(bars, (bar) => bar.kind === kind)])),
    'kind stays': share(pairs(bars), ([a, b]) => a.kind === b.kind),
    ...Object.fromEntries([1, 2, 4, 8, 16].map((lag) => [`lag ${lag}`, share(lags, (one) => one === lag)])),
    'lag over 16': share(lags, (lag) => lag > 16),
    'lag run': mean(runs(lags)),
    ...Object.fromEntries([2, 4, 8].map((bars) => [`phrase of ${bars}`, share(phrases, (one) => one === bars)])),
    'phrase length': mean(phrases),
    'cadence none': share(ends, ({ cadence }) => cadence === 'none'),
    'cadence half': share(ends, ({ cadence }) => cadence === 'half'),
    'cadence authentic': share(ends, ({ cadence }) => cadence === 'authentic'),
    'section length': bars.length / Math.max(1, starts.length),
    'section returns': share(starts, (bar) => bars.slice(0, bar).some(({ section }) => section === bars[bar].section)),
    density: mean(bars.map((bar) => bar.density)),
    'density moves': mean(pairs(bars).map(([a, b]) => Math.abs(a.density - b.density))),
    'grid changes': share(pairs(bars), ([a, b]) => a.grid !== b.grid),
    'grid triplets': share(bars, ({ grid }) => grid === 4 || grid === 5),
    'loudness moves': mean(pairs(bars).map(([a, b]) => Math.abs(a.loudness - b.loudness))),
    'empty bars': share(bars, (bar) => bar.density === 0),
  };
};

const ofHarmony = ({ bars, slots, tonic, mode }) => {
  const chords = slots.filter(({ chord }) => chord < NO_CHORD);
  const moves = pairs(chords).filter(([a, b]) => a.chord !== b.chord);
  const motion = moves.map(([a, b]) => pitchClass(rootOf(b) - rootOf(a)));
  const names = [
    'same',
    'm2 up',
    'M2 up',
    'm3 up',
    'M3 up',
    '4th up',
    'tritone',
    '5th up',
    'm6 up',
    'M6 up',
    'm7 up',
    'M7 up',
  ];
  const windows = [];
  for (let i = 0; i + 16 <= slots.length; i += 16)
    windows.push(new Set(slots.slice(i, i + 16).map(({ chord }) => chord)).size);
  const qualities = ['major', 'minor', 'dim', 'aug', '7', 'm7', 'M7', 'half-dim', 'dim7'];
  return {
    'slots a bar': slots.length / Math.max(1, bars.length),
    'no chord': share(slots, ({ chord }) => chord === NO_CHORD),
    ...Object.fromEntries(
      qualities.map((name, i) => [`quality ${name}`, share(chords, ({ chord }) => chord % 9 === i)]),
    ),
    ...Object.fromEntries(names.map((name, i) => [`root ${name}`, share(motion, (one) => one === i)])),
    'chord run': mean(runs(slots.map(({ chord }) => chord))),
    'longest chord run': Math.max(0, ...runs(slots.map(({ chord }) => chord))),
    'chords in 16 slots': mean(windows),
    'root in the bass': share(chords, (slot) => slot.bass === rootOf(slot)),
    'bass moves': share(pairs(slots), ([a, b]) => a.bass !== b.bass),
    'home key': share(slots, (slot) => slot.tonic === tonic && slot.mode === mode),
    'key run': mean(runs(slots.map((slot) => `${slot.tonic} ${slot.mode}`))),
    'tonic chord': share(chords, (slot) => rootOf(slot) === slot.tonic),
    'dominant chord': share(chords, (slot) => rootOf(slot) === (slot.tonic + 7) % 12),
  };
};

const line = (slots, part) => {
  const notes = slots.map((slot) => slot[part]).filter((pitch) => pitch >= 0);
  const steps = pairs(notes).map(([a, b]) => Math.abs(b - a));
  return {
    [`${part} repeats`]: share(steps, (step) => step === 0),
    [`${part} steps`]: share(steps, (step) => step === 1 || step === 2),
    [`${part} thirds`]: share(steps, (step) => step === 3 || step === 4),
    [`${part} leaps`]: share(steps, (step) => step > 4 && step < 12),
    [`${part} octaves and wider`]: share(steps, (step) => step >= 12),
    [`${part} mean`]: mean(notes),
    [`${part} range`]: notes.length === 0 ? 0 : Math.max(...notes) - Math.min(...notes),
  };
};

const ofLines = ({ slots }) => {
  const chords = slots.filter(({ chord, top }) => chord < NO_CHORD && top >= 0);
  const intervals = chords.map((slot) => pitchClass(slot.top - rootOf(slot)));
  return {
    ...line(slots, 'top'),
    ...line(slots, 'low'),
    'top on root': share(intervals, (one) => one === 0),
    'top on third': share(intervals, (one) => one === 3 || one === 4),
    'top on fifth': share(intervals, (one) => one === 7),
    'low is the bass': share(
      slots.filter(({ low }) => low >= 0),
      ({ low, bass }) => pitchClass(low) === bass,
    ),
    silent: share(slots, ({ top }) => top < 0),
  };
};

/** Of the end of a piece; meaningless for a part of one. */
export const endStatistics = ({ bars, slots, tonic }) => {
  const last = slots.at(-1);
  return {
    'ends on the tonic in the bass': last.bass === tonic ? 1 : 0,
    'ends with the tonic chord': last.chord < NO_CHORD && rootOf(last) === tonic ? 1 : 0,
    'final cadence': bars.at(-1).cadence === 'final' ? 1 : 0,
    'density of the last bar': bars.at(-1).density,
  };
};

/** All statistics of a part of a plan. */
export const planStatistics = (part) => ({ ...ofBars(part), ...ofHarmony(part), ...ofLines(part) });

/** The bars from one index to before another, with their slots; references are to bars of the whole. */
export const partOf = (plan, from, to) => {
  const { step } = plan.bars[from];
  const end = plan.bars[to]?.step ?? Infinity;
  const bars = plan.bars.slice(from, to).map((bar, i) => ({ ...bar, index: from + i }));
  return { ...plan, bars, slots: plan.slots.filter((slot) => slot.step >= step && slot.step < end) };
};
