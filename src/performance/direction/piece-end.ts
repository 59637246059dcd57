import type { ComposerAnswer } from '../composer.js';
import type { PerformanceContext } from '../performance-context.js';

/** Bars within which a cadence is found where nobody says otherwise: by then most phrases end. */
export const END_BARS = 8;

/** The end of the piece that plays: asked for, placed by the composer, and reached. */
export class PieceEnd {
  readonly #context: PerformanceContext;
  /** Length of every piece in bars; undefined for no end of its own. */
  readonly #bars: number | undefined;
  /** The end of the piece of this number, which its length gives. */
  #byLength = { piece: -1, tick: Infinity };
  #tick = Infinity;

  constructor(context: PerformanceContext, bars: number | undefined) {
    this.#context = context;
    this.#bars = bars;
  }

  /** Music begins, or goes on, at a bar line: a piece of a given length ends so many bars from where it began. */
  begin(fromTick: number): void {
    if (this.#bars === undefined) return;
    const { piece, transport } = this.#context;
    if (this.#byLength.piece !== piece) {
      this.#byLength = { piece, tick: fromTick + this.#bars * transport.bars.ticksAt(fromTick) };
    }
    if (this.#byLength.tick > fromTick) this.#place(this.#byLength.tick);
  }

  /** A cadence within some bars behind the one that holds a tick. The composer says where; at the latest it is there. */
  within(bars: number, tick: number): void {
    const { transport } = this.#context;
    this.#place(transport.bars.next(tick, 'bar') + bars * transport.bars.ticksAt(tick));
    this.#context.ending = { kind: 'within', tick: Math.ceil(tick), bars };
  }

  /** The end is at the next bar line. */
  atNextBar(tick: number): void {
    this.#place(this.#context.transport.bars.next(tick, 'bar'));
  }

  /** The composer has placed the end: it stays there, whatever turns the music until then. */
  onAnswer({ revision, tick }: Extract<ComposerAnswer, { kind: 'ends' }>): void {
    const { revisions, ending } = this.#context;
    if (ending === null || !revisions.isCurrent(revision)) return;
    this.#place(tick);
    revisions.endBy(tick);
  }

  /** Whether the last bar is over. */
  isOver(nowMs: number): boolean {
    const { transport } = this.#context;
    return transport.isRunning && transport.tickAtMs(nowMs) >= this.#tick;
  }

  /** The last bar is over: the next music is that of another piece. */
  finish(): void {
    this.#context.piece++;
    const text = 'The piece has come to its end; start begins another one.';
    this.#context.emit({ kind: 'plan', bars: [] });
    this.#context.emit({ kind: 'notice', level: 'info', text });
  }

  /** No end is ahead. */
  clear(): void {
    this.#context.ending = null;
    this.#emit(Infinity);
  }

  #place(tick: number): void {
    this.#context.ending = { kind: 'at', tick };
    this.#emit(tick);
  }

  #emit(tick: number): void {
    if (tick === this.#tick) return;
    this.#tick = tick;
    this.#context.emit({ kind: 'ending', endTick: tick === Infinity ? null : tick });
  }
}
