import { isAbsolute } from 'node:path';
import { EngineError } from '../api/errors.ts';
import { clause, type Remark } from '../api/remarks.ts';

/** Says for each tensor in which file of the folder it lies. */
export type ShardIndex = ReadonlyMap<string, string>;

/** Reads the text of a `model.safetensors.index.json`. `file` names it in errors. */
export function parseShardIndex(file: string, text: string): ShardIndex {
  const weightMap = propertyOf(parseJson(file, text), 'weight_map');
  if (!isObject(weightMap)) throw badIndex(file, clause('it has no weight_map'));
  const index = new Map(Object.entries(weightMap).map(([name, shard]) => [name, checkShardPath(file, shard)]));
  if (index.size === 0) throw badIndex(file, clause('its weight_map is empty'));
  return index;
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badIndex(file, clause('it is not JSON'), cause);
  }
}

/** A path may lead through links (the Hugging Face cache is made of them), but must name a place in the folder. */
function checkShardPath(file: string, path: unknown): string {
  if (typeof path !== 'string') throw badIndex(file, clause('its weight_map names something that is no file'));
  const isInside = !isAbsolute(path) && path.split('/').every((part) => safePart.test(part) && !/^\.+$/.test(part));
  if (!isInside || !path.endsWith('.safetensors')) throw new EngineError('checkpoint/unsafe-path', { file, path });
  return path;
}

// Neither a backslash nor a colon, which lead elsewhere on Windows, nor a NUL, which ends a path for the operating system.
const safePart = /^[^\\:\u0000-\u001f]{1,255}$/;

function propertyOf(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function badIndex(file: string, reason: Remark, cause?: unknown): EngineError {
  return new EngineError('checkpoint/bad-index', { file, reason }, { cause });
}
