/** The mime type of an answer as data, beside its Markdown. */
export const answerMime = 'application/vnd.hovle.answer+json';
