import { documentEndings, endingOf, imageEndings, videoEndings } from '../images/imageFiles.ts';

/** What a file can be for the panel. */
export type PanelFileKind = 'image' | 'document' | 'video';

/** What a file is by its name; undefined for what the panel does not take. */
export function kindOfFile(name: string): PanelFileKind | undefined {
  const ending = endingOf(name);
  if (imageEndings.includes(ending)) return 'image';
  if (documentEndings.includes(ending)) return 'document';
  return videoEndings.includes(ending) ? 'video' : undefined;
}
