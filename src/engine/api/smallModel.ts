/** The model that comes along. It is so small that whoever reads its words should know. */
const smallModel = 'hovle-nano';

/** Whether it answers: models are known by name, or by the path of their folder. */
export function isSmallModel(model: string): boolean {
  return model.split(/[/\\]/).findLast((part) => part !== '') === smallModel;
}
