// D width · W patches along a side

/**
 * Positions of a square grid of patches, [1, 1 + W·W, D], as waves along both axes: a quarter of the width each for sine
 * and cosine of the row and of the column, wave lengths from two patches up. Row 0, the class token's, is empty.
 * Where things are need not be learned from nothing, and neighbours start out alike (arXiv 2111.06377, appendix A.1).
 */
export function gridPositions([, rows = 1, D = 1]: readonly number[]): Float32Array {
  const W = Math.round(Math.sqrt(rows - 1));
  const waves = Math.floor(D / 4);
  const positions = new Float32Array(rows * D);
  for (let patch = 0; patch < W * W; patch++) {
    const row = positions.subarray((1 + patch) * D, (2 + patch) * D);
    for (const [axis, place] of [Math.floor(patch / W), patch % W].entries()) {
      for (let wave = 0; wave < waves; wave++) {
        const angle = Math.PI * place * longest ** (-wave / waves);
        row[2 * axis * waves + wave] = amplitude * Math.sin(angle);
        row[(2 * axis + 1) * waves + wave] = amplitude * Math.cos(angle);
      }
    }
  }
  return positions;
}

/** The slowest wave is this many times as long as the fastest: half of it spans the widest grid in use. */
const longest = 32;
/** Of the size of a patch with something in it, so that neither drowns the other. */
const amplitude = 0.5;
