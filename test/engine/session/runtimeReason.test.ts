import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainFailure } from '../../../src/engine/session/explainFailure.ts';
import { reasonOf } from '../../../src/engine/session/runtimeReason.ts';

/** Messages as onnxruntime-node 1.30 threw them. */
const adapter =
  '/onnxruntime_src/onnxruntime/core/providers/webgpu/webgpu_context.cc:136 onnxruntime::webgpu::WebGpuContext::Initialize(const onnxruntime::webgpu::WebGpuContextConfig&)::<lambda()> adapter_result.status == wgpu::RequestAdapterStatus::Success was false. Failed to get a WebGPU adapter: No supported adapters\n';
const buffer =
  'WebGPU validation failed. [Invalid Buffer (unlabeled)] is invalid due to a previous error.\n - While validating entries[1]';
const limit =
  'WebGPU validation failed. Buffer size (3221225472) exceeds the max buffer size limit (1073741824).\n - While calling';
const mismatch =
  "Non-zero status code returned while running MatMul node. Name:'matMul' Status Message: matmul_helper.h:59 Compute MatMul dimension mismatch";
const coded = "[ONNXRuntimeError] : 1 : FAIL : Load model failed. File doesn't exist";

test('reasons keep what is said and drop where in the source it was said', () => {
  assert.equal(reasonOf(new Error(adapter)), 'Failed to get a WebGPU adapter: No supported adapters');
  assert.equal(
    reasonOf(new Error(mismatch)),
    "Non-zero status code returned while running MatMul node. Name:'matMul' Status Message: MatMul dimension mismatch",
  );
  assert.equal(reasonOf(new Error(coded)), "Load model failed. File doesn't exist");
  assert.equal(reasonOf('word '.repeat(100)).length, 201);
});

test('a device whose memory is full is told by what follows from it', () => {
  for (const message of [buffer, limit]) assert.equal(reasonOf(new Error(message)), 'its memory does not suffice');
});

test('a failed attempt is told as a sentence with what to do', () => {
  assert.match(explainFailure(new Error(adapter)).message, /no graphics processor.*install or update the driver/);
  assert.match(
    explainFailure(new Error('OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library')).message,
    /CUDA 12 or cuDNN 9 is missing/,
  );
  assert.equal(explainFailure(new Error('odd')).message, 'It failed when it was tried: odd.');
});
