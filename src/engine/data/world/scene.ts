import type { Chance } from './chance.ts';
import type { Split } from './split.ts';

/** Scenes are drawn on a square of this many units, whatever number of pixels it becomes. */
export const canvasSide = 112;

/** A rectangle: in units in a scene, in pixels beside an example. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Something to ask about a scene, and what is true. */
export interface Question {
  /** Within the family: `count`, `colour`. */
  readonly kind: string;
  readonly question: string;
  readonly answer: string;
  /** Where one has to look; empty where the answer is that something is missing. */
  readonly regions: readonly Box[];
}

/** A picture as shapes, before it is pixels, and all that may be asked about it. None of the questions tells another's answer. */
export interface Scene {
  /** A colour that fills the canvas. */
  readonly ground: string;
  /** SVG elements, in units of the canvas. */
  readonly body: string;
  /** The first is what the scene was drawn for. */
  readonly questions: readonly Question[];
  /** What training asks besides, at levels whose tests do not ask it yet. Held-out pictures have none. */
  readonly lessons?: readonly Question[];
  /** How the picture suffers after it is drawn; nothing where absent. */
  readonly wear?: Wear;
}

/** What befalls pictures on their way. */
export interface Wear {
  /** Degrees, about the middle. */
  readonly turn?: number;
  /** How much of the canvas is left to the drawing, across and down: 0.8 leaves eight tenths, more than 1 cuts its edges off. */
  readonly scale?: { readonly x: number; readonly y: number };
  /** Where the drawing lies in the room that is left, -1 to 1: 0 in the middle. */
  readonly shift?: { readonly x: number; readonly y: number };
  /** How many times as large it was drawn before it was brought to its size. */
  readonly oversize?: number;
  /** Standard deviation of noise, in steps of 255. */
  readonly noise?: number;
  /** JPEG quality, 1 to 100. */
  readonly jpegQuality?: number;
}

/** A kind of pictures, at rising levels of difficulty. */
export interface Family {
  /** What each level adds, easiest first. */
  readonly levels: readonly string[];
  /** Draws a scene of a level, with content of the split only. */
  readonly draw: (level: number, chance: Chance, split: Split) => Scene;
}
