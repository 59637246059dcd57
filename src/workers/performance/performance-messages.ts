import type { MessagePort } from 'node:worker_threads';
import type { DestinationPlan } from '../../performance/output-destination.js';
import type { PerformanceEvent } from '../../performance/performance-event.js';
import type { Source } from '../../performance/listening/source.js';
import type { PerformedCommand } from '../../performance/performed-command.js';
import type { Controls } from '../../protocol/controls.js';
import type { Port } from '../../protocol/live-event.js';

/** One destination of the daemon's notes. */
export interface OutputPlan extends DestinationPlan {
  /** Added to every send time; negative where the instrument is slow, −25 to 250. */
  readonly offsetMs: number;
  /** Whether MIDI clock, Start, Stop and Song Position go there too. */
  readonly clock: boolean;
}

/** How a performance begins. Structured-cloneable. */
export interface PerformancePlan {
  readonly controls: Controls;
  /** Edition of the model; 0 as trained. */
  readonly edition: number;
  readonly outputs: readonly OutputPlan[];
  readonly clockSource: 'internal' | 'external';
  /** Bars counted in by clicks before the first note. */
  readonly countInBars: number;
  /** Of every piece; null lets them go on until an end is asked for. */
  readonly bars: number | null;
  /** 0–15; where clicks are played. */
  readonly clickChannel: number;
  /** Names of the inputs by their numbers. */
  readonly inputNames: readonly string[];
  /** Whether to start at once, or wait for a `transport` command or an external Start. */
  readonly autoStart: boolean;
}

/** Start data of the thread. */
export interface PerformanceWorkerData {
  readonly plan: PerformancePlan;
  /** Whole names of the system's outputs, as they are known by then. */
  readonly outputNames: readonly string[];
  /** Wake word (wake-signal.ts): whoever has news for the thread rings it. */
  readonly wake: SharedArrayBuffer;
  /** Ring of stamped MIDI input (midi-ring.ts). */
  readonly midi: SharedArrayBuffer;
}

export type ToPerformance =
  | {
      readonly kind: 'command';
      readonly command: PerformedCommand;
      readonly atMs: number;
      /** Whoever holds the keys that it strikes. */
      readonly source: Source;
    }
  /** Names of all output ports of the system, after a change: vanished ones are let go, returned ones opened again. */
  | { readonly kind: 'output-names'; readonly names: readonly string[] }
  /** A composer worker is at the other end of this port; sent again after each restart of it. */
  | { readonly kind: 'composer'; readonly port: MessagePort }
  | { readonly kind: 'stop' };

export type FromPerformance =
  | { readonly kind: 'ready'; readonly ports: readonly Port[] }
  /** What happened since the last message, in order; at most some 20 ms of it. */
  | { readonly kind: 'events'; readonly events: readonly PerformanceEvent[] }
  /** All notes are off and all ports closed: the last message. */
  | { readonly kind: 'stopped' };
