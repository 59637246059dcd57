import { cpus } from 'node:os';
import { monotonicClock } from '../adapters/clock/monotonic-clock.js';
import { ControlServer } from '../adapters/control/control-server.js';
import { recoverSessions } from '../adapters/recording/session-files.js';
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
import { guardianPlan, type DaemonPlan } from './daemon-plan.js';
import { EventHub } from './event-hub.js';
import { fileHashes } from './file-hashes.js';
import { InputLink } from './input-link.js';
import { PerformanceLink } from './performance-link.js';
import { Restarts } from './restarts.js';
import { firstSnapshot } from './first-snapshot.js';

/** What the daemon asks of the process it runs in. */
export interface DaemonHost {
  /** Wall-clock time. */
  readonly now: () => Date;
  /** A part of the program has failed as no program should; for the log. */
  readonly fault: (part: string, cause: Error) => void;
  /** Something the user should know, as one line. */
  readonly notice: (level: 'info' | 'warning' | 'error', text: string) => void;
  /** Somebody asked it to end. */
  readonly quit: () => void;
}

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
  #outputNames: readonly string[] = [];
  #isStopping = false;

  constructor(plan: DaemonPlan, host: DaemonHost) {
    this.#plan = plan;
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
      const controls = this.#controlsFor(ready);
      this.#hub = new EventHub(firstSnapshot(this.#plan, controls, ready.engine));
      this.#recover();
      if (this.#plan.record) await this.#record(controls, ready);
      this.#guardian.start(guardianPlan(this.#plan));
      await this.#startPerformance(controls);
      await this.#startInput();
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
    const { seed, composer, models, prime, runtime } = this.#plan;
    const name = this.#hub?.snapshot.controls.composer ?? composer;
    const data = { seed, composer: name, models, prime, runtime, wake: this.#wake };
    this.#composer = new ComposerLink(data, (cause) => void this.#revive('composer', cause));
    return this.#composer.start();
  }

  async #startPerformance(controls: Controls): Promise<void> {
    const { outputs, clockSource, countInBars, clickChannel, autoStart } = this.#plan;
    const plan = { controls, outputs, clockSource, countInBars, clickChannel, autoStart };
    const performance = new PerformanceLink(
      { plan, wake: this.#wake, midi: this.#midi },
      {
        events: (events) => this.#hear(events),
        died: (cause) => void this.#revive('performance', cause),
      },
    );
    this.#performance = performance;
    this.#desk = new CommandDesk(performance, this.#recorder, this.hub, this.#plan.models, this.#host.quit);
    const ports = await performance.start();
    this.#publish({ kind: 'ports', ports: [...ports] });
    performance.outputNames(this.#outputNames);
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
      return this.#startPerformance(this.hub.snapshot.controls);
    }
    await this.#startComposer();
    if (this.#composer) this.#performance?.connect(this.#composer.connect());
  }

  /** The user's wishes first, then the music it goes on from, then the defaults. */
  #controlsFor({ bpm, numerator, denominator }: ComposerReady): Controls {
    const { defaults, wishes, composer } = this.#plan;
    return { ...defaults, bpm, meter: { numerator, denominator }, ...wishes, composer };
  }

  async #record(controls: Controls, { engine }: ComposerReady): Promise<void> {
    const { version, seed, composer, prime, models } = this.#plan;
    this.#recorder.start({
      format: 'music-lstm-session/1',
      startedAt: this.#host.now().toISOString(),
      pid: process.pid,
      version,
      engine,
      cpu: cpus()[0]?.model ?? 'unknown',
      seed,
      composer,
      prime,
      models: await fileHashes(models),
      controls,
    });
  }

  #recover(): void {
    for (const recovery of recoverSessions(this.#plan.sessionFolder)) {
      if (recovery.kind === 'unreadable') this.#notice('warning', recovery.reason);
      else {
        const { file, notes } = recovery.session;
        this.#notice('info', `Recovered a session that was cut off: ${notes} notes, ${file}`);
      }
    }
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
