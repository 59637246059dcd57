import type { ControlChange } from '../protocol/controls.js';
import type { RevisionPlanner } from './direction/revision-planner.js';
import type { PerformanceContext } from './performance-context.js';
import type { PlayerInput } from './listening/player-input.js';
import type { Edition } from './composer.js';
import { CONTROL_NAMES, controlDeclarations, type ControlName } from '../protocol/controls/control-declarations.js';
import type { BarLineSettings } from './direction/bar-line-change.js';

const isAtBarLine = (name: ControlName): boolean => controlDeclarations[name].heard === 'bar line';

/** Controls that affect coming notes, so that a change composes them again. */
const STEERING = CONTROL_NAMES.filter((name) => controlDeclarations[name].heard === 'recompose');

const pick = (change: ControlChange, wanted: (name: ControlName) => boolean): ControlChange =>
  Object.fromEntries(
    CONTROL_NAMES.filter((name) => name in change && wanted(name)).map((name) => [name, change[name]]),
  );

/** Changes controls: at once, or at the bar line where that is more musical. */
export class ControlHandler {
  readonly #context: PerformanceContext;
  readonly #planner: RevisionPlanner;
  readonly #playerInput: PlayerInput;
  /** Prepares a model before it plays. */
  readonly #prepare: (edition: Edition) => void;

  constructor(
    context: PerformanceContext,
    planner: RevisionPlanner,
    keyboard: PlayerInput,
    prepare: (edition: Edition) => void,
  ) {
    this.#context = context;
    this.#planner = planner;
    this.#playerInput = keyboard;
    this.#prepare = prepare;
  }

  set(change: ControlChange, nowMs: number): void {
    // a tempo that comes with a composer would disturb the music of the one before
    const waits = (name: ControlName): boolean =>
      isAtBarLine(name) || (name === 'tempo' && change.composer !== undefined);
    const later = pick(change, waits);
    const atOnce = pick(change, (name) => !waits(name));
    if (Object.keys(atOnce).length > 0) this.#setAtOnce(atOnce, nowMs);
    if (Object.keys(later).length === 0) return;
    this.#changeAtBarLine(later, nowMs);
  }

  /** Lets the tempo glide to so many bpm within some beats; the control shows at once where it will be. */
  ramp(tempo: number, beats: number, nowMs: number): void {
    this.#show({ tempo }, nowMs);
    this.#context.transport.ramp(tempo, beats, nowMs);
  }

  /** Switches to another edition of the model at the next bar line. */
  setEdition(edition: number, nowMs: number): void {
    this.#changeAtBarLine({ edition }, nowMs);
  }

  #changeAtBarLine(change: BarLineSettings, nowMs: number): void {
    const isOther = change.composer !== undefined || change.edition !== undefined;
    const coming = isOther ? this.#planner.nextEdition(change) : undefined;
    if (coming) this.#prepare(coming);
    this.#planner.changeAtBarLine(change, nowMs, coming);
  }

  #show(change: ControlChange, nowMs: number): void {
    const { transport, controls, emit } = this.#context;
    this.#context.controls = { ...controls, ...change };
    emit({ kind: 'controls', controls: change, tick: transport.tickAtMs(nowMs), atMs: nowMs });
  }

  #setAtOnce(change: ControlChange, nowMs: number): void {
    const { transport, player, controls: before } = this.#context;
    this.#show(change, nowMs);
    if (change.tempo !== undefined) transport.setBpm(change.tempo, nowMs);
    if (change.mute === true && !before.mute) player.silence(nowMs);
    if (change.hold !== undefined && change.hold !== before.hold) this.#planner.hold(change.hold, nowMs);
    if (change.thru === false) this.#playerInput.stopThru(nowMs);
    if (STEERING.some((name) => change[name] !== undefined)) this.#planner.recompose(nowMs);
  }
}
