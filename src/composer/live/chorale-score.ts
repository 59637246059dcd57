import { SILENCE, VOICE_COUNT, type Chorale, type ChoraleStep } from '../../encoding/chorale/chorale.js';
import type { ChoraleState } from '../chorale/chorale-state.js';

/** Sixteenths back to which one can go: six bars. */
const SNAPSHOTS = 96;
/** Sixteenths in a bar of 4/4. */
export const BAR = 16;

/** What sounds in a sixteenth, counted from tick 0. */
export interface ScoreStep {
  readonly at: number;
  readonly pitches: ChoraleStep;
}

interface HeardStep extends ScoreStep {
  /** Of the network, before it. */
  readonly standing: ChoraleState;
}

/** How the network is to hear a sixteenth: with the soprano that turned out to sound in it. */
export type HeardAs = (at: number, pitches: ChoraleStep) => ChoraleStep;

const REST: ChoraleStep = Array<number>(VOICE_COUNT).fill(SILENCE);

const isSame = (a: ScoreStep, b: ScoreStep | undefined): boolean =>
  a.at === b?.at && a.pitches.every((pitch, voice) => pitch === b.pitches[voice]);

const later = <Step extends ScoreStep>(steps: readonly Step[], by: number): readonly Step[] =>
  steps.map((step) => ({ ...step, at: step.at + by }));

/**
 * The chorale so far by sixteenths: those that the network has heard, with where it stood before each, and those it is
 * still to hear. Sixteenths are told to it without a gap, so that it knows the place in the bar.
 */
export class ChoraleScore {
  #heard: readonly HeardStep[] = [];
  #unheard: readonly ScoreStep[];
  #standing: ChoraleState;
  #next: number;

  /** `standing` is that before the first sixteenth of `music`, which ends before `until`. */
  constructor(standing: ChoraleState, music: Chorale, until: number) {
    this.#standing = standing;
    this.#next = until - music.length;
    this.#unheard = music.map((pitches, i) => ({ at: this.#next + i, pitches }));
  }

  /** The next sixteenth that the network hears or composes. */
  get next(): number {
    return this.#next;
  }

  /** The sixteenth after the last one there is, heard or not. */
  get end(): number {
    return this.#next + this.#unheard.length;
  }

  /** Where the network stands before the next one. */
  get standing(): ChoraleState {
    return this.#standing;
  }

  /** What it is to hear next; undefined where it may compose. */
  get unheard(): ChoraleStep | undefined {
    return this.#unheard.at(0)?.pitches;
  }

  /** The latest sixteenths, at most so many, for another network to hear. */
  latest(count: number): Chorale {
    return [...this.#heard, ...this.#unheard].slice(-count).map(({ pitches }) => pitches);
  }

  /** The next sixteenth has been heard or composed. */
  add(pitches: ChoraleStep, after: ChoraleState): void {
    this.#heard = [...this.#heard, { at: this.#next, pitches, standing: this.#standing }].slice(-SNAPSHOTS);
    this.#unheard = this.#unheard.slice(1);
    this.#standing = after;
    this.#next++;
  }

  /**
   * Goes on at a sixteenth. What was composed after the last chord that was played never happened: that one is held, so
   * that the score says what was heard, however far ahead it was composed. Whole bars of that are left out, and what
   * came before them moves by as much, which is returned.
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

  /** Keeps what was heard as it should be, as far as that goes; the rest is to be heard. */
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
