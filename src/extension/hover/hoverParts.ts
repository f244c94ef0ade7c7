import type { Explanations } from '../explain/explanations.ts';
import type { DocumentImages } from '../images/documentImages.ts';
import type { PictureReader } from '../images/picture.ts';
import type { Settings } from '../settings/settings.ts';
import type { Thumbnails } from './thumbnails.ts';

/** What hovers need. */
export interface HoverParts {
  images: DocumentImages;
  pictures: PictureReader;
  explanations: Explanations;
  thumbnails: Thumbnails;
  settings: () => Settings;
}
