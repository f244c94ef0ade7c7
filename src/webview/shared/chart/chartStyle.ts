/** The looks of charts, for panels and for outputs of notebooks alike. Colours are the theme's; dashes tell curves apart without them. */
export function useChartStyle(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(chartStyle);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

const chartStyle = `
.chart { min-width: 0; }
.chart .title { margin: 0 0 4px; font-size: 1em; font-weight: 600; }
.chart .plot { height: 170px; overflow: hidden; touch-action: pan-y; border: 1px solid var(--vscode-contrastBorder, transparent); cursor: crosshair; }
.chart .plot:focus-visible { outline: 2px solid var(--vscode-focusBorder); outline-offset: 1px; }
.chart .nothing { margin: 0; padding: 60px 8px; text-align: center; color: var(--vscode-descriptionForeground); }
.chart svg { display: block; }
.chart text { fill: var(--vscode-descriptionForeground, currentColor); font-size: 11px; }
.chart .grid { stroke: var(--vscode-charts-lines, currentColor); stroke-width: 1; opacity: 0.35; }
.chart .cursor { stroke: var(--vscode-foreground, currentColor); stroke-dasharray: 2 3; }
.chart .chosen { fill: var(--vscode-focusBorder, currentColor); opacity: 0.2; }
.chart .curve, .chart .raw { fill: none; stroke-width: 1.8; stroke-linejoin: round; }
.chart .raw { opacity: 0.25; stroke-width: 1; stroke-dasharray: none !important; }
.vscode-high-contrast .chart .raw { opacity: 0.6; }
.chart .dot { stroke: none; }
.chart .legend { display: flex; flex-wrap: wrap; gap: 2px 12px; margin: 4px 0; min-height: 1.4em; font-size: 0.92em; overflow-wrap: anywhere; }
.chart .legend .where { color: var(--vscode-descriptionForeground); }
.chart .entry { display: inline-flex; align-items: center; gap: 5px; }
.swatch { display: inline-block; width: 28px; height: 3px; flex: none; overflow: hidden; }
.swatch line { stroke-width: 3; }
.chart .style-0, .swatch .style-0 { stroke: var(--vscode-charts-blue, currentColor); } .chart .dot.style-0 { fill: var(--vscode-charts-blue, currentColor); }
.chart .style-1, .swatch .style-1 { stroke: var(--vscode-symbolIcon-classForeground, currentColor); stroke-dasharray: 7 3; } .chart .dot.style-1 { fill: var(--vscode-symbolIcon-classForeground, currentColor); }
.chart .style-2, .swatch .style-2 { stroke: var(--vscode-charts-green, currentColor); stroke-dasharray: 2 2; } .chart .dot.style-2 { fill: var(--vscode-charts-green, currentColor); }
.chart .style-3, .swatch .style-3 { stroke: var(--vscode-charts-purple, currentColor); stroke-dasharray: 10 3 2 3; } .chart .dot.style-3 { fill: var(--vscode-charts-purple, currentColor); }
.chart .style-4, .swatch .style-4 { stroke: var(--vscode-charts-red, currentColor); stroke-dasharray: 4 4; } .chart .dot.style-4 { fill: var(--vscode-charts-red, currentColor); }
.chart .style-5, .swatch .style-5 { stroke: var(--vscode-charts-yellow, currentColor); stroke-dasharray: 1 3; } .chart .dot.style-5 { fill: var(--vscode-charts-yellow, currentColor); }
.chart summary { cursor: pointer; color: var(--vscode-descriptionForeground); font-size: 0.92em; }
.chart .scrolled { max-height: 220px; overflow: auto; }
.chart table { border-collapse: collapse; }
.chart th, .chart td { padding: 1px 8px; text-align: right; font-variant-numeric: tabular-nums; }
.spoken { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
