import { monotonicClock } from '../adapters/clock/monotonic-clock.js';
import { ControlServer } from '../adapters/control/control-server.js';
import { SessionRecorder } from '../adapters/recording/session-recorder.js';
import type { PerformanceEvent } from '../performance/performance-event.js';
import type { Command } from '../protocol/command.js';
import type { Controls } from '../protocol/controls.js';
import type { LiveEvent } from '../protocol/live-event.js';
import { Guardian } from '../workers/guardian.js';
import { MidiRing } from '../workers/midi-ring.js';
import { WakeSignal } from '../workers/wake-signal.js';
import { DaemonStartingError } from './daemon-errors.js';
import { CommandDesk } from './command-desk.js';
import { ComposerLink, type ComposerReady } from './composer-link.js';
import type { DaemonHost } from './daemon-host.js';
import { guardianPlan, type DaemonPlan } from './daemon-plan.js';
import { EventHub } from './event-hub.js';
import { InputLink } from './input-link.js';
import { PerformanceLink } from './performance-link.js';
import { recoveryNotices } from './recovery-notices.js';
import { Restarts } from './restarts.js';
import { TrainingChild } from './training-child.js';
import type { KnownModel } from '../workers/composer-messages.js';
import { sessionHeader } from './session-header.js';
import { firstControls, firstSnapshot } from './first-snapshot.js';

type Part = 'composer' | 'input' | 'performance';

