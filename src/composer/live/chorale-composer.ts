import { SILENCE, VOICE_COUNT, type Chorale, type ChoraleStep } from '../../encoding/chorale/chorale.js';
import { inSopranoRange, octaveForSoprano } from '../../encoding/chorale/fit-vocal-range.js';
import { sample, type Allowed } from '../../model/sampling/sample.js';
import type { EventModel } from '../../model/sampling/event-model.js';
import { derivedRandom } from '../../shared/random-source.js';
import type { Clock } from '../../performance/clock.js';
import type { ComposedEvent, ComposerAnswer, Edition, Revision } from '../../performance/composer.js';
import { afterPitch, beforeChorale, nextPitch, type NextPitch } from '../chorale/chorale-state.js';
import { BAR, ChoraleScore, type ScoreStep } from './chorale-score.js';
import { chordEvents, soundingAt } from './chord-events.js';
import { pitchClassesOf } from './live-key.js';
import { unplannedEndTick } from './live-ending.js';
import { withMeter } from './live-metres.js';
import { ModelWorker, type ComposingStrategy, type ModelWorkerOptions } from './model-worker.js';
import { SIXTEENTH_TICKS } from './sixteenths.js';
import { SopranoPart } from './soprano-part.js';

/** A chorale network, ready to play live. */
export interface LiveChorale {
  readonly name: string;
  readonly model: EventModel;
  readonly release: () => Promise<void>;
  /** The primer, whole bars of 4/4. */
  readonly chorale: Chorale;
}

export interface ChoraleComposerOptions {
  /** With the numbers of revision and sixteenth it determines all randomness. */
  readonly seed: number;
  readonly clock: Clock;
  readonly answer: (answer: ComposerAnswer) => void;
}

/** An event and its chord, whose sixteenth may have begun earlier. */
interface ChordEvent extends ScoreStep {
  readonly event: ComposedEvent;
}

const VELOCITY = 76;
/** Number of composed events remembered, enough to include all sounding notes. */
const REMEMBERED = 256;
/** How many sixteenths of the music another network ingests when it takes over. */
const REHEARD = 64;
/** If nothing changes and nothing sounds, composing pauses this many sixteenths beyond the request. */
const FARTHEST = 64;

/**
 * Composes chorales while others play: a player's top line is the soprano and the other voices follow within a
 * sixteenth; when nobody plays, all four are composed.
 */
class ChoraleComposer implements ComposingStrategy<LiveChorale, void> {
  readonly learns = false;
  readonly #options: ChoraleComposerOptions;
  readonly #part = new SopranoPart();
  #voice: LiveChorale | undefined;
  #score: ChoraleScore | undefined;
  #revision: Revision | undefined;
  /** Composed events still valid, the latest ones, and the session-wide number of the next. */
  #events: readonly ChordEvent[] = [];
  #ordinal = 0;

  #epoch = 0;
  #untilTick = -Infinity;
  #endTick = Infinity;
  /** Octaves between the player's melody and a soprano's, semitones. */
  #shift = 0;

  constructor(options: ChoraleComposerOptions) {
    this.#options = options;
  }

  get playing(): Edition | undefined {
    return this.#voice && { composer: this.#voice.name, edition: 0 };
  }

  begin(voice: LiveChorale): Promise<void> {
    return this.takeOver(voice);
  }

  /** Switches to another network, which ingests what was played last, or its own primer. */
  async takeOver(voice: LiveChorale): Promise<void> {
    const standing = await beforeChorale(voice.model);
    const music = this.#score?.latest(REHEARD) ?? voice.chorale;
    const until = this.#score?.end ?? 0;
    const start = Math.ceil((until - music.length) / BAR) * BAR; // the network assumes that its input starts at a bar line
    this.#score = new ChoraleScore(standing, music.slice(music.length - (until - start)), until);
    this.#voice = voice;
  }

  /** A new revision; work in progress is discarded. */
  revise(revision: Revision): void {
    this.#epoch++;
    this.#revision = revision;
    this.#untilTick = -Infinity;
    this.#placeEnd(revision);
    this.#events = this.#events.slice(0, Math.max(0, this.#events.length - (this.#ordinal - revision.kept)));
    this.#ordinal = revision.kept;
    const changed = this.#part.ingest(revision.heard);
    this.#shift = octaveForSoprano(this.#part.latestPitches, this.#shift);
    const from = revision.fromTick / SIXTEENTH_TICKS;
    // a note of the player's changes the chord of a sixteenth that has begun
    const begun = changed <= Math.floor(from) || revision.onTheDot;
    const played = this.#events.at(-1);
    const at = begun ? Math.floor(from) : Math.ceil(from);
    const moved = this.#score?.goOnAt(at, played, (step, pitches) => this.#heardAs(step, pitches)) ?? 0;
    if (moved !== 0) this.#events = this.#events.map((each) => ({ ...each, at: each.at + moved }));
  }

