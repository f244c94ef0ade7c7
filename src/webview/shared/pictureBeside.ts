/**
 * The picture of a file beside the notebook, loaded when it comes into sight. The page of a notebook resolves relative
 * addresses from the notebook's folder; undefined for any other address, which is no name of a picture there.
 */
export function pictureBeside(name: string, alt: string, onMissing: () => void): HTMLImageElement | undefined {
  const address = relativeAddress(name);
  if (address === undefined) return undefined;
  const image = document.createElement('img');
  image.loading = 'lazy';
  image.decoding = 'async';
  image.alt = alt;
  image.addEventListener('error', onMissing);
  image.src = address;
  return image;
}

/** The address of a file by its path from the notebook's folder; undefined for what leads elsewhere. */
function relativeAddress(name: string): string | undefined {
  const parts = name.split(/[/\\]/);
  const isInside = name !== '' && parts.every((part) => part !== '' && part !== '..');
  // A colon would make a scheme of what stands before it.
  return isInside ? `./${parts.map(encodeURIComponent).join('/')}` : undefined;
}
