/** What a page of a made document shows: a size in points and the operators that draw on it. */
export interface MadePage {
  width: number;
  height: number;
  draw: string;
}

/** Writes a PDF document by hand, object by object, as ISO 32000-1 describes it (7.5). */
export function pdfDocument(pages: readonly MadePage[], extraTrailer = ''): Buffer {
  const kids = pages.map((_, index) => `${4 + index * 2} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...pages.flatMap(({ width, height, draw }, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${5 + index * 2} 0 R /Resources << /Font << /F 3 0 R >> >> >>`,
      `<< /Length ${draw.length} >>\nstream\n${draw}\nendstream`,
    ]),
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  text += `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R ${extraTrailer} >>\nstartxref\n`;
  return Buffer.from(`${text}${text.indexOf('xref\n0 ')}\n%%EOF\n`, 'latin1');
}

/** Fills the left half of a page with a colour, in shares of red, green and blue. */
export function leftHalf(colour: string, { width, height }: { width: number; height: number }): MadePage {
  return { width, height, draw: `${colour} rg 0 0 ${width / 2} ${height} re f` };
}
