// Run by the install tests inside an installed package: node runtime-probe.js <package folder>
// Prints, as JSON, which runtime that package loads and what it computes with it.
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const load = (file) => import(pathToFileURL(path.join(process.argv[2], 'dist/model', file)).href);
const { loadOnnxRuntime } = await load('runtimes/onnx-loader.js');
const { onnxBytes } = await load('onnx/onnx-proto.js');

const { api, ...runtime } = await loadOnnxRuntime();
const session = await api.InferenceSession.create(
  onnxBytes({
    opset: 17,
    nodes: [{ type: 'Add', inputs: ['x', 'x'], outputs: ['twice'] }],
    initializers: [],
    inputs: [{ name: 'x', dtype: 'float', shape: [1] }],
    outputs: [{ name: 'twice', dtype: 'float', shape: [1] }],
  }),
);
const { twice } = await session.run({ x: new api.Tensor('float32', Float32Array.of(21), [1]) });
process.stdout.write(JSON.stringify({ ...runtime, twice21: twice.data[0] }));
