/** Rows as lines of aligned columns. Numbers stand to the right. */
export function formatTable(rows: readonly (readonly (string | number)[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, String(cell).length);
    });
  const pad = (cell: string | number, column: number) =>
    typeof cell === 'number' ? String(cell).padStart(widths[column]!) : cell.padEnd(widths[column]!);
  return rows.map((row) => `${row.map(pad).join('  ').trimEnd()}\n`).join('');
}
