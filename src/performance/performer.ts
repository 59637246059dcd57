import type { Clock } from './clock.js';
import type { Composer, ComposerAnswer, Edition } from './composer.js';
import { ControlHandler } from './control-handler.js';
import { RevisionPlanner } from './direction/revision-planner.js';
import type { PerformanceContext } from './performance-context.js';
import { EchoFilter } from './listening/echo-filter.js';
import { PlayerInput } from './listening/player-input.js';
import { PhraseCollector } from './listening/phrase-collector.js';
import { CONTROL_SOURCE, type Source } from './listening/source.js';
import { PlayerRange } from './listening/player-range.js';
import { parseMidi } from './midi/midi-message.js';
import type { MidiOutput } from './midi-output.js';
import { MidiRoute, ReportingRoute, type OutputRoute, type MidiRouteOptions } from './output/output-route.js';
import { Scheduler } from './output/scheduler.js';
import type { Emit } from './performance-event.js';
import {
  messageOf,
  type CommandHandlers,
  type CommandMoment,
  type PerformedCommand,
  type PerformedCommandOf,
  type PerformedKind,
} from './performed-command.js';
import { RevisionTracker } from './playing/revision-tracker.js';
import type { PerformerOptions } from './performer-options.js';
import { Player } from './playing/player.js';
import { TransportController } from './timekeeping/transport-controller.js';
import { TapTempo } from './clock-sync/tap-tempo.js';
import { Transport } from './transport/transport.js';

/** Interval between calls beyond which the program is taken to have been suspended. */
const STALL_MS = 200;
/** Longest interval between calls while something is active; the scheduler's own times are exact. */
const RUNNING_MS = 10;
const IDLE_MS = 50;

/**
 * A performance: all between what comes in (keys, clock, commands, the composer's answers) and what goes out. It opens
 * nothing and waits for nothing: its owner calls `advance` again at the time it names, or sooner when there is news.
 */
