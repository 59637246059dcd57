import type { ComposerAnswer } from '../composer.js';
import type { Stage } from './stage.js';

/** Bars within which a cadence is found where nobody says otherwise: by then most phrases end. */
export const END_BARS = 8;

/** The end of the piece that plays: asked for, placed by the composer, and reached. */
export class PieceEnd {
  readonly #stage: Stage;
  /** Length of every piece in bars; undefined for no end of its own. */
  readonly #bars: number | undefined;
  /** The end of the piece of this number, which its length gives. */
  #byLength = { piece: -1, tick: Infinity };
  #tick = Infinity;

  constructor(stage: Stage, bars: number | undefined) {
    this.#stage = stage;
    this.#bars = bars;
  }

  /** Music begins, or goes on, at a bar line: a piece of a given length ends so many bars from where it began. */
  begin(fromTick: number): void {
    if (this.#bars === undefined) return;
    const { piece, transport } = this.#stage;
    if (this.#byLength.piece !== piece) {
      this.#byLength = { piece, tick: fromTick + this.#bars * transport.bars.ticksAt(fromTick) };
    }
    if (this.#byLength.tick > fromTick) this.#place(this.#byLength.tick);
  }

  /** A cadence within some bars behind the one that holds a tick. The composer says where; at the latest it is there. */
  within(bars: number, tick: number): void {
    const { transport } = this.#stage;
    this.#place(transport.bars.next(tick, 'bar') + bars * transport.bars.ticksAt(tick));
    this.#stage.ending = { kind: 'within', tick: Math.ceil(tick), bars };
  }

  /** The end is at the next bar line. */
  atNextBar(tick: number): void {
    this.#place(this.#stage.transport.bars.next(tick, 'bar'));
  }

  /** The composer has placed the end: it stays there, whatever turns the music until then. */
  answered({ revision, tick }: Extract<ComposerAnswer, { kind: 'ends' }>): void {
    const { course, ending } = this.#stage;
    if (ending === null || !course.isCurrent(revision)) return;
    this.#place(tick);
    course.endBy(tick);
  }

  /** Whether the last bar is over. */
  isOver(nowMs: number): boolean {
    const { transport } = this.#stage;
    return transport.isRunning && transport.tickAtMs(nowMs) >= this.#tick;
  }

  /** The last bar is over: the next music is that of another piece. */
  finish(): void {
    this.#stage.piece++;
    const text = 'The piece has come to its end; start begins another one.';
    this.#stage.tell({ kind: 'plan', bars: [] });
    this.#stage.tell({ kind: 'notice', level: 'info', text });
  }

  /** No end is ahead. */
  clear(): void {
    this.#stage.ending = null;
    this.#tell(Infinity);
  }

  #place(tick: number): void {
    this.#stage.ending = { kind: 'at', tick };
    this.#tell(tick);
  }

  #tell(tick: number): void {
    if (tick === this.#tick) return;
    this.#tick = tick;
    this.#stage.tell({ kind: 'ending', endTick: tick === Infinity ? null : tick });
  }
}
