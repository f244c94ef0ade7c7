import type { Occasion } from '../api/wordings.ts';
import type { InputSchema, ToolInput } from './inputSchema.ts';

/** A question about pictures that another program's model may have answered here. */
export interface ImageTool {
  title: string;
  /** For the model that chooses among tools. */
  description: string;
  inputSchema: InputSchema;
  /** What is asked, of input that fits the schema. */
  ask: (input: ToolInput) => ToolQuestion;
}

/** A question and the pictures it is about, as they were named. */
export interface ToolQuestion {
  question: string;
  /** Where these are our own words. */
  occasion?: Occasion;
  images: string[];
}

const longestPath = 4096;
const howNamed = 'A path, absolute or relative to the workspace.';

/** The same tools for agents in the editor and for programs that speak the Model Context Protocol. */
export const imageTools = {
  describe_image: {
    title: 'Describe Image',
    description:
      'Describes what an image file shows, with a vision-language model on this machine. ' +
      'Use it to see a screenshot, chart, diagram or photo that is named in the task. Ask a question to learn one thing.',
    inputSchema: {
      type: 'object',
      properties: {
        image: imagePath('The image file.'),
        kind: {
          type: 'string',
          enum: ['general', 'interface', 'chart', 'diagram'],
          description: 'What the image is, so that the description tells what matters. general by default.',
        },
        question: { type: 'string', maxLength: 4000, description: 'What to find out, instead of a description.' },
      },
      required: ['image'],
      additionalProperties: false,
    },
    ask: (input) => ({
      ...(text(input, 'question') ? { question: text(input, 'question') } : descriptionOf(text(input, 'kind'))),
      images: [text(input, 'image')],
    }),
  },
  read_text: {
    title: 'Read Text in Image',
    description: 'Reads the text that is written in an image file, line by line (OCR), on this machine.',
    inputSchema: {
      type: 'object',
      properties: { image: imagePath('The image file.') },
      required: ['image'],
      additionalProperties: false,
    },
    ask: (input) => ({
      question: 'What text is in the picture?',
      occasion: 'text',
      images: [text(input, 'image')],
    }),
  },
  compare_images: {
    title: 'Compare Images',
    description:
      'Tells how two to four image files differ, such as screenshots before and after a change. ' +
      'Of two, it measures how many pixels differ, and in which boxes.',
    inputSchema: {
      type: 'object',
      properties: {
        images: {
          type: 'array',
          items: { type: 'string', minLength: 1, maxLength: longestPath },
          minItems: 2,
          maxItems: 4,
          description: `The image files, in order. ${howNamed}`,
        },
        question: { type: 'string', maxLength: 4000, description: 'What to compare; all differences by default.' },
      },
      required: ['images'],
      additionalProperties: false,
    },
    ask: (input) => {
      const images = texts(input, 'images');
      const places = images.map((_, index) => `Image-${index + 1}: <image>\n`).join('');
      return {
        question: places + (text(input, 'question') || 'What are the differences between these images?'),
        images,
      };
    },
  },
  locate: {
    title: 'Locate in Image',
    description:
      'Finds where something is in an image file. Gives boxes in pixels from the top left corner, ' +
      'where the model knows how to point, else its words.',
    inputSchema: {
      type: 'object',
      properties: {
        image: imagePath('The image file.'),
        what: { type: 'string', minLength: 1, maxLength: 1000, description: 'What to find, such as: the Save button' },
      },
      required: ['image', 'what'],
      additionalProperties: false,
    },
    // The words in which InternVL models were taught to point.
    ask: (input) => ({
      question: `Please provide the bounding box coordinate of the region this sentence describes: <ref>${text(input, 'what')}</ref>`,
      images: [text(input, 'image')],
    }),
  },
} as const satisfies Record<string, ImageTool>;

export type ImageToolName = keyof typeof imageTools;

// The table's keys, in its order.
export const imageToolNames = Object.keys(imageTools) as ImageToolName[];

const descriptions = {
  interface: 'Please describe this user interface in detail: its parts, what they say, and what can be done.',
  chart: 'Please describe this chart in detail: what it shows, its axes, its values, and what stands out.',
  diagram: 'Please describe this diagram in detail: its parts, what they say, and how they are connected.',
} as const satisfies { readonly [occasion in Occasion]?: string };

function descriptionOf(kind: string): Pick<ToolQuestion, 'question' | 'occasion'> {
  if (kind === 'interface' || kind === 'chart' || kind === 'diagram')
    return { question: descriptions[kind], occasion: kind };
  return { question: 'Please describe the image in detail.' };
}

function imagePath(what: string) {
  return { type: 'string', minLength: 1, maxLength: longestPath, description: `${what} ${howNamed}` } as const;
}

function text(input: ToolInput, name: string): string {
  const value = input[name];
  return typeof value === 'string' ? value : '';
}

function texts(input: ToolInput, name: string): string[] {
  const value = input[name];
  return Array.isArray(value) ? value : [];
}
