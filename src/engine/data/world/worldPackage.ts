import { createRequire } from 'node:module';
import { EngineError } from '../../api/errors.ts';

/**
 * Where a file of the packages that draw the world lies. Only a checkout has them, fonts and icons and the renderer: they are looked
 * up when something is drawn, so that programs that ship without them start. `from` is the module that looks.
 */
export function worldPackage(file: string, from: string = import.meta.url): string {
  try {
    return createRequire(from).resolve(file);
  } catch (cause) {
    throw new EngineError('data/no-world', { file }, { cause });
  }
}

/** Refuses to begin where pictures cannot be drawn. */
export function requireWorld(from?: string): void {
  worldPackage(rendererPackage, from);
}

export const rendererPackage = '@resvg/resvg-js';
