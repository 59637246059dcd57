import { monotonicClock } from '../adapters/clock/monotonic-clock.js';
import { ControlServer } from '../adapters/control/control-server.js';
import { SessionRecorder } from '../adapters/recording/session-recorder.js';
import { RecordingRoutes } from '../adapters/web/recording-routes.js';
import { WebServer } from '../adapters/web/web-server.js';
import { familiesOf } from '../composer/blended-voice.js';
import { sourceOfClient, type Source } from '../performance/listening/source.js';
import { isReplayRecord, type PerformanceEvent } from '../performance/performance-event.js';
import type { Command } from '../protocol/command.js';
import type { LiveEvent } from '../protocol/live-event.js';
import { CommandDesk } from './command-desk.js';
import type { ComposerReady } from './composer-link.js';
import { DaemonError, reasonOf } from '../shared/error.js';
import { CommandFailedError, DaemonStartingError } from './daemon-errors.js';
import type { DaemonHost } from './daemon-host.js';
import type { DaemonPlan } from './daemon-plan.js';
import { Ensemble } from './ensemble.js';
import { EventHub } from './event-hub.js';
import { firstControls, firstSnapshot } from './first-snapshot.js';
import { Hearers } from './hearers.js';
import { isolated } from './isolated.js';
import { RecoveryChild } from './recovery-child.js';
import { renderInChild } from './render-child.js';
import { sessionHeader } from './session-header.js';
import { Schedules } from './schedules/schedules.js';
import { ControlSurface } from './surface/control-surface.js';
import { TrainingRoom } from './training-room.js';

const nowMs = (): number => monotonicClock.nowMs();

/** The composition root: builds all parts of a performance, watches over them, and ends them in order. */
export class Daemon {
  readonly #plan: DaemonPlan;
  readonly #host: DaemonHost;
  readonly #control: ControlServer;
  readonly #web: WebServer | undefined;
  readonly #recorder: SessionRecorder;
  readonly #recovery: RecoveryChild;
  readonly #ensemble: Ensemble;
  #models: DaemonPlan['models'];
  #hub: EventHub | undefined;
  #desk: CommandDesk | undefined;
  readonly #trainingRoom: TrainingRoom;
  readonly #schedules: Schedules;
  readonly #surface: ControlSurface;
  readonly #hearers: Hearers;
  #isStopping = false;
  readonly #warn = (error: unknown): void => this.#notice('warning', reasonOf(error));

