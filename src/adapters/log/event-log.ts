import type { PerformanceEvent } from '../../performance/performance-event.js';
import type { Command } from '../../protocol/command.js';
import type { Port } from '../../protocol/live-event.js';
import type { EntryLevel } from '../../shared/log-levels.js';
import { codeOf } from '../../shared/system-error.js';
import type { Log } from './log.js';

type Kind = PerformanceEvent['kind'];
type EventOfKind<One extends Kind> = Extract<PerformanceEvent, { readonly kind: One }>;

/** For each kind of event what the log says of it; `trace` has the others as they are. */
type Writers = { readonly [One in Kind]?: (event: EventOfKind<One>) => void };

/** Commands that come many times a second, or ask every now and then. */
const FREQUENT: readonly Command['kind'][] = ['key', 'pedal', 'knob', 'ping', 'status'];

const portText = ({ direction, name, connected }: Port): string =>
  `${direction === 'in' ? 'input' : 'output'} "${name}" ${connected ? 'connected' : 'not connected'}`;

/** Writes to the log what the daemon does: what users look for at `info`, what explains the music at `debug`. */
export class EventLog {
  readonly #log: Pick<Log, 'isOn' | 'notice' | 'record'>;
  /** What was written last of what is written again only when it has changed. */
  readonly #latest = new Map<string, string>();
  #lost = { lateNotes: 0, lostMessages: 0 };
  readonly #writers: Writers = {
    controls: ({ controls }) => {
      const { composer, mode, ...others } = controls;
      if (composer !== undefined) this.#write('info', 'music', `composer: ${composer}`);
      if (mode !== undefined) this.#write('info', 'music', `mode: ${mode}`);
      if (Object.keys(others).length > 0) this.#write('debug', 'music', 'controls changed', { controls: others });
    },
    transport: ({ transport }) => {
      const { state, bpm, source } = transport;
      this.#changed('transport', 'info', 'music', `transport: ${state}`);
      this.#changed('tempo', 'debug', 'music', `tempo: ${bpm.toFixed(1)} bpm (${source})`);
    },
    recording: ({ recording: { on, file } }) =>
      this.#changed('recording', 'info', 'recording', on && file !== null ? `recording to "${file}"` : 'not recording'),
    ports: ({ ports }) => {
      for (const port of ports) this.#changed(`${port.direction} ${port.name}`, 'info', 'midi', portText(port));
    },
    clients: ({ clients }) => this.#changed('clients', 'info', 'web', `clients connected: ${clients}`),
    training: ({ training }) => this.#log.notice({ level: 'info', component: 'training', text: training.message }),
    composers: ({ composers }) => this.#write('info', 'models', `models: ${composers.length}`, { composers }),
    health: ({ health: { lateNotes, lostMessages } }) => {
      if (lateNotes > this.#lost.lateNotes) this.#write('debug', 'performance', `late notes: ${lateNotes}`);
      if (lostMessages > this.#lost.lostMessages) this.#write('debug', 'midi', `lost messages: ${lostMessages}`);
      this.#lost = { lateNotes, lostMessages };
    },
    revision: ({ revision: { revision, kept, fromTick, heard, settings, piece } }) =>
      this.#write('debug', 'composer', `revision ${revision}`, {
        kept,
        fromTick,
        heard: heard.length,
        composer: settings.composer,
        piece,
      }),
    'composer-replaced': ({ composer }) => this.#write('debug', 'composer', `composer thread replaced: ${composer}`),
    edition: ({ edition, tick }) => this.#write('debug', 'composer', `edition ${edition}`, { tick }),
    ending: ({ endTick }) =>
      this.#changed('ending', 'debug', 'music', endTick === null ? 'no end planned' : `end planned at tick ${endTick}`),
    marker: ({ text, tick }) => this.#write('debug', 'recording', `marker: ${text}`, { tick }),
    'clock-sources': ({ clockSources }) => this.#write('debug', 'clock', 'MIDI clocks', clockSources),
    surface: ({ surface }) => this.#write('debug', 'midi', 'MIDI controllers', surface),
    adaptation: ({ adaptation }) => this.#write('debug', 'adaptation', adaptation.state, adaptation),
    schedules: ({ schedules }) => this.#write('debug', 'schedules', `schedules: ${schedules.length}`, { schedules }),
    notice: () => undefined, // written already, by its level
  };

  constructor(log: Pick<Log, 'isOn' | 'notice' | 'record'>) {
    this.#log = log;
  }

  onEvent<One extends Kind>(event: EventOfKind<One>): void {
    const write: ((event: EventOfKind<One>) => void) | undefined = this.#writers[event.kind];
    if (write) write(event);
    else if (this.#log.isOn('trace')) this.#write('trace', 'event', event.kind, { event });
  }

  /** A command of `sender`, with why it could not be carried out. */
  onCommand(command: Command, sender: string, error?: Error): void {
    const level = error === undefined && FREQUENT.includes(command.kind) ? 'trace' : 'debug';
    if (!this.#log.isOn(level)) return;
    const failure = error && { code: codeOf(error), reason: error.message };
    const outcome = failure === undefined ? '' : `, refused: ${failure.reason}`;
    this.#write(level, 'command', `${command.kind} from ${sender}${outcome}`, { command, sender, ...failure });
  }

  #changed(what: string, level: EntryLevel, component: string, text: string): void {
    if (this.#latest.get(what) === text) return;
    this.#latest.set(what, text);
    this.#write(level, component, text);
  }

  #write(level: EntryLevel, component: string, text: string, details: object = {}): void {
    this.#log.record({ level, component, text, details });
  }
}
