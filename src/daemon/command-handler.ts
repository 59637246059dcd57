import { monotonicClock } from '../adapters/clock/monotonic-clock.js';
import type { SessionRecorder } from '../adapters/recording/session-recorder.js';
import { wantedModel } from '../composer/models/blended-model.js';
import type { Source } from '../performance/listening/source.js';
import type { PerformedCommand } from '../performance/performed-command.js';
import type { Command, CommandOf } from '../protocol/command.js';
import type { AnswerOf } from '../protocol/command-answers.js';
import { isPerformanceCommand, type DaemonCommandKind } from '../protocol/commands.js';
import type { ControlChange } from '../protocol/controls.js';
import type { KnownModel } from '../workers/composer/composer-messages.js';
import { ComposerDefaults } from './composer-defaults.js';
import { ClockFollowedError, UnknownComposerError } from './daemon-errors.js';
import type { EventHub } from './event-hub.js';
import type { OnlineLearner } from './online-learning/online-learner.js';
import type { MidiMapper } from './midi-mapping/midi-mapper.js';
import { isSameName } from '../shared/names.js';

/** What commands are about. */
export interface CommandHandlerParts {
  /** Sends a command to the performance thread. */
  readonly perform: (command: PerformedCommand, source?: Source) => void;
  readonly recorder: Pick<SessionRecorder, 'keep' | 'resume' | 'state' | 'stop'>;
  readonly hub: Pick<EventHub, 'snapshot'>;
  readonly surface: Pick<MidiMapper, 'learn' | 'unlearn'>;
  readonly adaptation: Pick<OnlineLearner, 'handleCommand'>;
  readonly models: () => readonly KnownModel[];
  readonly quit: () => void;
  /** Whether an external clock sets the tempo. */
  readonly followsClock: boolean;
  /** What the user had set before it started. */
  readonly askedControls: ControlChange;
}

/** What is done for each command to the daemon, and what it answers. */
type DaemonCommandHandlers = {
  readonly [Kind in DaemonCommandKind]: (command: CommandOf<Kind>) => AnswerOf<Kind> | Promise<AnswerOf<Kind>>;
};

/** Whether a command is about the daemon's own tempo. */
const setsTempo = (command: Command): boolean =>
  command.kind === 'ramp' || command.kind === 'tap' || (command.kind === 'set' && command.controls.tempo !== undefined);

/** Carries out the commands of all clients, from any source. */
export class CommandHandler {
  readonly #parts: CommandHandlerParts;
  readonly #handlers: DaemonCommandHandlers;
  readonly #composerDefaults: ComposerDefaults;

  constructor(parts: CommandHandlerParts) {
    this.#parts = parts;
    const playing = parts.models().find(({ name }) => name === parts.hub.snapshot.controls.composer);
    this.#composerDefaults = new ComposerDefaults(parts.askedControls, parts.followsClock, playing);
    const { recorder, surface, adaptation, hub, quit } = parts;
    this.#handlers = {
      keep: ({ seconds }) => recorder.keep(seconds),
      record: ({ on }) => this.#record(on),
      adapt: ({ action }) => adaptation.handleCommand(action),
      'midi-learn': ({ control }) => {
        surface.learn(control);
        return hub.snapshot.surface;
      },
      'midi-unlearn': ({ control }) => {
        surface.unlearn(control);
        return hub.snapshot.surface;
      },
      ping: () => ({ nowMs: monotonicClock.nowMs() }),
      status: () => hub.snapshot,
      quit: () => {
        quit();
        return undefined;
      },
    };
  }

  /** Returns the command's result; throws a DaemonError if nothing was done. `source` holds the keys it strikes. */
  async handleCommand(command: Command, source?: Source): Promise<unknown> {
    if (this.#parts.followsClock && setsTempo(command)) throw new ClockFollowedError();
    if (!isPerformanceCommand(command)) return this.#carryOut(command);
    const checked = command.kind === 'set' ? { ...command, controls: this.#checked(command.controls) } : command;
    this.#composerDefaults.onCommand(command);
    this.#parts.perform(checked, source);
    return undefined;
  }

  #carryOut<Kind extends DaemonCommandKind>(command: CommandOf<Kind>): unknown {
    return this.#handlers[command.kind](command);
  }

  /** Composer names, also in a blend, ignore case; a composer brings tempo and metre along. */
  #checked(controls: ControlChange): ControlChange {
    const { composer } = controls;
    if (composer === undefined) return controls;
    const models = this.#parts.models();
    const model = wantedModel(models, composer, (name) => this.#voiceNamed(name, models));
    return this.#composerDefaults.complete(
      { ...controls, composer: model.name },
      model,
      this.#parts.hub.snapshot.controls,
    );
  }

  #voiceNamed(wanted: string, models: readonly KnownModel[]): KnownModel {
    const found = models.find(({ name }) => isSameName(name, wanted));
    if (found) return found;
    throw new UnknownComposerError(
      wanted,
      models.map(({ name }) => name),
    );
  }

  async #record(on: boolean): Promise<AnswerOf<'record'>> {
    const { recorder } = this.#parts;
    const saved = on ? undefined : await recorder.stop();
    if (on) await recorder.resume();
    return saved ?? recorder.state;
  }
}