  constructor(plan: DaemonPlan, host: DaemonHost) {
    this.#plan = plan;
    this.#models = plan.models;
    this.#host = host;
    this.#control = new ControlServer(plan.socketPath);
    this.#recorder = new SessionRecorder({
      folder: plan.sessionFolder,
      elsewhere: plan.spareSessionFolder,
      now: host.now,
      nowMs,
      changed: (recording) => this.#publish({ kind: 'recording', recording }),
      notice: (level, text) => this.#notice(level, text),
    });
    this.#recovery = new RecoveryChild(({ level, text }) => this.#notice(level, text));
    this.#trainingRoom = new TrainingRoom({
      progress: (state) => this.#publish({ kind: 'training', training: state }),
    });
    this.#web = this.#planWeb();
    this.#surface = this.#planSurface();
    this.#schedules = this.#planSchedules();
    this.#hearers = this.#planHearers();
    this.#ensemble = new Ensemble(plan, {
      events: (events) => this.#hear(events),
      ports: (ports) => this.#publish({ kind: 'ports', ports: [...ports] }),
      notice: (level, text) => this.#notice(level, text),
      fault: host.fault,
      controls: () => this.hub.snapshot.controls,
      performanceBegins: (controls) => this.#recorder.restart(controls),
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
      await this.#control.start((command) => this.#obey(command));
      const pageUrl = (await this.#web?.listen()) ?? null;
      const ready = await this.#ensemble.startComposer(this.#plan.composer);
      const controls = firstControls(this.#plan, ready);
      this.#hub = new EventHub(firstSnapshot(this.#plan, controls, ready.engine, pageUrl), nowMs);
      if (this.#plan.record) {
        await this.#recorder.start(await sessionHeader(this.#plan, controls, ready.engine, this.#host.now()));
      }
      this.#hearers.follow(controls.composer);
      await this.#ensemble.startPlaying(controls);
      this.#openToClients();
      this.#schedules.start();
      this.#hearers.lessons.start();
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
    this.#obeyQuietly({ kind: 'end' });
    return this.hub.stopped();
  }

  /** Silences, ends the recording, then all parts; true when every part ended in good order. May be called twice. */
  async stop(): Promise<boolean> {
    if (this.#isStopping) return true;
    this.#isStopping = true;
    this.#schedules.stop();
    this.#surface.close();
    this.#trainingRoom.stop();
    this.#hearers.stop();
    this.#recovery.stop();
    const silenced = await this.#ensemble.silence();
    const saved = await this.#recorder.stop();
    if (saved) this.#notice('info', `Recorded ${saved.notes} notes: ${saved.file}`);
    const ended = await this.#ensemble.stop(silenced);
    await Promise.all([this.#control.close(), this.#web?.close()]);
    return silenced && ended;
  }

  #planWeb(): WebServer | undefined {
    const { web, sessionFolder } = this.#plan;
    if (!web) return undefined;
    const recordings = new RecordingRoutes(sessionFolder, renderInChild);
    const clientsChanged = (clients: number): void => this.#publish({ kind: 'clients', clients });
    const clientGone = (client: number): void =>
      this.#ensemble.command({ kind: 'gone', source: sourceOfClient(client) });
    return new WebServer({ ...web, recordings, nowMs, clientsChanged, clientGone });
  }

  #openToClients(): void {
    this.#desk = new CommandDesk({
      perform: (command, source) => this.#ensemble.command(command, source),
      recorder: this.#recorder,
      hub: this.hub,
      surface: this.#surface,
      lessons: this.#hearers.lessons,
      models: () => this.#models,
      quit: this.#host.quit,
      followsClock: this.#plan.clockSource === 'external',
    });
    this.#publish({ kind: 'recording', recording: this.#recorder.state });
    this.#web?.open(this.hub, (command, client) =>
      this.#obey(command, client === undefined ? undefined : sourceOfClient(client)),
    );
  }

  #planSurface(): ControlSurface {
    return new ControlSurface({
      bindings: this.#plan.bindings,
      composers: () => this.#models.map(({ name }) => name),
      obey: (command) => this.#obeyQuietly(command),
      changed: (surface) => this.#publish({ kind: 'surface', surface }),
      save: (bindings) => void this.#plan.saveBindings(bindings).catch(this.#warn),
    });
  }

  #planHearers(): Hearers {
    return new Hearers({
      plan: this.#plan,
      models: () => this.#models,
      snapshot: () => this.hub.snapshot,
      publish: (event) => this.#publish(event),
      notice: (level, text) => this.#notice(level, text),
      play: (learned) => this.#ensemble.playLearned(learned),
    });
  }

  #planSchedules(): Schedules {
    return new Schedules(this.#plan, this.#trainingRoom, {
      begin: () => this.#obeyQuietly({ kind: 'transport', action: 'start' }),
      end: () => this.#obeyQuietly({ kind: 'end' }),
      learned: (model) => this.#learned(model, false),
      changed: (schedules) => this.#publish({ kind: 'schedules', schedules: [...schedules] }),
      notice: (level, text) => this.#notice(level, text),
    });
  }

  /** Makes what earlier sessions left undone, while music plays. */
  #recover(): void {
    const folders = [this.#plan.sessionFolder, this.#plan.spareSessionFolder];
    this.#recovery.start({ folders, pid: process.pid, own: this.#recorder.state.file, except: [] });
  }

  /** Learns whom it was asked for in a process of its own; he plays as soon as he is learned. */
  async #train(): Promise<void> {
    const { training } = this.#plan;
    if (training && (await this.#trainingRoom.learn(training))) await this.#learned(training.composer, true);
  }

  /** There is a new model, which plays at once or when it is next chosen. */
  async #learned(model: string, shallPlay: boolean): Promise<void> {
    const models = await this.#plan.listModels();
    this.#models = models;
    this.#ensemble.updateModels(models);
    this.#publish({ kind: 'composers', composers: models.map(({ name }) => name), families: familiesOf(models) });
    if (shallPlay) this.#ensemble.command({ kind: 'set', controls: { composer: model } });
  }

  #hear(events: readonly PerformanceEvent[]): void {
    isolated(() => this.#recorder.write(events));
    const told: LiveEvent[] = [];
    for (const event of events) {
      if (event.kind === 'knob') isolated(() => this.#surface.moved(event));
      if (event.kind === 'notice') this.#notice(event.level, event.text);
      else if (!isReplayRecord(event)) told.push(event);
    }
    for (const event of told) this.#publish(event);
    isolated(() => this.#hearers.hear(told));
  }

  async #obey(command: Command, source?: Source): Promise<unknown> {
    if (!this.#desk) throw new DaemonStartingError();
    try {
      return await this.#desk.obey(command, source);
    } catch (error) {
      if (error instanceof DaemonError) throw error;
      this.#host.fault(`command ${command.kind}`, error instanceof Error ? error : new Error(String(error)));
      throw new CommandFailedError(command.kind, error);
    }
  }

  /** For what nobody waits to be answered. */
  #obeyQuietly(command: Command): void {
    this.#obey(command).catch(this.#warn);
  }

  #notice(level: 'info' | 'warning' | 'error', text: string): void {
    this.#host.notice(level, text);
    this.#publish({ kind: 'notice', level, text });
  }

  #publish(event: LiveEvent): void {
    this.#hub?.publish(event);
  }
}
