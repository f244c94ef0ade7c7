// Names of what lies in a run's folder, and in the folders of its stages.

/** The copy of its recipe, by which a folder is known to be a run. */
export const recipeFile = 'recipe.yaml';
// Far more than anyone writes by hand.
export const recipeLimitBytes = 2 ** 20;

export const metricsFile = 'metrics.jsonl';
export const endFile = 'end.json';
/** A model and a tokenizer that were made for a stage, and what its teacher said. */
export const madeForStage = ['initial', 'tokenizer', 'teacher'] as const;
/** What came out of the last stage. */
export const modelFolderName = 'model';
