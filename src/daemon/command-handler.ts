import { monotonicClock } from '../adapters/clock/monotonic-clock.js';
import type { SessionRecorder } from '../adapters/recording/session-recorder.js';
import { wantedModel } from '../composer/models/blended-model.js';
import type { Source } from '../performance/listening/source.js';
import type { PerformedCommand } from '../performance/performed-command.js';
import type { Command } from '../protocol/command.js';
import type { ControlChange } from '../protocol/controls.js';
import type { KnownModel } from '../workers/composer/composer-messages.js';
import { ClockFollowedError, UnknownComposerError } from './daemon-errors.js';
import type { EventHub } from './event-hub.js';
import type { OnlineLearner } from './online-learning/online-learner.js';
import type { MidiMapper } from './midi-mapping/midi-mapper.js';
import { isSameName } from '../shared/names.js';

/** What commands are about. */
export interface CommandHandlerParts {
  /** Hands a command to the thread that plays. */
  readonly perform: (command: PerformedCommand, source?: Source) => void;
  readonly recorder: SessionRecorder;
  readonly hub: EventHub;
  readonly surface: Pick<MidiMapper, 'learn' | 'forget'>;
  readonly lessons: Pick<OnlineLearner, 'handleCommand'>;
  readonly models: () => readonly KnownModel[];
  readonly quit: () => void;
  /** Whether the tempo is another program's. */
  readonly followsClock: boolean;
}

/** Whether a command is about the daemon's own tempo. */
const turnsTempo = (command: Command): boolean =>
  command.kind === 'ramp' || command.kind === 'tap' || (command.kind === 'set' && command.controls.tempo !== undefined);

/** Carries out the commands of all clients, whatever way they come. */
export class CommandHandler {
  readonly #parts: CommandHandlerParts;

  constructor(parts: CommandHandlerParts) {
    this.#parts = parts;
  }

  /** Gives what the command asked for; a DaemonError says why nothing was done. `source` holds the keys it strikes. */
  async handleCommand(command: Command, source?: Source): Promise<unknown> {
    const { perform, recorder, hub, lessons, quit, followsClock } = this.#parts;
    if (followsClock && turnsTempo(command)) throw new ClockFollowedError();
    switch (command.kind) {
      case 'set':
        perform({ kind: 'set', controls: this.#checked(command.controls) });
        return undefined;
      case 'ramp':
      case 'tap':
      case 'transport':
      case 'panic':
      case 'end':
      case 'key':
      case 'pedal':
      case 'knob':
      case 'like':
        perform(command, source);
        return undefined;
      case 'keep':
        return recorder.keep(command.seconds);
      case 'record':
        return this.#record(command.on);
      case 'learn':
      case 'forget':
        return this.#bind(command);
      case 'lessons':
        return lessons.handleCommand(command.action);
      case 'ping':
        return { nowMs: monotonicClock.nowMs() };
      case 'status':
        return hub.snapshot;
      case 'quit':
        quit();
        return undefined;
    }
  }

  /** A composer is meant by name, in any case; so is each of a blend. */
  #checked(controls: ControlChange): ControlChange {
    const { composer } = controls;
    if (composer === undefined) return controls;
    const models = this.#parts.models();
    return { ...controls, composer: wantedModel(models, composer, (name) => this.#voiceNamed(name, models)).name };
  }

  #voiceNamed(wanted: string, models: readonly KnownModel[]): KnownModel {
    const found = models.find(({ name }) => isSameName(name, wanted));
    if (found) return found;
    throw new UnknownComposerError(
      wanted,
      models.map(({ name }) => name),
    );
  }

  #bind(command: Extract<Command, { kind: 'learn' | 'forget' }>): unknown {
    const { surface, hub } = this.#parts;
    if (command.kind === 'learn') surface.learn(command.control);
    else surface.forget(command.control);
    return hub.snapshot.surface;
  }

  async #record(on: boolean): Promise<unknown> {
    const { recorder } = this.#parts;
    const saved = on ? undefined : await recorder.stop();
    if (on) await recorder.resume();
    return saved ?? recorder.state;
  }
}
