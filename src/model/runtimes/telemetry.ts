/** ONNX Runtime reads it once, when its library starts; "1" turns its usage events off. */
const SWITCH = 'ORT_DISABLE_TELEMETRY';

/**
 * Turns off the telemetry of ONNX Runtime 1.30, which stores usage events in the user's cache and looks up a host to
 * send them to. A worker thread has only a copy of the environment, so the main thread calls this before it starts one;
 * child processes inherit it.
 */
export const disableTelemetry = (): void => {
  process.env[SWITCH] = '1';
};
