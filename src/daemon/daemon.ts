import { monotonicClock } from '../adapters/clock/monotonic-clock.js';
import { ControlServer } from '../adapters/control/control-server.js';
import { SessionRecorder } from '../adapters/recording/session-recorder.js';
import { RecordingRoutes } from '../adapters/web/recording-routes.js';
import { WebServer } from '../adapters/web/web-server.js';
import { sourceOfClient, type Source } from '../performance/listening/source.js';
import { isReplayRecord, type PerformanceEvent } from '../performance/performance-event.js';
import type { Command } from '../protocol/command.js';
import type { LiveEvent, TrainingState } from '../protocol/live-event.js';
import { CommandHandler } from './command-handler.js';
import type { ComposerReady } from '../workers/composer/composer-host.js';
import { reasonOf } from '../shared/error.js';
import { recordedText } from '../shared/hear-text.js';
import { DaemonStartingError } from './daemon-errors.js';
import type { CommandSender, HostCallbacks } from './host-callbacks.js';
import type { DaemonPlan } from './daemon-plan.js';
import { ThreadSupervisor } from './thread-supervisor.js';
import { EventHub } from './event-hub.js';
import { initialControls, initialSnapshot } from './initial-snapshot.js';
import { LiveAnalysis } from './analysis/live-analysis.js';
import { isolateFaults } from './isolate-faults.js';
import { playableState } from './playable-models.js';
import { reportCommand } from './report-command.js';
import { SessionRecovery } from './session/session-recovery.js';
import { sessionHeader } from './session/session-header.js';
import { Schedules } from './schedules/schedules.js';
import { MidiMapper } from './midi-mapping/midi-mapper.js';
import { TrainingJobRunner } from './training/training-job-runner.js';

const nowMs = (): number => monotonicClock.nowMs();

/** The composition root: builds all parts of a performance, supervises them, and stops them in order. */
export class Daemon {
  readonly #plan: DaemonPlan;
  readonly #host: HostCallbacks;
  readonly #control: ControlServer;
  readonly #web: WebServer | undefined;
  readonly #recorder: SessionRecorder;
  readonly #recovery: SessionRecovery;
  readonly #threads: ThreadSupervisor;
  #models: DaemonPlan['models'];
  #hub: EventHub | undefined;
  #commandHandler: CommandHandler | undefined;
  readonly #trainingJobs: TrainingJobRunner;
  readonly #schedules: Schedules;
  readonly #midiMapper: MidiMapper;
  readonly #analysis: LiveAnalysis;
  #isStopping = false;
  readonly #warn = (error: unknown): void => this.#notice('warning', reasonOf(error));

