/**
 * ONNX Runtime 1.30 notes each session in a database of its own and sends it to its makers, on Linux and macOS too, unless the
 * environment of its process says otherwise before it is loaded. Nothing is sent from here: what users have stays on their machine.
 * A thread has a copy of the environment, which the native library does not see: the main thread calls this before it starts one.
 */
export function forbidTelemetry(): void {
  process.env['ORT_DISABLE_TELEMETRY'] = '1';
}
