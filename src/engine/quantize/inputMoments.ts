// T tokens · K columns (inputs) · B blocks of columns · S columns of a block

/** Second moments of a linear layer's input: of each run of S columns the sum over tokens of x · xᵀ. */
export interface InputMoments {
  readonly columns: number;
  readonly tokens: number;
  /** [B, S, S] with B · S = K. */
  readonly sums: Float32Array;
}

/** S for an input of this width: the largest divisor up to 512. Wider blocks still gain, but the time to round grows with them. */
export function momentBlockSize(columns: number): number {
  let size = Math.min(columns, 512);
  while (columns % size !== 0) size--;
  return size;
}

/** Moments of the inputs x [T, K]. A graph can compute the same sums: Reshape to [T, B, S], Transpose, MatMul. */
export function inputMoments(x_TK: Float32Array, columns: number): InputMoments {
  const tokens = x_TK.length / columns;
  const sums = new Float32Array(columns * momentBlockSize(columns));
  for (let token = 0; token < tokens; token++) addToken(sums, x_TK.subarray(token * columns, (token + 1) * columns));
  return { columns, tokens, sums };
}

/** Moments of two sets of tokens together. */
export function joinMoments(a: InputMoments, b: InputMoments): InputMoments {
  return { columns: a.columns, tokens: a.tokens + b.tokens, sums: a.sums.map((sum, i) => sum + b.sums[i]!) };
}

function addToken(sums: Float32Array, x_K: Float32Array): void {
  const size = momentBlockSize(x_K.length);
  for (let row = 0; row < x_K.length; row++) {
    const first = row - (row % size);
    for (let i = 0; i < size; i++) sums[row * size + i]! += x_K[row]! * x_K[first + i]!;
  }
}
