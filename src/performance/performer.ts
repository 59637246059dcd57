import type { Clock } from './clock.js';
import type { Composer, ComposerAnswer, Edition } from './composer.js';
import { ControlsDesk } from './controls-desk.js';
import { Director } from './direction/director.js';
import type { Stage } from './direction/stage.js';
import { EchoGuard } from './listening/echo-guard.js';
import { Keyboard } from './listening/keyboard.js';
import { Listener } from './listening/listener.js';
import { CONTROL_SOURCE, type Source } from './listening/source.js';
import { PlayerRange } from './listening/player-range.js';
import { parseMidi } from './midi/midi-message.js';
import type { MidiOutput } from './midi-output.js';
import { MidiLane, TellingLane, type Lane, type MidiLaneOptions } from './output/lane.js';
import { Scheduler } from './output/scheduler.js';
import type { Tell } from './performance-event.js';
import { messageOf, type PerformedCommand } from './performed-command.js';
import { Course } from './playing/course.js';
import type { PerformerOptions } from './performer-options.js';
import { Player } from './playing/player.js';
import { Timekeeper } from './timekeeping/timekeeper.js';
import { TapTempo } from './clock-sync/tap-tempo.js';
import { Transport } from './transport/transport.js';

/** It looks again at least so much more often; whoever lets it wait longer has stood still. */
const STALL_MS = 200;
/** While something goes on it looks again at least so often; the scheduler's own times are exact. */
const RUNNING_MS = 10;
const IDLE_MS = 50;

/**
 * A performance: everything between what comes in (keys, clock, commands, the composer's answers) and what goes out
 * (notes, clock, what is told). It opens nothing and waits for nothing: whoever owns it calls `advance` again at the
 * time it names, or sooner when there is news.
 */
export class Performer {
  readonly #clock: Clock;
  readonly #tell: Tell;
  readonly #composer: Composer;
  readonly #scheduler = new Scheduler();
  readonly #guard = new EchoGuard();
  readonly #taps = new TapTempo();
  readonly #stage: Stage;
  readonly #director: Director;
  readonly #keyboard: Keyboard;
  readonly #desk: ControlsDesk;
  readonly #timekeeper: Timekeeper;
  readonly #telling: TellingLane;
  #midiLanes: readonly MidiLane[] = [];
  #lanes: readonly Lane[];
  #closed = false;
  /** When it last had its turn. */
  #turnMs = Infinity;

