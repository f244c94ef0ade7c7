import { EngineError, hasCode } from '../api/errors.ts';
import { readText } from '../checkpoint/readableFile.ts';

/** The text of the file with a schema. Whether it is one is seen where it is used. */
export async function readSchemaFile(path: string): Promise<string> {
  try {
    return await readText(path, limitBytes);
  } catch (cause) {
    if (!hasCode(cause, 'disk/missing')) throw cause;
    throw new EngineError('schema/missing-file', { file: path }, { cause });
  }
}

const limitBytes = 100_000;
