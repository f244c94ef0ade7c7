export const comparisonStyle = `
.hovle-comparison .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 240px), 1fr)); gap: 12px; margin: 0 0 10px; }
.hovle-comparison article { min-width: 0; padding: 6px 10px 8px; border: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, currentColor)); border-radius: 4px; }
.hovle-comparison h3 { margin: 0 0 6px; font-size: 1em; font-weight: 600; }
.hovle-comparison .words > :first-child { margin-top: 0; }
.hovle-comparison .words pre { overflow-x: auto; padding: 8px; background: var(--vscode-textCodeBlock-background); }
.hovle-comparison .plain { white-space: pre-wrap; margin: 0 0 8px; }
.hovle-comparison ins { text-decoration: underline; text-decoration-thickness: 2px; text-underline-offset: 2px; text-decoration-color: var(--vscode-charts-green, currentColor);
  color: inherit; background: var(--vscode-diffEditor-insertedTextBackground, transparent); }
.hovle-comparison del { text-decoration: line-through; text-decoration-color: var(--vscode-charts-red, currentColor); color: inherit; background: var(--vscode-diffEditor-removedTextBackground, transparent); }
.hovle-comparison .running { color: var(--vscode-descriptionForeground); }
.hovle-comparison thead th { overflow-wrap: normal; }
.hovle-comparison .number { text-align: right; white-space: nowrap; }
.hovle-comparison caption { text-align: left; font-weight: 600; padding: 0 0 2px; }
`;
