import { planColumn, planEventsSchema, type PlanFieldName } from '../../encoding/plan-events/plan-events-schema.js';
import { predictedFields } from '../../model/networks/network-config.js';
import type { Context, ContextValue } from './back-off-field.js';
import { BackOffModel, type ContextTable } from './back-off-model.js';

const own = (name: PlanFieldName): ContextValue => ({ lag: 0, column: planColumn[name] });
const last = (name: PlanFieldName): ContextValue => ({ lag: 1, column: planColumn[name] });

const contexts = (...names: readonly (readonly PlanFieldName[])[]): readonly Context[] =>
  names.map((context) => context.map(own));

/**
 * The n-gram baseline: each field depends on the row's information about the bar or slot before, on the bar referred
 * to, and on earlier fields; chords also on the chord two slots before.
 */
const leaning: Readonly<Partial<Record<PlanFieldName, readonly Context[]>>> = {
  section: contexts(['phraseDue', 'sectionAge'], ['phraseDue']),
  kind: contexts(['beforeKind', 'lagRun', 'aligned', 'section'], ['beforeKind', 'aligned'], ['beforeKind']),
  lag: contexts(['kind', 'lagRun', 'aligned', 'sectionAge'], ['kind', 'lagRun', 'aligned'], ['kind']),
  shift: contexts(['kind', 'beforeShift', 'lag'], ['kind', 'beforeShift'], ['kind']),
  phrase: contexts(['phraseDue', 'therePhrase', 'barsLeft'], ['phraseDue', 'therePhrase'], ['phraseDue']),
  cadence: contexts(['phraseDue', 'beforeCadence', 'thereCadence', 'barsLeft'], ['phraseDue', 'beforeCadence']),
  density: contexts(['beforeDensity', 'thereDensity', 'kind'], ['beforeDensity', 'thereDensity'], ['beforeDensity']),
  grid: contexts(['beforeGrid', 'thereGrid', 'density'], ['beforeGrid', 'thereGrid'], ['beforeGrid']),
  loudness: contexts(['beforeLoudness', 'thereLoudness'], ['beforeLoudness']),
  length: contexts(
    ['metre', 'place', 'thereLength', 'hereKind'],
    ['metre', 'place', 'thereLength'],
    ['metre', 'place'],
  ),
  key: contexts(['beforeKey', 'thereKey', 'hereKind'], ['beforeKey', 'thereKey'], ['beforeKey']),
  root: [
    [own('beforeRoot'), last('quality'), own('thereRoot'), own('hereKind')],
    [own('beforeRoot'), last('quality'), last('beforeRoot'), own('place')],
    [own('beforeRoot'), last('quality'), own('place')],
    [own('beforeRoot')],
  ],
  quality: contexts(
    ['root', 'thereQuality', 'beforeQuality', 'key'],
    ['root', 'thereQuality', 'beforeQuality'],
    ['root'],
  ),
  bass: contexts(['quality', 'chordAs', 'thereBass', 'beforeBass'], ['quality', 'chordAs', 'beforeBass'], ['quality']),
  top: contexts(['thereTop', 'beforeTop', 'quality', 'chordAs'], ['beforeTop', 'quality'], ['quality']),
  topOctave: contexts(['thereTopOctave', 'top', 'beforeTop', 'topRegister'], ['top', 'beforeTop'], ['top']),
  low: contexts(['thereLow', 'beforeLow', 'bass'], ['beforeLow']),
  lowOctave: contexts(['thereLowOctave', 'low', 'beforeLow', 'lowRegister'], ['low', 'beforeLow'], ['low']),
};

const rule = {
  schema: planEventsSchema,
  isNote: () => true,
  countedFields: predictedFields(planEventsSchema).map(({ field }) => field.name),
};

const model = (table: ContextTable): BackOffModel => new BackOffModel(rule, table);

/** Each value by its frequency. */
export const planUnigram = (): BackOffModel => model({});

/** Each value by its frequency in the same context, backing off to smaller ones where it is rare. */
export const planMarkov = (): BackOffModel => model(leaning);
