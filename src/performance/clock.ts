/** The one monotonic clock: milliseconds since an arbitrary moment, the same in every thread and process of the machine. */
export interface Clock {
  nowMs(): number;
}
