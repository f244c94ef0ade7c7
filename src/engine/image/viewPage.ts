import type { PageRequest, PageView } from '../api/imageApi.ts';
import { EngineError } from '../api/errors.ts';
import { isPdf } from './fileFormats.ts';
import { defaultImageLimits } from './imageLimits.ts';
import { renderPage } from './pdf/renderPage.ts';
import { readFileOf } from './readImage.ts';

/** A page of a PDF document, as it is shown to a person. */
export async function viewPage({ document, longestSide }: PageRequest): Promise<PageView> {
  const file = await readFileOf(document);
  const { page = 1 } = document;
  if (!isPdf(file.bytes)) throw new EngineError('image/no-pages', { image: file.name });
  const shown = longestSide === undefined ? {} : { longestSide: Math.max(1, longestSide) };
  return { page, ...(await renderPage({ ...file, page, ...shown }, defaultImageLimits)) };
}
