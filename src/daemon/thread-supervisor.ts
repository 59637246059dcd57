import { monotonicClock } from '../adapters/clock/monotonic-clock.js';
import type { PerformanceEvent } from '../performance/performance-event.js';
import { CONTROL_SOURCE, type Source } from '../performance/listening/source.js';
import type { PerformedCommand } from '../performance/performed-command.js';
import type { Controls } from '../protocol/controls.js';
import type { Port } from '../protocol/live-event.js';
import type { KnownModel, LearnedModel } from '../workers/composer/composer-messages.js';
import { Guardian } from '../workers/guardian/guardian-host.js';
import { MidiRing } from '../workers/shared/midi-ring.js';
import { WakeSignal } from '../workers/shared/wake-signal.js';
import { ComposerHost, type ComposerReady } from '../workers/composer/composer-host.js';
import { guardianPlan, type DaemonPlan } from './daemon-plan.js';
import { InputHost } from '../workers/input/input-host.js';
import { PerformanceHost } from '../workers/performance/performance-host.js';
import { RestartPolicy } from './restart-policy.js';
import { reasonOf } from '../shared/error.js';

type Part = 'composer' | 'input' | 'performance' | 'guardian';

/** Name of a part in notices. */
const NAMES: Readonly<Record<Part, string>> = {
  composer: 'composer thread',
  input: 'input thread',
  performance: 'performance thread',
  guardian: 'guardian process',
};

/** What is missing when a part is given up. */
const GIVEN_UP: Readonly<Record<Part, string>> = {
  composer: 'Nothing new is composed',
  input: 'Nothing is heard any more',
  performance: 'Nothing is played any more',
  guardian: 'Music goes on, but a killed daemon would leave notes sounding',
};

/** What the threads report. */
export interface ThreadSupervisorListener {
  readonly events: (events: readonly PerformanceEvent[]) => void;
  readonly ports: (ports: readonly Port[]) => void;
  readonly notice: (level: 'warning' | 'error', text: string) => void;
  /** A bug in a thread. */
  readonly fault: (part: string, cause: Error) => void;
  /** Current state, for a restarted thread. */
  readonly controls: () => Controls;
  /** A new performance replaces one that died. */
  readonly performanceBegins: (controls: Controls) => Promise<void>;
}

