import { xoshiro } from '../../checkpoint/randomBits.ts';
import { jpegArtefacts } from '../../image/jpegArtefacts.ts';
import type { RgbImage } from '../../image/rgbImage.ts';
import type { Chance } from './chance.ts';
import type { Wear } from './scene.ts';

/** What befalls the pixels of a picture: noise, then saving as JPEG. What moves the drawing happened before it became pixels. */
export async function wearPicture(picture: RgbImage, wear: Wear | undefined, chance: Chance): Promise<RgbImage> {
  const noisy = wear?.noise ? withNoise(picture, wear.noise, chance) : picture;
  return wear?.jpegQuality ? await jpegArtefacts(noisy, wear.jpegQuality) : noisy;
}

// Standard deviation of the sum of two evenly drawn bytes.
const deviationOfTwoBytes = Math.sqrt((256 ** 2 - 1) / 6);

/** Noise of this standard deviation on each channel of each pixel; its density is a triangle, near enough to a bell. */
function withNoise(picture: RgbImage, deviation: number, chance: Chance): RgbImage {
  const word = (): number => chance.whole(1, 0xffffffff);
  const random = xoshiro([word(), word(), word(), word()]);
  const scale = deviation / deviationOfTwoBytes;
  const rgb = new Uint8ClampedArray(picture.rgb);
  for (let at = 0; at < rgb.length; at++) {
    const bits = random();
    // The loop stays inside.
    rgb[at] = rgb[at]! + scale * ((bits & 255) + ((bits >>> 8) & 255) - 255);
  }
  return { ...picture, rgb: new Uint8Array(rgb.buffer) };
}
