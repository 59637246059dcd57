import type { ComposerAnswer } from '../composer.js';
import type { PerformanceContext } from '../performance-context.js';

/** Default number of bars for finding a cadence: most phrases end by then. */
export const END_BARS = 8;

/** The end of the current piece: requested, placed by the composer, and reached. */
export class PieceEnd {
  readonly #context: PerformanceContext;
  /** Length of every piece in bars; undefined for no end of its own. */
  readonly #bars: number | undefined;
  /** The end of a piece, from its given length. */
  #byLength = { piece: -1, tick: Infinity };
  #tick = Infinity;

  constructor(context: PerformanceContext, bars: number | undefined) {
    this.#context = context;
    this.#bars = bars;
  }

  /** Music begins or continues at a bar line; a piece with a given length ends that many bars after its start. */
  begin(fromTick: number): void {
    if (this.#bars === undefined) return;
    const { piece, transport } = this.#context;
    if (this.#byLength.piece !== piece) {
      this.#byLength = { piece, tick: fromTick + this.#bars * transport.bars.ticksAt(fromTick) };
    }
    if (this.#byLength.tick > fromTick) this.#place(this.#byLength.tick);
  }

  /** Requests a cadence within some bars after the one at a tick. The composer decides where, at the latest there. */
  within(bars: number, tick: number): void {
    const { transport } = this.#context;
    this.#place(transport.bars.next(tick, 'bar') + bars * transport.bars.ticksAt(tick));
    this.#context.ending = { kind: 'within', tick: Math.ceil(tick), bars };
  }

  /** The end is at the next bar line. */
  atNextBar(tick: number): void {
    this.#place(this.#context.transport.bars.next(tick, 'bar'));
  }

  /** The composer has placed the end, which stays there whatever changes until then. */
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
