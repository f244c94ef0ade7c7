import type { TrainingStageOutput } from '../../webview/trainingProtocol.ts';
import { localise } from '../localise.ts';

const [width, height] = [480, 160];
const inset = { left: 52, right: 12, top: 12, bottom: 26 };

/**
 * The loss of all stages as a picture, for viewers without our own view. Its text and its lines are grey, which can be
 * seen on light and dark grounds.
 */
export function curvePicture(stages: readonly TrainingStageOutput[]): string {
  const points = pointsOf(stages);
  const losses = points.map(({ loss }) => loss);
  const [least, most] = [Math.min(...losses), Math.max(...losses)];
  const last = points.at(-1)?.step ?? 1;
  const x = (step: number) => inset.left + (step / Math.max(1, last)) * (width - inset.left - inset.right);
  const y = (loss: number) =>
    height - inset.bottom - ((loss - least) / (most - least || 1)) * (height - inset.top - inset.bottom);
  const line = points.map(({ step, loss }) => `${x(step).toFixed(1)},${y(loss).toFixed(1)}`).join(' ');
  const label = (text: string, at: { x: number; y: number }, anchor: string) =>
    `<text x="${at.x}" y="${at.y}" text-anchor="${anchor}">${text}</text>`;
  const labels =
    points.length === 0
      ? [label(localise('no step yet'), { x: width / 2, y: height / 2 }, 'middle')]
      : [
          label(short(most), { x: inset.left - 6, y: inset.top + 4 }, 'end'),
          label(short(least), { x: inset.left - 6, y: height - inset.bottom + 4 }, 'end'),
          label(localise('loss'), { x: inset.left + 4, y: inset.top + 4 }, 'start'),
          label(localise('step {0}', last), { x: width - inset.right, y: height - 8 }, 'end'),
        ];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${localise('Loss over {0} steps', last)}">` +
    `<path d="M${inset.left} ${inset.top}V${height - inset.bottom}H${width - inset.right}" fill="none" stroke="#888" />` +
    `<polyline points="${line}" fill="none" stroke="#3b82d0" stroke-width="1.5" />` +
    `<g fill="#888" font-family="sans-serif" font-size="11">${labels.join('')}</g></svg>`
  );
}

/** Stages follow one another. */
function pointsOf(stages: readonly TrainingStageOutput[]): { step: number; loss: number }[] {
  let offset = 0;
  return stages.flatMap(({ step, loss, reached }) => {
    const begin = offset;
    offset += reached;
    return step.flatMap((one, i) => {
      const value = loss[i];
      return typeof value === 'number' ? [{ step: Math.round(begin + one), loss: value }] : [];
    });
  });
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
