import { InferenceSession } from 'onnxruntime-node';
export const bad = InferenceSession;
