/** The looks that all outputs share; a renderer has no file of styles of its own. */
export const baseStyle = `
.hovle-output { line-height: 1.45; overflow-wrap: anywhere; color: var(--vscode-foreground); }
.vscode-dark .hovle-output, .vscode-high-contrast:not(.vscode-high-contrast-light) .hovle-output { color-scheme: dark; }
.hovle-output [hidden] { display: none !important; }
.hovle-output p { margin: 0 0 4px; }
.hovle-output .note { color: var(--vscode-descriptionForeground); font-variant-numeric: tabular-nums; }
.hovle-output .problem { color: color-mix(in srgb, var(--vscode-errorForeground) 70%, var(--vscode-foreground)); }
.hovle-output .untrained { padding: 4px 10px; border-left: 3px solid var(--vscode-editorWarning-foreground, currentColor); }
.hovle-output .bar { display: flex; flex-wrap: wrap; gap: 6px 14px; align-items: center; margin: 0 0 8px; }
.hovle-output .bar .bar { margin: 0; }
.hovle-output label { display: inline-flex; flex-wrap: wrap; gap: 4px 6px; align-items: center; }
.hovle-output select, .hovle-output input[type='search'] { font: inherit; max-width: 100%; box-sizing: border-box; padding: 2px 6px; border-radius: 2px;
  color: var(--vscode-input-foreground); background: var(--vscode-input-background); border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, var(--vscode-descriptionForeground))); }
.hovle-output select { color: var(--vscode-dropdown-foreground); background: var(--vscode-dropdown-background); border-color: var(--vscode-dropdown-border, currentColor); }
.hovle-output button, .hovle-output a.button { font: inherit; cursor: pointer; text-decoration: none; padding: 2px 8px; border-radius: 3px;
  color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); border: 1px solid var(--vscode-button-secondaryBorder, var(--vscode-button-border, var(--vscode-contrastBorder, transparent))); }
.hovle-output button:hover, .hovle-output a.button:hover { background: var(--vscode-button-secondaryHoverBackground); }
.hovle-output :focus-visible { outline: 2px solid var(--vscode-focusBorder); outline-offset: 1px; }
.hovle-output table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
.hovle-output th, .hovle-output td { text-align: left; vertical-align: top; padding: 4px 12px 4px 0; border: none; }
.hovle-output tbody tr { border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, currentColor)); }
.hovle-output .scrolled { overflow: auto; max-width: 100%; }
`;
