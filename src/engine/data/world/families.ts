import type { Family } from './scene.ts';
import { charts } from './charts/chartsFamily.ts';
import { diagrams } from './diagrams/diagramsFamily.ts';
import { interfaces } from './interfaces/interfacesFamily.ts';
import { icons } from './icons/iconsFamily.ts';
import { code } from './code/codeFamily.ts';
import { shapes } from './shapes/shapesFamily.ts';
import { text } from './text/textFamily.ts';

/** Every kind of picture there is. */
export const families = { shapes, text, icons, charts, diagrams, interfaces, code } as const satisfies Record<
  string,
  Family
>;

export type FamilyName = keyof typeof families;

/** Whether there is a family of this name. */
export function isFamilyName(name: string): name is FamilyName {
  return Object.hasOwn(families, name);
}