export class Performer {
  readonly #clock: Clock;
  readonly #emit: Emit;
  readonly #composer: Composer;
  readonly #scheduler = new Scheduler();
  readonly #echoFilter = new EchoFilter();
  readonly #taps = new TapTempo();
  readonly #context: PerformanceContext;
  readonly #planner: RevisionPlanner;
  readonly #playerInput: PlayerInput;
  readonly #controlHandler: ControlHandler;
  readonly #transportController: TransportController;
  readonly #reportingRoute: ReportingRoute;
  #midiRoutes: readonly MidiRoute[] = [];
  #routes: readonly OutputRoute[];
  /** What is done for each command. */
  readonly #handlers: CommandHandlers = {
    set: ({ controls }, { nowMs }) => this.#controlHandler.set(controls, nowMs),
    ramp: ({ bpm, beats }, { nowMs }) => this.#controlHandler.ramp(bpm, beats, nowMs),
    transport: ({ action }, { nowMs }) => this.#transportController.command(action, nowMs),
    end: ({ bars }, { nowMs }) => this.#planner.end(bars, nowMs),
    panic: (_command, { nowMs }) => this.#panic(nowMs),
    tap: (_command, moment) => this.#tap(moment),
    like: (_command, { atMs }) =>
      this.#emit({ kind: 'marker', text: 'like', tick: this.#context.transport.tickAtMs(atMs), atMs }),
    key: (command, moment) => this.#playKey(command, moment),
    pedal: (command, moment) => this.#playKey(command, moment),
    knob: (command, moment) => this.#playKey(command, moment),
    edition: ({ edition }, { nowMs }) => this.#controlHandler.setEdition(edition, nowMs),
    gone: ({ source }, moment) => this.#letGoOf(source, moment),
  };
  #closed = false;
  /** Time of the last call. */
  #turnMs = Infinity;

  constructor(options: PerformerOptions) {
    const { clock, composer, emit, controls, edition = 0, bars, inputNames = [] } = options;
    this.#clock = clock;
    this.#emit = emit;
    this.#composer = composer;
    this.#reportingRoute = new ReportingRoute(emit);
    this.#routes = [this.#reportingRoute];
    const transport = new Transport({ bpm: controls.tempo, meter: controls.meter });
    const controlsNow = () => this.#context.controls;
    const player = new Player(transport, this.#scheduler, () => this.#routes, emit, controlsNow);
    this.#context = {
      transport,
      player,
      revisions: new RevisionTracker(composer, emit),
      listener: new PhraseCollector(),
      range: new PlayerRange(),
      emit,
      controls,
      edition,
      piece: 0,
      ending: null,
    };
    this.#planner = new RevisionPlanner(this.#context, bars);
    this.#playerInput = new PlayerInput(this.#context, this.#planner, this.#echoFilter, () => this.#midiRoutes);
    const prepare = (wanted: Edition): void => composer.request({ kind: 'prepare', ...wanted });
    this.#controlHandler = new ControlHandler(this.#context, this.#planner, this.#playerInput, prepare);
    this.#transportController = new TransportController(
      this.#context,
      this.#planner,
      this.#scheduler,
      () => this.#midiRoutes,
      {
        source: options.clockSource,
        countInBars: options.countInBars,
        clickChannel: options.clickChannel,
        nameOf: (source) => inputNames[source] ?? `input ${source + 1}`,
      },
    );
  }

  /** Adds an output route; its echoes are filtered from now on. */
  addOutput(output: MidiOutput, options: MidiRouteOptions): MidiRoute {
    const route = new MidiRoute(this.#echoFilter.over(output, this.#clock), options);
    this.#midiRoutes = [...this.#midiRoutes, route];
    this.#routes = [...this.#midiRoutes, this.#reportingRoute]; // audible output first
    return route;
  }

  /** Begins to play, or to wait for the clock it follows. */
  start(nowMs: number): void {
    this.#transportController.ready(nowMs);
    this.#emitTransport(nowMs);
  }

  /** One MIDI message from an input; no bytes mean that the input has disconnected. */
  onMidi(bytes: readonly number[], atMs: number, nowMs: number, source: Source = 0): void {
    if (bytes.length === 0) this.#onSourceGone(source, atMs, nowMs);
    else {
      const message = parseMidi(bytes);
      if (!this.#transportController.onMidi(message, source, atMs, nowMs))
        this.#playerInput.play(message, source, atMs, nowMs);
    }
    this.#emitTransport(nowMs);
  }

  /** How many messages of the inputs have been lost since the start. */
  onLostMessages(count: number, nowMs: number): void {
    this.#planner.health.onLostMessages(count, nowMs);
  }

  onAnswer(answer: ComposerAnswer, nowMs: number): void {
    this.#planner.onAnswer(answer, nowMs);
  }

  /** A new composer without state has replaced the old one; sends it where to continue. */
  onComposerReplaced(nowMs: number): void {
    const { controls, edition } = this.#context;
    this.#emit({ kind: 'composer-replaced', composer: controls.composer });
    this.#composer.request({ kind: 'prepare', composer: controls.composer, edition });
    this.#planner.recompose(nowMs);
  }

  /** `source` holds the keys that a command strikes. */
  handleCommand(command: PerformedCommand, atMs: number, nowMs: number, source: Source = CONTROL_SOURCE): void {
    this.#carryOut(command, { source, atMs, nowMs });
    this.#emitTransport(nowMs);
  }

  /** Sends what is due, before anything else; a start or a tempo is told before the notes that it times. */
  sendDue(): void {
    if (this.#closed) return;
    const nowMs = this.#clock.nowMs();
    this.#noticeStall(nowMs);
    this.#emitTransport(nowMs);
    this.#scheduler.sendDue(nowMs);
  }

  /** Does everything due and returns the time of the next call, ms. */
  advance(nowMs: number): number {
    if (this.#closed) return Infinity;
    this.#noticeStall(nowMs);
    this.#transportController.advance(nowMs);
    this.#planner.advance(nowMs);
    if (this.#planner.pieceEnd.isOver(nowMs)) {
      this.#transportController.stop(nowMs);
      this.#planner.pieceEnd.finish();
    }
    this.sendDue();
    return Math.min(this.#scheduler.nextMs, nowMs + (this.#context.transport.isRunning ? RUNNING_MS : IDLE_MS));
  }

  /** When the next message leaves; Infinity when none waits. */
  get nextSendMs(): number {
    return this.#scheduler.nextMs;
  }

  /** Silences everything and ends. */
  close(nowMs: number): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#transportController.stop(nowMs);
    this.#playerInput.stopThru(nowMs);
    const place = { tick: this.#context.transport.tickAtMs(nowMs), atMs: nowMs };
    for (const route of this.#midiRoutes) route.silence(place);
    this.#emit({ kind: 'end', kept: this.#context.player.plan.kept, ...place });
  }

  /** The program was suspended (stopped, swapped out, the machine paused): overdue music is dropped. */
  #noticeStall(nowMs: number): void {
    const stillMs = nowMs - this.#turnMs;
    this.#turnMs = nowMs;
    if (stillMs <= STALL_MS || !this.#context.transport.isRunning) return;
    this.#transportController.wake(nowMs);
    const dropped = this.#planner.skip(nowMs);
    const text = `The program stood still for ${(stillMs / 1000).toFixed(1)} s: ${dropped} notes were dropped.`;
    this.#emit({ kind: 'notice', level: 'warning', text });
  }

  #onSourceGone(source: Source, atMs: number, nowMs: number): void {
    this.#playerInput.letGo(source, atMs, nowMs);
    this.#transportController.gone(source, nowMs);
  }

  #carryOut<Kind extends PerformedKind>(command: PerformedCommandOf<Kind>, moment: CommandMoment): void {
    this.#handlers[command.kind](command, moment);
  }

  #tap({ atMs, nowMs }: CommandMoment): void {
    const tempo = this.#taps.tap(atMs);
    if (tempo !== null) this.#controlHandler.set({ tempo }, nowMs);
  }

  #playKey(command: Parameters<typeof messageOf>[0], { source, atMs, nowMs }: CommandMoment): void {
    this.#playerInput.play(messageOf(command), source, atMs, nowMs);
  }

  #letGoOf(source: Source | 'all inputs', { atMs, nowMs }: CommandMoment): void {
    if (source !== 'all inputs') this.#onSourceGone(source, atMs, nowMs);
    else for (const input of this.#playerInput.holdingInputs) this.#onSourceGone(input, atMs, nowMs);
  }

  #panic(nowMs: number): void {
    const place = { tick: this.#context.transport.tickAtMs(nowMs), atMs: nowMs };
    this.#context.player.cut(nowMs);
    this.#context.listener.reset();
    this.#playerInput.letGoOfAll(nowMs);
    for (const route of this.#midiRoutes) route.silence(place);
    this.#planner.resumeAtBar(nowMs);
  }

  #emitTransport(nowMs: number): void {
    for (const transport of this.#context.transport.takeChanges(nowMs)) this.#emit({ kind: 'transport', transport });
  }
}
