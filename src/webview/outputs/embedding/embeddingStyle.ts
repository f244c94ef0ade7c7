export const embeddingStyle = `
.hovle-embedding .space { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); gap: 12px; margin: 0 0 8px; }
@media (max-width: 560px) { .hovle-embedding .space { grid-template-columns: minmax(0, 1fr); } }
.hovle-embedding .plot { position: relative; height: 320px; overflow: hidden; border: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, currentColor)); border-radius: 4px; cursor: crosshair; touch-action: none; }
.hovle-embedding .plot canvas { position: absolute; inset: 0; width: 100%; height: 100%; }
.hovle-embedding .plot .overlay { pointer-events: none; color: var(--vscode-foreground); font-size: 12px; }
.hovle-embedding .hover-card { position: absolute; z-index: 2; display: flex; gap: 8px; box-sizing: border-box; max-width: min(260px, calc(100% - 4px)); padding: 6px 8px; pointer-events: none;
  color: var(--vscode-editorHoverWidget-foreground, var(--vscode-foreground)); background: var(--vscode-editorHoverWidget-background, var(--vscode-editor-background)); border: 1px solid var(--vscode-editorHoverWidget-border, currentColor); }
.hovle-embedding .hover-card[hidden] { display: none; }
.hovle-embedding .colour-key, .hovle-embedding .colour-key ul { display: flex; flex-wrap: wrap; gap: 2px 14px; margin: 0; padding: 0; list-style: none; }
.hovle-embedding .colour-key { margin: 4px 0 0; }
.hovle-embedding .colour-key p { margin: 0; }
.hovle-embedding .colour-key [hidden] { display: none; }
.hovle-embedding .colour-key li { display: flex; align-items: center; gap: 6px; margin: 0; }
.hovle-embedding .colour-key .sign { flex: none; width: 10px; height: 10px; forced-color-adjust: none; }
.hovle-embedding .colour-key .disc { border-radius: 50%; }
.hovle-embedding .colour-key .diamond { transform: rotate(45deg) scale(0.85); }
.hovle-embedding .colour-key .ramp { width: 64px; height: 8px; border: 1px solid var(--vscode-contrastBorder, transparent); }
.hovle-embedding .layers { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; margin: 6px 0; }
.hovle-embedding .layers input { flex: 1 1 120px; min-width: 0; accent-color: var(--vscode-focusBorder); }
.hovle-embedding .layer-name { min-width: 20ch; }
.hovle-embedding figure { margin: 0 0 8px; }
.hovle-embedding canvas.picture { display: block; max-width: 100%; height: auto; }
.hovle-embedding figcaption { color: var(--vscode-descriptionForeground); }
.hovle-embedding details { margin: 0 0 6px; }
.hovle-embedding summary { cursor: pointer; }
.hovle-embedding .number { text-align: right; }
`;
