/** The looks of an answer in a notebook; a renderer has no file of styles of its own. */
export const answerStyle = `
.hovle-answer { line-height: 1.5; overflow-wrap: anywhere; }
.hovle-answer .words > :first-child { margin-top: 0; }
.hovle-answer pre { white-space: pre-wrap; padding: 8px; background: var(--vscode-textCodeBlock-background); }
.hovle-answer pre code { padding: 0; color: var(--vscode-editor-foreground, inherit); background: none; }
.hovle-answer .untrained { margin: 0 0 8px; padding: 4px 10px; border-left: 3px solid var(--vscode-editorWarning-foreground, currentColor); }
.hovle-answer .provenance, .hovle-answer .note { margin: 4px 0; color: var(--vscode-descriptionForeground); }
.hovle-answer .provenance { font-style: italic; }
.hovle-answer button { font: inherit; cursor: pointer; color: inherit; background: none; border: 1px solid transparent; border-radius: 3px; }
.hovle-answer button:focus-visible { outline: 2px solid var(--vscode-focusBorder); outline-offset: 1px; }
.hovle-answer .ask { padding: 2px 8px; color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); border-color: var(--vscode-button-secondaryBorder, var(--vscode-button-border, var(--vscode-contrastBorder, currentColor))); }
.hovle-answer .ask:hover { background: var(--vscode-button-secondaryHoverBackground); }
.hovle-answer .pieces { display: flex; flex-wrap: wrap; gap: 2px; margin: 8px 0; }
.hovle-answer .piece { padding: 0 4px; border-bottom: 2px solid var(--vscode-charts-green, currentColor); }
.hovle-answer .piece.doubtful { border-bottom-color: var(--vscode-charts-yellow, currentColor); border-bottom-style: dashed; }
.hovle-answer .piece.unlikely { border-bottom-color: var(--vscode-charts-red, currentColor); border-bottom-style: dotted; }
.hovle-answer .piece:hover { background: var(--vscode-list-hoverBackground); }
.hovle-answer .piece[aria-pressed='true'] { font-weight: bold; color: var(--vscode-list-activeSelectionForeground); background: var(--vscode-list-activeSelectionBackground); border-color: var(--vscode-contrastActiveBorder, transparent); }
.hovle-answer .pictures { display: flex; flex-wrap: wrap; gap: 8px; }
.hovle-answer .piece small { margin-left: 4px; font-size: 0.8em; }
.hovle-answer .controls, .hovle-answer .status { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 16px; margin: 8px 0; }
.hovle-answer .status:empty { display: none; }
.hovle-answer .labelled, .hovle-answer .toggle { display: inline-flex; align-items: center; gap: 6px; max-width: 100%; }
.hovle-answer [hidden] { display: none; }
.hovle-answer select { font: inherit; min-width: 0; max-width: 100%; padding: 2px 4px; color: var(--vscode-dropdown-foreground, inherit); background: var(--vscode-dropdown-background, transparent); border: 1px solid var(--vscode-dropdown-border, currentColor); border-radius: 3px; }
.hovle-answer select:focus-visible, .hovle-answer input:focus-visible { outline: 2px solid var(--vscode-focusBorder); outline-offset: 1px; }
.hovle-answer canvas { max-width: min(100%, 480px); height: auto; }
.hovle-answer .places { margin: 8px 0; }
.hovle-answer .framed { position: relative; width: fit-content; max-width: min(100%, 480px); overflow: hidden; }
.hovle-answer .framed img { display: block; max-width: 100%; height: auto; }
.hovle-answer .box { position: absolute; box-sizing: border-box; border: 2px solid white; outline: 1px solid black; box-shadow: inset 0 0 0 1px black; }
.hovle-answer .box span { position: absolute; left: 0; top: 0; padding: 0 4px; font-size: 0.85em; white-space: nowrap; color: white; background: rgb(0 0 0 / 75%); }
`;
