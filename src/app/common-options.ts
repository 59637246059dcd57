/** Where training music lies unless another folder is named. */
export const DEFAULT_DATA = 'data/classical-music-midi';

/** What may compute: ONNX Runtime (native, or WebAssembly; `auto` takes the best there is), or TensorFlow.js. */
export const ENGINES = ['auto', 'native', 'wasm', 'tfjs'] as const;
export type EngineChoice = (typeof ENGINES)[number];

/** What a model was trained on, as `train` was told. */
export interface TrainingMusicOptions {
  /** Folders, or one chorale file; absent for the default folder. */
  readonly data?: readonly string[];
  /** Files with one of these texts in their path are left out. */
  readonly exclude?: readonly string[];
}

/** Seeds are whole numbers from 0 to this. */
export const LARGEST_SEED = 2 ** 31 - 1;
