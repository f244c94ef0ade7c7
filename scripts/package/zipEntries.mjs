/**
 * The files in a ZIP archive, by its directory at the end: name, and size before and after packing.
 * Enough of the format for archives below 4 GB, which is what an extension is.
 * @param {Buffer} zip
 * @returns {{ name: string, sizeBytes: number, packedBytes: number }[]}
 */
export function zipEntries(zip) {
  const end = zip.lastIndexOf(endMark);
  if (end === -1) throw new Error('This is no ZIP archive: it has no directory.');
  const entries = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== entryMark)
      throw new Error(`The directory of the ZIP archive is damaged at byte ${at}.`);
    const nameEnd = at + entryBytes + zip.readUInt16LE(at + 28);
    const [extraBytes, commentBytes] = [zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    entries.push({
      name: zip.toString('utf8', at + entryBytes, nameEnd),
      sizeBytes: zip.readUInt32LE(at + 24),
      packedBytes: zip.readUInt32LE(at + 20),
    });
    at = nameEnd + extraBytes + commentBytes;
  }
  return entries.filter(({ name }) => !name.endsWith('/'));
}

const endMark = Buffer.from('PK\u0005\u0006');
const entryMark = 0x02014b50;
/** Of an entry of the directory, without its name. */
const entryBytes = 46;
