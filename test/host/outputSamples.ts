import sharp from 'sharp';

/** Outputs of notebooks as cells write them. */
export const captions = {
  ...{ version: 1, model: 'nano', precision: 'int8', device: 'cpu', trained: false, file: 'out.csv' },
  captions: [
    { name: 'b10.png', text: 'A red circle.' },
    { name: 'b9.png', text: '=2+3, "two", a <b>square</b>' },
    { name: 'sub/a picture.png', problem: 'The picture is damaged.' },
  ],
};

const made = { trained: true, device: 'cpu', precision: 'int8', finish: 'stop', memoryBytes: 400 * 2 ** 20 };
const timings = { firstTokenMs: 1500, decodeTokens: 24, decodeMs: 2000 };

export const comparison = {
  version: 1,
  answers: [
    { ...made, name: 'nano', model: 'nano', text: 'A **red** circle on white.', timings },
    {
      ...made,
      name: 'other',
      model: 'other',
      text: 'A blue circle on white.',
      timings,
      trained: false,
      finish: 'length',
    },
    { name: 'third', model: 'third', problem: 'Its checkpoint is damaged.' },
  ],
};

export const eachPicture = {
  version: 1,
  of: 'pictures',
  answers: ['before', 'after'].map((when) => ({
    ...{ ...made, name: `a.png (${when})`, model: 'hovle-nano', small: true, text: `What is there ${when}.`, timings },
  })),
};

const side = 4;
const patches = Array.from({ length: side * side }, (_, i) => [0, 0, Math.floor(i / side), i % side]);

/** Sixteen patches and three words, which come nearer to each other from layer to layer. */
export async function embedding(): Promise<object> {
  const tokens = [...patches, '▁red', '▁cat', '▁sky'];
  const squares =
    '<svg width="64" height="64"><rect width="64" height="64" fill="orange"/><rect width="32" height="32" fill="navy"/></svg>';
  const png = await sharp(Buffer.from(squares)).png().toBuffer();
  return {
    ...{
      version: 1,
      model: 'nano',
      device: 'cpu',
      precision: 'int8',
      trained: true,
      words: 'red cat sky',
      addresses: ['cat.png'],
    },
    tokens: { holistic: tokens, language: tokens },
    layers: [0, 1, 2, 3].map((layer) => ({
      rows: layer < 3 ? 'holistic' : 'language',
      scale: 0.001,
      points: points(tokens, layer),
      explained: [0.4, 0.2],
      numbers: { modalityGap: 1 - layer / 4, alignment: 0.2 * layer, anisotropy: 0.1 },
    })),
    pictures: [{ path: 'cat.png', width: 64, height: 64, grid: [1, 1], tiles: 1, png: png.toString('base64') }],
  };
}

function points(tokens: readonly unknown[], layer: number): string {
  const whole = tokens.flatMap((_, i) => {
    const isWord = i >= patches.length;
    const turn = (i * 2 * Math.PI) / tokens.length;
    const shift = isWord ? 900 - 250 * layer : -300;
    return [Math.round(600 * Math.cos(turn + layer / 3) + shift), Math.round(600 * Math.sin(turn))];
  });
  return Buffer.from(Int16Array.from(whole).buffer).toString('base64');
}
