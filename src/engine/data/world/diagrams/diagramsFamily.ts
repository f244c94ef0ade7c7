import { askEach, askLessons } from '../ask.ts';
import { listed, type Captions } from '../captions.ts';
import type { Chance } from '../chance.ts';
import { drawGround } from '../grounds.ts';
import type { Family, Scene } from '../scene.ts';
import type { Split } from '../split.ts';
import { drawWear } from '../wear.ts';
import type { Diagram } from './diagram.ts';
import { diagramLevels, type DiagramLevel } from './diagramLevels.ts';
import { diagramQuestions } from './diagramQuestions.ts';
import { drawDiagram, drawLook } from './drawDiagram.ts';
import { drawDiagramData } from './drawDiagramData.ts';

/** Boxes and arrows: what leads where. */
export const diagrams: Family = {
  levels: diagramLevels.map(({ says }) => says),
  // The level was checked against the list above.
  draw: (level, chance, split) => drawScene(diagramLevels[level]!, chance, split),
};

function drawScene(level: DiagramLevel, chance: Chance, split: Split): Scene {
  const { kind, fill } = drawGround(level.grounds, chance);
  const diagram = drawDiagramData(level, fill, split, chance);
  // On dark grounds the palest lines are those of colours that carry white letters, so boxes are filled there.
  const isFilled = kind === 'dark' || chance.happens(0.6);
  const { svg, places } = drawDiagram(diagram, drawLook(kind === 'dark', isFilled, split, chance));
  const scene = { ...diagram, places, varied: level.varied, split, captions: tell(diagram), drawn: places };
  const questions = askEach(diagramQuestions, level.asks, scene, chance);
  const lessons = askLessons(diagramQuestions, lessonKinds, { scene, split, asked: questions }, chance);
  return { ground: fill, body: svg, questions, lessons, ...(level.worn && { wear: drawWear(chance) }) };
}

/** Which box an arrow comes from and which it points at: between two boxes, `Where does A lead?` only asks what else there is. */
const lessonKinds = ['linked', 'linked', 'linked', 'start', 'end', 'direction', 'direction', 'refusal'] as const;

function tell({ boxes, arrows }: Diagram): Captions {
  const labels = listed(boxes.map(({ label }) => label));
  // Arrows join boxes of the list.
  const links = arrows.map(({ from, to }) => `${boxes[from]!.label} leads to ${boxes[to]!.label}`);
  return {
    caption: `a diagram of ${boxes.length} boxes`,
    sentence: `The picture shows a diagram with the boxes ${labels}.`,
    description: `The picture shows a diagram with ${boxes.length} boxes: ${labels}. ${links.join('. ')}.`,
  };
}
