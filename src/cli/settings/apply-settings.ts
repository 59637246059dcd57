import type { Command } from 'commander';
import type { ResolvedSettings } from '../../adapters/settings/resolved-settings.js';
import type { ControlChange } from '../../protocol/controls.js';
import type { CommandIo } from '../command-io.js';
import { collectPorts, type PortOption } from '../port-option.js';

/** Turns a setting into what the option would have given. */
type Reading = (value: unknown) => unknown;

const asIs: Reading = (value) => value;
const unlessNull: Reading = (value) => value ?? undefined;
const asList: Reading = (value) => (value === null || value === undefined ? undefined : [value]);
const asPorts: Reading = (value) =>
  (value as readonly string[]).reduce<readonly PortOption[]>((wishes, text) => collectPorts(text, wishes), []);

/** The option of a command, and the setting that holds where it is not given. */
type OptionSettings = Readonly<Record<string, readonly [key: string, reading: Reading]>>;

const models: OptionSettings = { models: ['places.models', unlessNull] };
const places: OptionSettings = {
  ...models,
  data: ['places.data', unlessNull],
  output: ['places.output', unlessNull],
};

const settingsOf: Readonly<Record<string, OptionSettings>> = {
  start: {
    ...places,
    virtual: ['midi.virtual', asIs],
    virtualName: ['midi.virtualName', asIs],
    out: ['midi.out', asPorts],
    in: ['midi.in', asIs],
    channel: ['midi.channel', asIs],
    program: ['midi.program', unlessNull],
    offset: ['midi.offset', asIs],
    sendClock: ['midi.sendClock', asIs],
    clock: ['clock.source', asIs],
    countIn: ['clock.countIn', asIs],
    clickChannel: ['clock.clickChannel', asIs],
    autoStart: ['clock.autoStart', asIs],
    web: ['web.on', asIs],
    port: ['web.port', asIs],
    bind: ['web.bind', asIs],
    openReading: ['web.openReading', asIs],
    open: ['web.open', asIs],
    logLevel: ['log.level', asIs],
    logFile: ['log.file', unlessNull],
    record: ['record', asIs],
    dashboard: ['dashboard', asIs],
    likeness: ['likeness', asIs],
    endOnInterrupt: ['endOnInterrupt', asIs],
    schedules: ['schedules', asIs],
    bindings: ['bindings', asIs],
  },
  train: { ...places, data: ['places.data', asList] },
  generate: places,
  evaluate: models,
  models,
  replay: models,
  doctor: models,
};

/** The controls in the user's own settings, not the defaults. */
const settledControls = async (settled: ReadonlyMap<string, ResolvedSettings>): Promise<ControlChange> => {
  const own = [...settled].filter(([key, { source }]) => key.startsWith('controls.') && source !== 'default');
  const change = Object.fromEntries(own.map(([key, { value }]) => [key.slice('controls.'.length), value]));
  if (own.length === 0) return {};
  const { controlChangeSchema } = await import('../../protocol/controls.js');
  return controlChangeSchema.parse(change);
};

/** Before a command runs: options that were not given on the command line get what the user has settled. */
export const applySettings = async (command: Command, io: CommandIo): Promise<void> => {
  const table = settingsOf[command.name()];
  if (!table) return;
  const { readSettings } = await import('./read-settings.js');
  const settled = await readSettings(io);
  for (const [option, [key, reading]] of Object.entries(table)) {
    const setting = settled.get(key);
    const isGiven = command.getOptionValueSource(option) === 'cli';
    const value = reading(setting?.value);
    if (!isGiven && value !== undefined) command.setOptionValueWithSource(option, value, 'config');
  }
  if (command.name() !== 'start') return;
  command.setOptionValueWithSource('settled', await settledControls(settled), 'config');
};