  constructor({
    clock,
    composer,
    tell,
    controls,
    edition = 0,
    clockSource,
    countInBars,
    bars,
    clickChannel,
    inputNames = [],
  }: PerformerOptions) {
    this.#clock = clock;
    this.#tell = tell;
    this.#composer = composer;
    this.#telling = new TellingLane(tell);
    this.#lanes = [this.#telling];
    const transport = new Transport({ bpm: controls.bpm, meter: controls.meter });
    const player = new Player(transport, this.#scheduler, () => this.#lanes, tell);
    this.#stage = {
      transport,
      player,
      course: new Course(composer, tell),
      listener: new Listener(),
      range: new PlayerRange(),
      tell,
      controls,
      edition,
      piece: 0,
      ending: null,
    };
    this.#director = new Director(this.#stage, bars);
    this.#keyboard = new Keyboard(this.#stage, this.#director, this.#guard, () => this.#midiLanes);
    const prepare = (wanted: Edition): void => composer.request({ kind: 'prepare', ...wanted });
    this.#desk = new ControlsDesk(this.#stage, this.#director, this.#keyboard, prepare);
    this.#timekeeper = new Timekeeper(this.#stage, this.#director, this.#scheduler, () => this.#midiLanes, {
      source: clockSource,
      countInBars,
      clickChannel,
      nameOf: (source) => inputNames[source] ?? `input ${source + 1}`,
    });
  }

  /** Adds a way out; its echo is known from now on. */
  addOutput(output: MidiOutput, options: MidiLaneOptions): MidiLane {
    const lane = new MidiLane(this.#guard.over(output, this.#clock), options);
    this.#midiLanes = [...this.#midiLanes, lane];
    this.#lanes = [...this.#midiLanes, this.#telling]; // what is heard goes first
    return lane;
  }

  /** Begins to play, or to wait for the clock it follows. */
  start(nowMs: number): void {
    this.#timekeeper.ready(nowMs);
    this.#tellTransport(nowMs);
  }

  /** One MIDI message from an input; without bytes it says that the input has gone. */
  hear(bytes: readonly number[], atMs: number, nowMs: number, source: Source = 0): void {
    if (bytes.length === 0) this.#gone(source, atMs, nowMs);
    else {
      const message = parseMidi(bytes);
      if (!this.#timekeeper.hear(message, source, atMs, nowMs)) this.#keyboard.play(message, source, atMs, nowMs);
    }
    this.#tellTransport(nowMs);
  }

  /** How many messages of the inputs have been lost since the start. */
  lostMessages(count: number, nowMs: number): void {
    this.#director.health.lostMessages(count, nowMs);
  }

  answered(answer: ComposerAnswer, nowMs: number): void {
    this.#director.answered(answer, nowMs);
  }

  /** Another composer has taken the old one's place and knows nothing: it is told where to go on. */
  composerReplaced(nowMs: number): void {
    const { controls, edition } = this.#stage;
    this.#tell({ kind: 'composer-replaced', composer: controls.composer });
    this.#composer.request({ kind: 'prepare', composer: controls.composer, edition });
    this.#director.steer(nowMs);
  }

  /** `source` is whoever holds the keys that a command strikes. */
  command(command: PerformedCommand, atMs: number, nowMs: number, source: Source = CONTROL_SOURCE): void {
    this.#perform(command, source, atMs, nowMs);
    this.#tellTransport(nowMs);
  }

  /** Sends what is due, before anything else is looked at. */
  sendDue(): void {
    if (this.#closed) return;
    const nowMs = this.#clock.nowMs();
    this.#noticeStall(nowMs);
    this.#scheduler.sendDue(nowMs);
  }

  /** Does all that is due and gives the time to be called again, ms. */
  advance(nowMs: number): number {
    if (this.#closed) return Infinity;
    this.#noticeStall(nowMs);
    this.#timekeeper.advance(nowMs);
    this.#director.advance(nowMs);
    if (this.#director.pieceEnd.isOver(nowMs)) {
      this.#timekeeper.stop(nowMs);
      this.#director.pieceEnd.finish();
    }
    this.#scheduler.sendDue(this.#clock.nowMs());
    this.#tellTransport(nowMs);
    return Math.min(this.#scheduler.nextMs, nowMs + (this.#stage.transport.isRunning ? RUNNING_MS : IDLE_MS));
  }

  /** When the next message leaves; Infinity when none waits. */
  get nextSendMs(): number {
    return this.#scheduler.nextMs;
  }

  /** Silences everything and ends. */
  close(nowMs: number): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#timekeeper.stop(nowMs);
    this.#keyboard.stopThru(nowMs);
    const place = { tick: this.#stage.transport.tickAtMs(nowMs), atMs: nowMs };
    for (const lane of this.#midiLanes) lane.quieten(place);
    this.#tell({ kind: 'end', kept: this.#stage.player.plan.kept, ...place });
  }

  /** The program stood still (stopped, swapped out, the machine paused): music that is overdue is not made up for. */
  #noticeStall(nowMs: number): void {
    const stillMs = nowMs - this.#turnMs;
    this.#turnMs = nowMs;
    if (stillMs <= STALL_MS || !this.#stage.transport.isRunning) return;
    this.#timekeeper.wake(nowMs);
    const dropped = this.#director.skip(nowMs);
    const text = `The program stood still for ${(stillMs / 1000).toFixed(1)} s: ${dropped} notes were dropped.`;
    this.#tell({ kind: 'notice', level: 'warning', text });
  }

  #gone(source: Source, atMs: number, nowMs: number): void {
    this.#keyboard.letGo(source, atMs, nowMs);
    this.#timekeeper.gone(source, nowMs);
  }

  #perform(command: PerformedCommand, source: Source, atMs: number, nowMs: number): void {
    switch (command.kind) {
      case 'set':
        this.#desk.set(command.controls, nowMs);
        return;
      case 'edition':
        this.#desk.setEdition(command.edition, nowMs);
        return;
      case 'ramp':
        this.#desk.ramp(command.bpm, command.beats, nowMs);
        return;
      case 'tap': {
        const bpm = this.#taps.tap(atMs);
        if (bpm !== null) this.#desk.set({ bpm }, nowMs);
        return;
      }
      case 'transport':
        this.#timekeeper.command(command.action, nowMs);
        return;
      case 'panic':
        this.#panic(nowMs);
        return;
      case 'end':
        this.#director.end(command.bars, nowMs);
        return;
      case 'key':
      case 'pedal':
      case 'knob':
        this.#keyboard.play(messageOf(command), source, atMs, nowMs);
        return;
      case 'gone':
        if (command.source !== 'all inputs') this.#gone(command.source, atMs, nowMs);
        else for (const input of this.#keyboard.holdingInputs) this.#gone(input, atMs, nowMs);
        return;
      case 'like':
        this.#tell({ kind: 'marker', text: 'like', tick: this.#stage.transport.tickAtMs(atMs), atMs });
    }
  }

  #panic(nowMs: number): void {
    const place = { tick: this.#stage.transport.tickAtMs(nowMs), atMs: nowMs };
    this.#stage.player.cut(nowMs);
    this.#stage.listener.reset();
    this.#keyboard.letGoOfAll(nowMs);
    for (const lane of this.#midiLanes) lane.quieten(place);
    this.#director.resumeAtBar(nowMs);
  }

  #tellTransport(nowMs: number): void {
    for (const transport of this.#stage.transport.takeChanges(nowMs)) this.#tell({ kind: 'transport', transport });
  }
}
