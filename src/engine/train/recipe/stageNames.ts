/** The stages that a recipe can name. */
export const stageNames = ['pretrain', 'compositional', 'distill', 'align', 'instruct', 'monolithic'] as const;

export type StageName = (typeof stageNames)[number];
