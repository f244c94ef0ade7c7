import { servePages } from './pdfThread.ts';

servePages();
