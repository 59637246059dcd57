/** What is true of a clock: its place, when the master meant it, its tempo, and whether a bar has passed since a change. */
export interface ClockTruth {
  readonly tick: number;
  readonly trueMs: number;
  readonly bpm: number;
  readonly settled: boolean;
}

export type TracedMessage =
  | { readonly kind: 'clock'; readonly source: number; readonly atMs: number; readonly truth: ClockTruth }
  | { readonly kind: 'start'; readonly source: number; readonly atMs: number }
  | { readonly kind: 'position'; readonly source: number; readonly atMs: number; readonly sixteenths: number };

export interface ClockTrace {
  readonly name: string;
  readonly messages: readonly TracedMessage[];
}

export function clockTraces(minutes: number): readonly ClockTrace[];