/** The composition root: builds all parts of a performance, watches over them, and ends them in order. */
export class Daemon {
  readonly #plan: DaemonPlan;
  readonly #host: DaemonHost;
  readonly #server: ControlServer;
  readonly #recorder: SessionRecorder;
  readonly #guardian = new Guardian();
  readonly #wake = WakeSignal.buffer();
  readonly #midi = MidiRing.buffer();
  readonly #restarts: Readonly<Record<Part, Restarts>> = {
    composer: new Restarts(),
    input: new Restarts(),
    performance: new Restarts(),
  };
  #hub: EventHub | undefined;
  #composer: ComposerLink | undefined;
  #performance: PerformanceLink | undefined;
  #input: InputLink | undefined;
  #desk: CommandDesk | undefined;
  #training: TrainingChild | undefined;
  #models: readonly KnownModel[];
  #outputNames: readonly string[] = [];
  #isStopping = false;

  constructor(plan: DaemonPlan, host: DaemonHost) {
    this.#plan = plan;
    this.#models = plan.models;
    this.#host = host;
    this.#server = new ControlServer(plan.socketPath);
    this.#recorder = new SessionRecorder({
      folder: plan.sessionFolder,
      now: host.now,
      nowMs: () => monotonicClock.nowMs(),
      failed: (reason) => this.#notice('error', reason),
    });
  }

  /** What happens; there once `start` has been called. */
  get hub(): EventHub {
    if (!this.#hub) throw new Error('the daemon has not been started');
    return this.#hub;
  }

  /** Opens everything and begins to play; closes what it opened where it cannot. */
  async start(): Promise<ComposerReady> {
    try {
      await this.#server.start((command) => this.#obey(command));
      const ready = await this.#startComposer();
      const controls = firstControls(this.#plan, ready);
      this.#hub = new EventHub(firstSnapshot(this.#plan, controls, ready.engine));
      for (const { level, text } of recoveryNotices(this.#plan.sessionFolder)) this.#notice(level, text);
      if (this.#plan.record) {
        this.#recorder.start(await sessionHeader(this.#plan, controls, ready.engine, this.#host.now()));
      }
      this.#guardian.start(guardianPlan(this.#plan));
      await this.#startInput(); // first, since it tells which outputs there are
      await this.#startPerformance(controls);
      this.#train();
      this.#publish({ kind: 'recording', recording: this.#recorder.state });
      return ready;
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Silences, ends the recording, then all parts; true when every part ended in good order. May be called twice. */
  async stop(): Promise<boolean> {
    if (this.#isStopping) return true;
    this.#isStopping = true;
    this.#training?.stop();
    const silenced = (await this.#performance?.stop()) ?? true;
    const saved = this.#recorder.stop();
    if (saved) this.#notice('info', `Recorded ${saved.notes} notes: ${saved.file}`);
    const ended = await this.#endThreads();
    await this.#server.close();
    if (silenced) this.#guardian.dismiss();
    return silenced && ended;
  }

  /** Those that compute or hear, once nothing sounds any more. */
  async #endThreads(): Promise<boolean> {
    const ended = await Promise.all([this.#composer?.stop(), this.#input?.stop()]);
    return !ended.includes(false);
  }

  async #startComposer(): Promise<ComposerReady> {
    const { seed, composer, prime, runtime } = this.#plan;
    const models = this.#models;
    const name = this.#hub?.snapshot.controls.composer ?? composer;
    const data = { seed, composer: name, models, prime, runtime, wake: this.#wake };
    this.#composer = new ComposerLink(data, (cause) => void this.#revive('composer', cause));
    return this.#composer.start();
  }

  async #startPerformance(controls: Controls): Promise<void> {
    const { outputs, clockSource, countInBars, clickChannel, autoStart } = this.#plan;
    const plan = { controls, outputs, clockSource, countInBars, clickChannel, autoStart };
    const performance = new PerformanceLink(
      { plan, outputNames: this.#outputNames, wake: this.#wake, midi: this.#midi },
      {
        events: (events) => this.#hear(events),
        died: (cause) => void this.#revive('performance', cause),
      },
    );
    this.#performance = performance;
    this.#desk = new CommandDesk(
      performance,
      this.#recorder,
      this.hub,
      () => this.#models,
      this.#host.quit,
      clockSource === 'external',
    );
    const ports = await performance.start();
    this.#publish({ kind: 'ports', ports: [...ports] });
    if (this.#composer) performance.connect(this.#composer.connect());
  }

  async #startInput(): Promise<void> {
    const { sources, clockSource, outputs } = this.#plan;
    const ownPorts = [...sources, ...outputs].filter(({ kind }) => kind === 'virtual').map(({ name }) => name);
    const data = { sources, wantsClock: clockSource === 'external', ownPorts, wake: this.#wake, midi: this.#midi };
    this.#input = new InputLink(data, {
      ports: (ports) => this.#publish({ kind: 'ports', ports: [...ports] }),
      outputNames: (names) => {
        this.#outputNames = names;
        this.#performance?.outputNames(names);
      },
      died: (cause) => void this.#revive('input', cause),
    });
    await this.#input.start();
  }

  /** Starts a part again that has died, after a while; gives it up when it keeps dying. */
  async #revive(part: Part, cause: Error): Promise<void> {
    if (this.#isStopping) return;
    this.#host.fault(part, cause);
    if (part === 'performance') this.#guardian.alarm();
    const waitMs = this.#restarts[part].died(monotonicClock.nowMs());
    if (waitMs === undefined) {
      this.#notice(
        'error',
        `The ${part} thread keeps dying and is given up; look at the log, then stop and start again.`,
      );
      return;
    }
    this.#notice('warning', `The ${part} thread has died; it is started again.`);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    if (this.#isStopping) return;
    await this.#restart(part).catch((error: unknown) => {
      this.#notice(
        'error',
        `The ${part} thread cannot be started again: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
  }

  async #restart(part: Part): Promise<void> {
    if (part === 'input') return this.#startInput();
    if (part === 'performance') {
      // a performance begins anew at tick 0, so its composer must forget what went before
      await this.#composer?.stop();
      await this.#startComposer();
      this.#guardian.start(guardianPlan(this.#plan));
      return this.#startPerformance(this.hub.snapshot.controls);
    }
    await this.#startComposer();
    if (this.#composer) this.#performance?.connect(this.#composer.connect());
  }

  /** Learns whom it was asked for in a process of its own; he plays as soon as he is learned. */
  #train(): void {
    const { training, listModels } = this.#plan;
    if (!training) return;
    this.#training = new TrainingChild(training, {
      progress: (state) => this.#publish({ kind: 'training', training: state }),
      ended: (learned) => {
        if (learned) void listModels().then((models) => this.#letPlay(training.composer, models));
      },
    });
    this.#training.start();
  }

  #letPlay(composer: string, models: readonly KnownModel[]): void {
    this.#models = models;
    this.#composer?.updateModels(models);
    this.#performance?.command({ kind: 'set', controls: { composer } }, monotonicClock.nowMs());
  }

  #hear(events: readonly PerformanceEvent[]): void {
    this.#recorder.write(events);
    for (const event of events) {
      if (event.kind === 'notice') this.#notice(event.level, event.text);
      else if (event.kind !== 'revision' && event.kind !== 'end') this.#publish(event);
    }
  }

  async #obey(command: Command): Promise<unknown> {
    if (!this.#desk) throw new DaemonStartingError();
    return this.#desk.obey(command);
  }

  #notice(level: 'info' | 'warning' | 'error', text: string): void {
    this.#host.notice(level, text);
    this.#publish({ kind: 'notice', level, text });
  }

  #publish(event: LiveEvent): void {
    this.#hub?.publish(event);
  }
}
