import { draw } from '../webview/notebookRenderer/draw.ts';
export const bad = draw;
