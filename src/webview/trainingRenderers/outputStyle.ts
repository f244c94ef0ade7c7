/** The looks of training runs and benchmark results in a notebook; a renderer has no file of styles of its own. */
export const outputStyle = `
.hovle-output p { max-width: 90ch; }
.hovle-output .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 320px), 1fr)); gap: 12px 20px; margin: 8px 0; }
.hovle-output summary { cursor: pointer; padding: 2px 0; }
.hovle-output .scrolled { max-height: 420px; margin-bottom: 8px; }
.hovle-output caption { text-align: left; font-weight: 600; padding: 4px 0; }
.hovle-output th, .hovle-output td { padding: 1px 10px 1px 0; text-align: left; font-weight: normal; vertical-align: top; overflow-wrap: normal; }
.hovle-output thead th { font-weight: 600; }
.hovle-output .count { text-align: right; padding-right: 14px; }
.hovle-output .words td { max-width: 34ch; overflow-wrap: anywhere; }
.hovle-output .score { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 8px; white-space: nowrap; }
@media (max-width: 480px) { .hovle-output .score { white-space: normal; } }
.hovle-output .score-bar { width: 110px; height: 14px; flex: none; }
.hovle-output .ground { fill: var(--vscode-textCodeBlock-background, transparent); stroke: var(--vscode-contrastBorder, none); }
.hovle-output .share { fill: var(--vscode-charts-blue, currentColor); }
.hovle-output .interval { stroke: var(--vscode-foreground, currentColor); stroke-width: 1.5; }
.hovle-output .chance { stroke: var(--vscode-symbolIcon-classForeground, currentColor); stroke-width: 2; }
.hovle-output .accuracy td { text-align: right; white-space: nowrap; }
`;
