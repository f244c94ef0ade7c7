import { syntheticSurvey } from './syntheticSurvey.ts';
import type { WebviewPage } from './webviewPage.ts';

/** Sends a survey and the vectors of the layer that is shown. */
export async function fill(view: WebviewPage, size: Parameters<typeof syntheticSurvey>[0]): Promise<void> {
  const count = (await view.sent()).filter(({ kind }) => kind === 'vectors').length;
  await view.receive(`(window.made = ${syntheticSurvey(size)}).message`);
  await view.until(`sentMessages.filter(({ kind }) => kind === 'vectors').length > ${count}`);
  await view.receive('made.vectors(sentMessages.findLast(({ kind }) => kind === "vectors").layer)');
}

/** Pixels of the plot that are not its ground. */
export async function inkOf(view: WebviewPage): Promise<number> {
  await view.drawn(200);
  return view.page.evaluate(`(() => {
    const canvas = document.querySelector('canvas.points');
    const copy = document.createElement('canvas');
    [copy.width, copy.height] = [canvas.width, canvas.height];
    copy.getContext('2d').drawImage(canvas, 0, 0);
    const pixels = copy.getContext('2d').getImageData(0, 0, copy.width, copy.height).data;
    return pixels.filter((value, i) => i % 4 === 3 && value > 100).length;
  })()`);
}

/** The plot as it is seen: equal texts for equal pictures. */
export async function picture(view: WebviewPage): Promise<string> {
  await view.drawn();
  return (await view.page.locator('.plot').screenshot()).toString('base64');
}

/** Chooses a kind of file. */
export async function chooseExport(view: WebviewPage, kind: string): Promise<void> {
  await view.page.locator('.drop summary', { hasText: 'Export' }).click();
  await view.page.getByRole('button', { name: kind }).click();
}
