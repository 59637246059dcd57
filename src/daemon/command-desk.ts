import { monotonicClock } from '../adapters/clock/monotonic-clock.js';
import type { SessionRecorder } from '../adapters/recording/session-recorder.js';
import type { PerformedCommand } from '../performance/performer.js';
import type { Command } from '../protocol/command.js';
import type { ControlChange } from '../protocol/controls.js';
import type { KnownModel } from '../workers/composer-messages.js';
import { ClockFollowedError, UnknownComposerError } from './daemon-errors.js';
import type { EventHub } from './event-hub.js';
import type { PerformanceLink } from './performance-link.js';

/** Whether a command is about the daemon's own tempo. */
const turnsTempo = (command: Command): boolean =>
  command.kind === 'ramp' || command.kind === 'tap' || (command.kind === 'set' && command.controls.bpm !== undefined);

/** Carries out the commands of all clients, whatever way they come. */
export class CommandDesk {
  readonly #performance: Pick<PerformanceLink, 'command'>;
  readonly #recorder: SessionRecorder;
  readonly #hub: EventHub;
  readonly #models: () => readonly KnownModel[];
  readonly #quit: () => void;
  readonly #followsClock: boolean;

  constructor(
    performance: Pick<PerformanceLink, 'command'>,
    recorder: SessionRecorder,
    hub: EventHub,
    models: () => readonly KnownModel[],
    quit: () => void,
    followsClock: boolean,
  ) {
    this.#performance = performance;
    this.#recorder = recorder;
    this.#hub = hub;
    this.#models = models;
    this.#quit = quit;
    this.#followsClock = followsClock;
  }

  /** Gives what the command asked for; a DaemonError says why nothing was done. */
  async obey(command: Command): Promise<unknown> {
    if (this.#followsClock && turnsTempo(command)) throw new ClockFollowedError();
    switch (command.kind) {
      case 'set':
        this.#perform({ kind: 'set', controls: this.#checked(command.controls) });
        return undefined;
      case 'ramp':
      case 'tap':
      case 'transport':
      case 'panic':
      case 'key':
      case 'pedal':
      case 'like':
        this.#perform(command);
        return undefined;
      case 'keep':
        return this.#recorder.keep(command.seconds);
      case 'record':
        return this.#record(command.on);
      case 'status':
        return { ...this.#hub.snapshot, nowMs: monotonicClock.nowMs(), upSeconds: process.uptime() };
      case 'quit':
        this.#quit();
        return undefined;
    }
  }

  #perform(command: PerformedCommand): void {
    this.#performance.command(command, monotonicClock.nowMs());
  }

  /** A composer is meant by name, in any case. */
  #checked(controls: ControlChange): ControlChange {
    const { composer } = controls;
    if (composer === undefined) return controls;
    const models = this.#models();
    const found = models.find(({ name }) => name.toLowerCase() === composer.toLowerCase());
    if (!found)
      throw new UnknownComposerError(
        composer,
        models.map(({ name }) => name),
      );
    return { ...controls, composer: found.name };
  }

  #record(on: boolean): unknown {
    const saved = on ? undefined : this.#recorder.stop();
    if (on) this.#recorder.resume();
    this.#hub.publish({ kind: 'recording', recording: this.#recorder.state });
    return saved ?? this.#recorder.state;
  }
}
