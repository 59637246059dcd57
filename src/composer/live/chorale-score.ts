import { SILENCE, VOICE_COUNT, type Chorale, type ChoraleStep } from '../../encoding/chorale/chorale.js';
import type { ChoraleState } from '../chorale/chorale-state.js';

/** How many sixteenths one can go back: six bars. */
const SNAPSHOTS = 96;
/** Sixteenths in a bar of 4/4. */
export const BAR = 16;

/** What sounds in a sixteenth, counted from tick 0. */
export interface ScoreStep {
  readonly at: number;
  readonly pitches: ChoraleStep;
}

interface HeardStep extends ScoreStep {
  /** State of the network before it. */
  readonly standing: ChoraleState;
}

/** The sixteenth as the network ingests it, with the soprano that was actually played. */
export type HeardAs = (at: number, pitches: ChoraleStep) => ChoraleStep;

const REST: ChoraleStep = Array<number>(VOICE_COUNT).fill(SILENCE);

const isSame = (a: ScoreStep, b: ScoreStep | undefined): boolean =>
  a.at === b?.at && a.pitches.every((pitch, voice) => pitch === b.pitches[voice]);

const later = <Step extends ScoreStep>(steps: readonly Step[], by: number): readonly Step[] =>
  steps.map((step) => ({ ...step, at: step.at + by }));

/**
 * The chorale so far in sixteenths: those ingested by the network, with its state before each, and those still pending.
 * The network ingests them without gaps, so that the position in the bar is right.
 */
export class ChoraleScore {
  #heard: readonly HeardStep[] = [];
  #unheard: readonly ScoreStep[];
  #standing: ChoraleState;
  #next: number;

  /** `standing` is the state before the first sixteenth of `music`, which ends before `until`. */
  constructor(standing: ChoraleState, music: Chorale, until: number) {
    this.#standing = standing;
    this.#next = until - music.length;
    this.#unheard = music.map((pitches, i) => ({ at: this.#next + i, pitches }));
  }

  /** The next sixteenth that the network ingests or composes. */
  get next(): number {
    return this.#next;
  }

  /** The sixteenth after the last one, ingested or not. */
  get end(): number {
    return this.#next + this.#unheard.length;
  }

  /** State of the network before the next one. */
  get standing(): ChoraleState {
    return this.#standing;
  }

  /** What it ingests next; undefined if it may compose. */
  get unheard(): ChoraleStep | undefined {
    return this.#unheard.at(0)?.pitches;
  }

  /** The latest sixteenths, up to a number, for another network to ingest. */
  latest(count: number): Chorale {
    return [...this.#heard, ...this.#unheard].slice(-count).map(({ pitches }) => pitches);
  }

  /** Records that the next sixteenth was ingested or composed. */
  add(pitches: ChoraleStep, after: ChoraleState): void {
    this.#heard = [...this.#heard, { at: this.#next, pitches, standing: this.#standing }].slice(-SNAPSHOTS);
    this.#unheard = this.#unheard.slice(1);
    this.#standing = after;
    this.#next++;
  }

  /**
   * Continues at a sixteenth. Everything composed after the last chord that was played is discarded; that chord is
   * held, so that the score matches what was heard. Whole bars of holding are left out, and earlier music moves by as
   * much, which is returned.
   */
  goOnAt(at: number, played: ScoreStep | undefined, heardAs: HeardAs): number {
    const certain = Math.min(at, played?.at ?? 0);
    const before = [...this.#heard, ...this.#unheard].filter((step) => step.at < certain);
    if (played && played.at < at) before.push(played);
    const held = before.at(-1);
    const end = held ? held.at + 1 : (this.#heard.at(0)?.at ?? this.#next);
    const gap = at - end;
    const by = gap - (((gap % BAR) + BAR) % BAR);
    const shift = gap < 0 || gap >= BAR ? by : 0;
    this.#heard = later(this.#heard, shift);
    this.#next += shift;
    const filled = Array.from({ length: gap - shift }, (_, i) => ({
      at: end + shift + i,
      pitches: held?.pitches ?? REST,
    }));
    const wanted = [...later(before, shift), ...filled];
    this.#ingestAs(wanted.map((step) => ({ at: step.at, pitches: heardAs(step.at, step.pitches) })));
    return shift;
  }

  /** Keeps what was ingested correctly; the rest must be ingested again. */
  #ingestAs(wanted: readonly ScoreStep[]): void {
    const differs = this.#heard.findIndex((step, i) => !isSame(step, wanted.at(i)));
    if (differs >= 0) {
      const { at, standing } = this.#heard[differs];
      this.#heard = this.#heard.slice(0, differs);
      this.#next = at;
      this.#standing = standing;
    }
    this.#unheard = wanted.slice(this.#heard.length);
  }
}
