/**
 * TensorFlow.js in plain JavaScript: its core and CPU backend. The build bundles this file, since the packages hold 50 MB
 * of which 1 is needed; so they are installed for development only.
 */
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';

export * from '@tensorflow/tfjs-core';
