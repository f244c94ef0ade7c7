import type { BrowserContext } from 'playwright-core';

/** Records a short film in the browser: red for a second, then blue for one. A recording does not write down how long it is. */
export async function recordClip(context: BrowserContext): Promise<Buffer> {
  const page = await context.newPage();
  try {
    const base64: string = await page.evaluate(`(async () => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [160, 120];
      const drawing = canvas.getContext('2d');
      const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm;codecs=vp8' });
      const chunks = [];
      recorder.ondataavailable = ({ data }) => chunks.push(data);
      const ended = new Promise((resolve) => (recorder.onstop = resolve));
      recorder.start();
      const begin = performance.now();
      while (performance.now() - begin < 2000) {
        drawing.fillStyle = performance.now() - begin < 1000 ? 'rgb(255 0 0)' : 'rgb(0 0 255)';
        drawing.fillRect(0, 0, 160, 120);
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
      recorder.stop();
      await ended;
      const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    })()`);
    return Buffer.from(base64, 'base64');
  } finally {
    await page.close();
  }
}
