/** A time in a video as minutes, seconds and hundredths: 1:05.20 */
export function timeText(seconds: number): string {
  const hundredths = Math.max(0, Math.round(seconds * 100));
  const minutes = Math.floor(hundredths / 6000);
  const rest = ((hundredths % 6000) / 100).toFixed(2).padStart(5, '0');
  return `${minutes}:${rest}`;
}

/** What a frame is called: its video, and when. */
export const frameName = (video: string, seconds: number) => `${video} ${timeText(seconds)}`;
