/** Types of optional packages, so that the program builds without them. */
declare module 'onnxruntime-node' {
  export * from 'onnxruntime-common';
}

declare module '@tensorflow/tfjs-node' {
  export * from '@tensorflow/tfjs-core';
}
