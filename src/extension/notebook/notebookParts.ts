/** What only some notebooks need: a bundle of its own, loaded when a cell or a command first asks for it. */
export { parseSchema, schemaProblem } from './jsonSchema.ts';
export { notebookHtml } from './export/notebookHtml.ts';