  /** Requests composing until an event lies at or beyond a tick; false if that revision is outdated. */
  composeUntil(revision: number, untilTick: number): boolean {
    if (revision !== this.#revision?.revision) return false;
    this.#untilTick = Math.max(this.#untilTick, untilTick);
    return true;
  }

  /** Cancels the request. */
  halt(): void {
    this.#untilTick = -Infinity;
  }

  /** Ingests or composes one sixteenth; false if there is nothing to do. */
  async step(): Promise<boolean> {
    const { unheard } = this.#score ?? {};
    if (unheard !== undefined) {
      await this.#ingest(unheard);
      return true;
    }
    if (!this.#isAsked) return false;
    await this.#compose();
    return true;
  }

  get #isAsked(): boolean {
    const next = this.#score?.next ?? Infinity;
    const lastTick = this.#events.at(-1)?.event.tick ?? -Infinity;
    const farthestTick = Math.min(this.#untilTick + FARTHEST * SIXTEENTH_TICKS, this.#endTick);
    return lastTick < this.#untilTick && next * SIXTEENTH_TICKS < farthestTick;
  }

  /** Answers where the piece ends: no chord begins there or later. */
  #placeEnd({ revision, ending, settings }: Revision): void {
    this.#endTick = ending ? unplannedEndTick(ending, withMeter([], settings)) : Infinity;
    if (ending) this.#options.answer({ kind: 'ends', revision, tick: this.#endTick });
  }

  async #ingest(pitches: readonly number[]): Promise<void> {
    const [voice, score, epoch] = [this.#voice, this.#score, this.#epoch];
    if (!voice || !score) return;
    let { standing } = score;
    for (const pitch of pitches) standing = await afterPitch(voice.model, standing, pitch);
    if (epoch === this.#epoch) score.add(pitches, standing);
  }

  async #compose(): Promise<void> {
    const [voice, score, revision, epoch] = [this.#voice, this.#score, this.#revision, this.#epoch];
    if (!voice || !score || !revision) return;
    const startedMs = this.#options.clock.nowMs();
    const at = score.next;
    const { temperature, topP, key } = revision.settings;
    const random = derivedRandom(this.#options.seed, revision.revision, at);
    const given = this.#sopranoAt(at);
    const pitches: number[] = [];
    let { standing } = score;
    while (pitches.length < VOICE_COUNT) {
      const next = await nextPitch(voice.model, standing);
      const allowed = this.#inKey(next, key);
      const drawn = next.pitchOf(sample(next.logits, { temperature, topP, topK: Infinity }, random, allowed));
      pitches.push(pitches.length === 0 && given !== undefined ? given : drawn);
      standing = await afterPitch(voice.model, standing, pitches[pitches.length - 1]);
    }
    if (epoch !== this.#epoch) return;
    score.add(pitches, standing);
    this.#emit(revision, { at, pitches }, given !== undefined, startedMs);
  }

  #emit({ revision, fromTick }: Revision, { at, pitches }: ScoreStep, isGiven: boolean, startedMs: number): void {
    const tick = Math.max(fromTick, at * SIXTEENTH_TICKS);
    const own = isGiven ? pitches.slice(1) : pitches;
    const wanted = own.filter((pitch) => pitch !== SILENCE).map((pitch) => pitch - this.#shift);
    const velocity = this.#part.at(at)?.velocity ?? VELOCITY;
    const before = this.#events.map(({ event }) => event);
    const events = chordEvents(soundingAt(before, tick), wanted, tick, velocity);
    if (events.length === 0) return;
    this.#events = [...this.#events, ...events.map((event) => ({ at, pitches, event }))].slice(-REMEMBERED);
    this.#ordinal += events.length;
    this.#options.answer({ kind: 'composed', revision, events, stepMs: this.#options.clock.nowMs() - startedMs });
  }

  /** The player's melody in the soprano range; undefined without one. */
  #sopranoAt(at: number): number | undefined {
    const note = this.#part.at(at);
    return note && inSopranoRange(note.pitch + this.#shift);
  }

  #heardAs(at: number, pitches: ChoraleStep): ChoraleStep {
    return [this.#sopranoAt(at) ?? pitches[0], ...pitches.slice(1)];
  }

  /** Allowed pitches, and in the key if any of those is allowed. */
  #inKey({ allowed, logits, pitchOf }: NextPitch, key: string): Allowed {
    const classes = pitchClassesOf(key);
    if (!classes) return allowed;
    const inKey: Allowed = (id) => pitchOf(id) !== SILENCE && classes.has((pitchOf(id) + 120 - this.#shift) % 12);
    return logits.some((_, id) => allowed(id) && inKey(id)) ? (id) => allowed(id) && inKey(id) : allowed;
  }
}

/** Chorale networks beside the beat. */
export type LiveChoraleComposer = ModelWorker<LiveChorale, void>;

export const liveChoraleComposer = (
  options: ChoraleComposerOptions & ModelWorkerOptions<LiveChorale>,
): LiveChoraleComposer => new ModelWorker(new ChoraleComposer(options), options);
