import type { GraphBuilder } from '../../graph/graph-builder.js';
import type { Tensor } from '../../graph/tensor.js';

/**
 * Rotary positions (Su et al. 2021): pairs of a key's or query's numbers are rotated by an angle proportional to the
 * event's position, so that their product depends only on the distance. A cached key keeps its rotation.
 */

/** Longest wavelength over the shortest. */
const BASE = 10_000;

/** Cosines and sines, each (batch, steps, 1, width/2). */
export interface Rotations {
  readonly cos: Tensor;
  readonly sin: Tensor;
}

/** The rotation of the key of the event at `place`: `width`/2 cosines and as many sines. */
const rotationAt = (
  place: number,
  width: number,
): { readonly cos: readonly number[]; readonly sin: readonly number[] } => {
  const half = width / 2;
  const angles = Array.from({ length: half }, (_, i) => place * BASE ** (-i / half));
  return { cos: angles.map(Math.cos), sin: angles.map(Math.sin) };
};

/** The state `turn` before the event at `place`, exact however late in a piece. */
export const rotationState = (place: number, width: number): Float32Array => {
  const { cos, sin } = rotationAt(place, width);
  return Float32Array.from([...cos.map((value) => value - 1), ...sin]);
};

/** Composition of two rotations: the product of complex numbers. */
const turnOn = (b: GraphBuilder, x: Rotations, by: Rotations): Rotations => ({
  cos: b.sub(b.mul(x.cos, by.cos), b.mul(x.sin, by.sin)),
  sin: b.add(b.mul(x.cos, by.sin), b.mul(x.sin, by.cos)),
});

/** Constant rotations for the first positions. */
const constantRotations = (b: GraphBuilder, places: readonly number[], width: number): Rotations => {
  const turns = places.map((place) => rotationAt(place, width));
  const shape = [1, places.length, 1, width / 2];
  return {
    cos: b.constant(
      turns.flatMap(({ cos }) => cos),
      shape,
    ),
    sin: b.constant(
      turns.flatMap(({ sin }) => sin),
      shape,
    ),
  };
};

/** The rotations of the next `steps` events from the state, (batch, width), and the state after them. */
export const rotationsFrom = (
  b: GraphBuilder,
  state: Tensor,
  steps: number,
): { readonly turns: Rotations; readonly after: Tensor } => {
  const [batch, width] = state.shape;
  const half = width / 2;
  const [less, sine] = b.split(b.reshape(state, [batch, 1, 1, width]), 3, [half, half]);
  const first = { cos: b.add(less, b.constant(1)), sin: sine };
  const range = Array.from({ length: steps }, (_, i) => i);
  const turns = turnOn(b, first, constantRotations(b, range, width));
  const next = turnOn(b, first, constantRotations(b, [steps], width));
  const after = b.concat([b.sub(next.cos, b.constant(1)), next.sin], 3);
  return { turns, after: b.reshape(after, [batch, width]) };
};

const turned = (b: GraphBuilder, x: Tensor, { cos, sin }: Rotations): Tensor => {
  const half = x.shape[3] / 2;
  const [a, c] = b.split(x, 3, [half, half]);
  return b.concat([b.sub(b.mul(a, cos), b.mul(c, sin)), b.add(b.mul(a, sin), b.mul(c, cos))], 3);
};

/** x: (batch, steps, heads, width), each event by its own rotation. The gradient rotates back. */
export const applyRotations = (b: GraphBuilder, x: Tensor, turns: Rotations): Tensor => {
  const [result] = b.region([x], () => ({
    outputs: [turned(b, x, turns)],
    backward: (g, [dy]) => [dy && turned(g, dy, { cos: turns.cos, sin: g.unary('neg', turns.sin) })],
  }));
  return result;
};
