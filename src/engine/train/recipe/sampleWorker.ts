import { serveSamples } from './sampleThread.ts';

serveSamples();