/** Starts and supervises the input, composer and performance threads and restarts those that die. */
export class ThreadSupervisor {
  readonly #plan: DaemonPlan;
  readonly #listener: ThreadSupervisorListener;
  readonly #guardian = new Guardian((cause) => void this.#revive('guardian', cause));
  readonly #wake = WakeSignal.buffer();
  readonly #midi = MidiRing.buffer();
  readonly #restarts: Readonly<Record<Part, RestartPolicy>> = {
    composer: new RestartPolicy(),
    input: new RestartPolicy(),
    performance: new RestartPolicy(),
    guardian: new RestartPolicy(),
  };
  #composer: ComposerHost | undefined;
  #performance: PerformanceHost | undefined;
  #input: InputHost | undefined;
  #models: readonly KnownModel[];
  #learned: LearnedModel | undefined;
  #outputNames: readonly string[] = [];
  #isStopping = false;

  constructor(plan: DaemonPlan, listener: ThreadSupervisorListener) {
    this.#plan = plan;
    this.#models = plan.models;
    this.#listener = listener;
  }

  /** Loads the first model; throws a DaemonError if it cannot be used. */
  startComposer(composer: string): Promise<ComposerReady> {
    const { seed, prime } = this.#plan;
    const learned = this.#learned ?? null;
    const data = { seed, composer, models: this.#models, learned, prime, wake: this.#wake };
    this.#composer = new ComposerHost(data, (cause) => void this.#revive('composer', cause));
    return this.#composer.start();
  }

  /** Opens the ports and begins to play. */
  async startPlaying(controls: Controls): Promise<void> {
    this.#guardian.start(guardianPlan(this.#plan));
    await this.#startInput(); // first, since it reports which outputs exist
    await this.#startPerformance(controls);
  }

  /** `source` is whoever holds the keys that a command strikes. */
  command(command: PerformedCommand, source: Source = CONTROL_SOURCE): void {
    this.#performance?.command(command, monotonicClock.nowMs(), source);
  }

  /** From the next bar line on, plays an adapted edition; without one, all models as trained. */
  playLearned(learned: LearnedModel | null): void {
    this.#learned = learned ?? undefined;
    if (learned) this.#composer?.learned(learned);
    this.command({ kind: 'edition', edition: learned?.edition ?? 0 });
  }

  updateModels(models: readonly KnownModel[]): void {
    this.#models = models;
    this.#composer?.updateModels(models);
  }

  /** Stops the music; false if the thread did not answer. */
  async silence(): Promise<boolean> {
    this.#isStopping = true;
    return (await this.#performance?.stop()) ?? true;
  }

  /** Stops composer and input once nothing sounds; false if one did not answer. */
  async stop(isSilent: boolean): Promise<boolean> {
    const ended = await Promise.all([this.#composer?.stop(), this.#input?.stop()]);
    if (isSilent) this.#guardian.dismiss();
    return !ended.includes(false);
  }

  async #startPerformance(controls: Controls): Promise<void> {
    const { outputs, clockSource, countInBars, bars, clickChannel, autoStart } = this.#plan;
    const edition = this.#learned?.edition ?? 0;
    const inputNames = this.#plan.sources.map(({ name }) => name);
    const plan = { controls, edition, outputs, clockSource, countInBars, bars, clickChannel, autoStart, inputNames };
    const performance = new PerformanceHost(
      { plan, outputNames: this.#outputNames, wake: this.#wake, midi: this.#midi },
      { events: this.#listener.events, died: (cause) => void this.#revive('performance', cause) },
    );
    this.#performance = performance;
    this.#listener.ports(await performance.start());
    if (this.#composer) performance.connect(this.#composer.connect());
  }

  async #startInput(): Promise<void> {
    const { sources, clockSource, outputs } = this.#plan;
    const ownPorts = [...sources, ...outputs].filter(({ kind }) => kind === 'virtual').map(({ name }) => name);
    const data = { sources, wantsClock: clockSource === 'external', ownPorts, wake: this.#wake, midi: this.#midi };
    this.#input = new InputHost(data, {
      ports: this.#listener.ports,
      outputNames: (names) => {
        this.#outputNames = names;
        this.#performance?.outputNames(names);
      },
      died: (cause) => void this.#revive('input', cause),
    });
    await this.#input.start();
  }

  /** Restarts a part that died, with a delay; gives up if it keeps dying. */
  async #revive(part: Part, cause: Error): Promise<void> {
    if (this.#isStopping) return;
    const { fault, notice } = this.#listener;
    fault(part, cause);
    if (part === 'input') this.command({ kind: 'gone', source: 'all inputs' });
    if (part === 'performance') this.#guardian.alarm();
    const waitMs = this.#restarts[part].died(monotonicClock.nowMs());
    if (waitMs === undefined) {
      notice('error', `The ${NAMES[part]} keeps dying and is given up. ${GIVEN_UP[part]}; stop and start again.`);
      return;
    }
    notice('warning', `The ${NAMES[part]} has died; it is started again.`);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    if (this.#isStopping) return;
    await this.#restart(part).catch((error: unknown) => {
      notice('error', `The ${NAMES[part]} cannot be started again: ${reasonOf(error)}`);
    });
  }

  async #restart(part: Part): Promise<void> {
    if (part === 'guardian') {
      this.#guardian.start(guardianPlan(this.#plan));
      return;
    }
    if (part === 'input') return this.#startInput();
    const controls = this.#listener.controls();
    if (part === 'performance') {
      // a performance restarts at tick 0, so its composer must drop its state
      await this.#composer?.stop();
      await this.startComposer(controls.composer);
      this.#guardian.start(guardianPlan(this.#plan));
      await this.#listener.performanceBegins(controls);
      return this.#startPerformance(controls);
    }
    await this.startComposer(controls.composer);
    if (this.#composer) this.#performance?.connect(this.#composer.connect());
  }
}
