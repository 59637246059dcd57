/** Between the pool and its threads. Answers come in the order of the questions. */
export interface ReadPiece {
  readonly kind: 'read';
  readonly id: number;
  /** The file's bytes; the buffer is transferred, so the sender loses it. */
  readonly bytes: Uint8Array;
}

export type PieceRead =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'encoded';
      readonly id: number;
      /** Packed by `packPiece`; transferred. */ readonly packed: Uint8Array;
    }
  | { readonly kind: 'rejected'; readonly id: number; readonly reason: string }
  | { readonly kind: 'broken'; readonly id: number; /** Stack of a bug. */ readonly stack: string };
