/** Values of a tensor, row-major. */
export type TensorData = Float32Array | Int32Array;

export type Feeds = Readonly<Record<string, TensorData>>;

export type Results = Readonly<Record<string, Float32Array>>;

/** A graph made ready to run. One run at a time; await the last before `close`. */
export interface Program {
  /**
   * Feeds every unbound input by name and returns every output. Arrays in `into` receive the outputs of
   * their names where the engine can write there; the result holds whatever array has the values.
   */
  run(feeds: Feeds, into?: Readonly<Record<string, Float32Array>>): Promise<Results>;
  close(): Promise<void>;
}
