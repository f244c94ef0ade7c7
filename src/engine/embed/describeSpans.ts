import type { EmbeddedToken } from '../api/spaceApi.ts';
import type { ImageSpan, Span } from '../generate/decoder.ts';
import type { OpenedPicture } from '../generate/picture.ts';
import { embeddingRowsPerTile, tokensPerTile, type ModelConfig } from '../model/config.ts';

interface Description {
  readonly config: ModelConfig;
  /** In the order in which their spans come. */
  readonly pictures: readonly OpenedPicture[];
  /** True past the place where patches are folded into tokens. */
  readonly isFolded: boolean;
  readonly pieceOf: (id: number) => string;
}

/** What each row of a sequence stands for, in order. */
export function describeSpans(spans: readonly Span[], description: Description): EmbeddedToken[] {
  return spans.flatMap((span) =>
    span.kind === 'text' ? span.ids.map((id) => textToken(id, description)) : patches(span, description),
  );
}

function textToken(id: number, { pieceOf }: Description): EmbeddedToken {
  return { kind: 'text', id, piece: pieceOf(id) };
}

function patches(span: ImageSpan, { config, pictures, isFolded }: Description): EmbeddedToken[] {
  const image = pictures.findIndex((picture) => picture.span === span);
  const { grid = [1, 1], tiles = 0 } = pictures[image]?.summary ?? {};
  const perTile = isFolded ? tokensPerTile(config.tile) : embeddingRowsPerTile(config);
  const side = Math.sqrt(perTile);
  return Array.from({ length: tiles * perTile }, (_, index) => {
    const tile = Math.floor(index / perTile);
    const within = index % perTile;
    const thumbnail = tile >= grid[0] * grid[1];
    return { kind: 'patch', image, tile, row: Math.floor(within / side), column: within % side, thumbnail };
  });
}
