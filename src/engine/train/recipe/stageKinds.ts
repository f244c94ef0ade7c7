import { align } from '../stages/align.ts';
import { compositional } from '../stages/compositional.ts';
import { distill } from '../stages/distill.ts';
import { instruct } from '../stages/instruct.ts';
import { monolithic } from '../stages/monolithic.ts';
import { pretrain } from '../stages/pretrain.ts';

/** The stages that a recipe can name, by what their examples become. */
export const answerStages = { align, compositional, instruct, monolithic } as const;
export const textStages = { pretrain } as const;
export const lessonStages = { distill } as const;

/** Every stage that a recipe can name. */
export const stageNames = [
  'pretrain',
  'compositional',
  'distill',
  'align',
  'instruct',
  'monolithic',
] as const satisfies readonly (keyof typeof answerStages | keyof typeof textStages | keyof typeof lessonStages)[];

export type StageName = (typeof stageNames)[number];
