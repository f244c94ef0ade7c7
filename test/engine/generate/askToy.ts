import { generateText } from '../../../src/engine/generate/generateText.ts';
import type {
  GeneratedText,
  GenerationCall,
  GenerationRequest,
  Generator,
} from '../../../src/engine/generate/generateText.ts';
import { ToyDecoder } from './toyDecoder.ts';
import { toyText } from './toyText.ts';

export type Question = Pick<GenerationRequest, 'prompt'> & Partial<GenerationRequest> & GenerationCall;

/** Asks a toy model one question. */
export function askToy(generator: Partial<Generator>, question: Question): Promise<GeneratedText> {
  const whole = { decoder: new ToyDecoder(), draftLength: 0, clock: () => 0, ...generator };
  return generateText(whole, { stopIds: [], tokenText: toyText(), ...question }, question);
}