  constructor(plan: DaemonPlan, host: HostCallbacks) {
    this.#plan = plan;
    this.#models = plan.models;
    this.#host = host;
    const notice = this.#notice.bind(this);
    this.#control = new ControlServer(plan.socketPath);
    this.#recorder = new SessionRecorder({
      folder: plan.sessionFolder,
      elsewhere: plan.spareSessionFolder,
      now: host.now,
      nowMs,
      changed: (recording) => this.#publish({ kind: 'recording', recording }),
      notice,
    });
    this.#recovery = new SessionRecovery({ notice, fault: host.fault });
    const trains = (training: TrainingState): void => this.#publish({ kind: 'training', training });
    this.#trainingJobs = new TrainingJobRunner(host.startTraining, trains);
    this.#web = this.#planWeb();
    this.#midiMapper = this.#planMidiMapper();
    this.#schedules = this.#planSchedules();
    this.#analysis = this.#planAnalysis();
    this.#threads = new ThreadSupervisor(plan, {
      events: (events) => this.#onPerformance(events),
      ports: (ports) => this.#publish({ kind: 'ports', ports: [...ports] }),
      notice,
      fault: host.fault,
      controls: () => this.hub.snapshot.controls,
      performanceBegins: (controls) => this.#recorder.restart(controls),
    });
  }

  /** The event hub, available after `start`. */
  get hub(): EventHub {
    if (!this.#hub) throw new Error('the daemon has not been started');
    return this.#hub;
  }

  /** Opens everything and starts playing; on failure closes what it opened. */
  async start(): Promise<ComposerReady> {
    try {
      await this.#control.start((command) => this.#handleCommand(command, 'control socket'));
      const pageUrl = (await this.#web?.listen()) ?? null;
      const ready = await this.#threads.startComposer(this.#plan.composer);
      const controls = initialControls(this.#plan, ready);
      this.#hub = new EventHub(initialSnapshot(this.#plan, controls, ready.engine, pageUrl), nowMs);
      if (this.#plan.record) {
        await this.#recorder.start(await sessionHeader(this.#plan, controls, ready.engine, this.#host.now()));
      }
      this.#analysis.follow(controls.composer);
      await this.#threads.startPlaying(controls);
      this.#openToClients();
      this.#schedules.start();
      this.#analysis.adaptation.start();
      this.#recover();
      void this.#train();
      return ready;
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Brings the piece to its end; resolves when nothing plays any more. */
  endPiece(): Promise<void> {
    this.#handleQuietly({ kind: 'end' }, 'own process');
    return this.hub.stopped();
  }

  /** Silences all notes, ends the recording, then all parts; true if all stopped cleanly. May be called twice. */
  async stop(): Promise<boolean> {
    if (this.#isStopping) return true;
    this.#isStopping = true;
    this.#schedules.stop();
    this.#midiMapper.close();
    this.#trainingJobs.stop();
    this.#analysis.stop();
    this.#recovery.stop();
    const silenced = await this.#threads.silence();
    const saved = await this.#recorder.stop();
    if (saved) this.#notice('info', recordedText(saved));
    const ended = await this.#threads.stop(silenced);
    await Promise.all([this.#control.close(), this.#web?.close()]);
    return silenced && ended;
  }

  #planWeb(): WebServer | undefined {
    const { web, sessionFolder } = this.#plan;
    if (!web) return undefined;
    const recordings = new RecordingRoutes(sessionFolder, this.#host.render);
    const clientsChanged = (clients: number): void => this.#publish({ kind: 'clients', clients });
    const clientGone = (client: number): void =>
      this.#threads.command({ kind: 'gone', source: sourceOfClient(client) });
    return new WebServer({ ...web, recordings, nowMs, clientsChanged, clientGone });
  }

  #openToClients(): void {
    this.#commandHandler = new CommandHandler({
      perform: (command, source) => this.#threads.command(command, source),
      recorder: this.#recorder,
      hub: this.hub,
      surface: this.#midiMapper,
      adaptation: this.#analysis.adaptation,
      models: () => this.#models,
      quit: this.#host.quit,
      followsClock: this.#plan.clockSource === 'external',
      askedControls: this.#plan.askedControls,
    });
    this.#publish({ kind: 'recording', recording: this.#recorder.state });
    this.#web?.open(this.hub, (command, client) =>
      this.#handleCommand(command, `client ${client}`, sourceOfClient(client)),
    );
  }

  #planMidiMapper(): MidiMapper {
    return new MidiMapper({
      bindings: this.#plan.bindings,
      composers: () => this.#models.map(({ name }) => name),
      handleCommand: (command) => this.#handleQuietly(command, 'MIDI controller'),
      changed: (surface) => this.#publish({ kind: 'surface', surface }),
      save: (bindings) => void this.#plan.saveBindings(bindings).catch(this.#warn),
    });
  }

  #planAnalysis(): LiveAnalysis {
    return new LiveAnalysis({
      plan: this.#plan,
      models: () => this.#models,
      snapshot: () => this.hub.snapshot,
      publish: (event) => this.#publish(event),
      notice: (level, text) => this.#notice(level, text),
      fault: this.#host.fault,
      play: (learned) => this.#threads.playLearned(learned),
    });
  }

  #planSchedules(): Schedules {
    return new Schedules(this.#plan, this.#trainingJobs, {
      begin: () => this.#handleQuietly({ kind: 'transport', action: 'start' }, 'schedule'),
      end: () => this.#handleQuietly({ kind: 'end' }, 'schedule'),
      learned: (model) => this.#learned(model, false),
      changed: (schedules) => this.#publish({ kind: 'schedules', schedules: [...schedules] }),
      notice: (level, text) => this.#notice(level, text),
    });
  }

  /** Recovers unfinished sessions while music plays. */
  #recover(): void {
    const folders = [this.#plan.sessionFolder, this.#plan.spareSessionFolder];
    this.#recovery.start({ folders, pid: process.pid, own: this.#recorder.state.file, except: [] });
  }

  /** Trains the requested composer in a separate process; the new model plays as soon as it is done. */
  async #train(): Promise<void> {
    const { training } = this.#plan;
    if (training && (await this.#trainingJobs.learn(training))) await this.#learned(training.composer, true);
  }

  /** A new model is available; it plays at once or when next chosen. */
  async #learned(model: string, shallPlay: boolean): Promise<void> {
    this.#models = await this.#plan.listModels();
    this.#threads.updateModels(this.#models);
    this.#publish({ kind: 'composers', ...playableState(this.#models) });
    if (shallPlay) this.#handleQuietly({ kind: 'set', controls: { composer: model } }, 'own process');
  }

  #onPerformance(events: readonly PerformanceEvent[]): void {
    isolateFaults(() => this.#recorder.write(events));
    const told: LiveEvent[] = [];
    for (const event of events) {
      if (event.kind === 'knob') isolateFaults(() => this.#midiMapper.moved(event));
      if (event.kind === 'notice') this.#notice(event.level, event.text);
      else if (isReplayRecord(event)) isolateFaults(() => this.#host.event(event));
      else told.push(event);
    }
    for (const event of told) this.#publish(event);
    isolateFaults(() => this.#analysis.onEvents(told));
  }

  #handleCommand(command: Command, sender: CommandSender, source?: Source): Promise<unknown> {
    return reportCommand(command, sender, this.#host, async () => {
      if (!this.#commandHandler) throw new DaemonStartingError();
      return this.#commandHandler.handleCommand(command, source);
    });
  }

  /** Runs a task without waiting for it. */
  #handleQuietly(command: Command, sender: CommandSender): void {
    this.#handleCommand(command, sender).catch(this.#warn);
  }

  #notice(level: 'info' | 'warning' | 'error', text: string): void {
    this.#host.notice(level, text);
    this.#publish({ kind: 'notice', level, text });
  }

  #publish(event: LiveEvent): void {
    isolateFaults(() => this.#host.event(event));
    this.#hub?.publish(event);
  }
}
