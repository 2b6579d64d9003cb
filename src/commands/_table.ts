import { clip } from '../reporters/_escape.ts';

/** Columns between two cells. */
const BETWEEN = 2;
const NARROWEST = 8;

/** Rows of escaped cells as lines of at most `width` columns: the widest column gives way first. */
export function tableLines(rows: ReadonlyArray<readonly string[]>, width: number): string[] {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    rows.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0),
  );
  const total = (): number => widths.reduce((sum, one) => sum + one + BETWEEN, -BETWEEN);
  for (let most = Math.max(...widths); total() > width && most > NARROWEST; most = Math.max(...widths)) {
    widths[widths.indexOf(most)] = most - 1;
  }
  return rows.map((row) =>
    row
      .map((cell, column) => clip(cell, widths[column] ?? 0).padEnd(widths[column] ?? 0))
      .join(' '.repeat(BETWEEN))
      .trimEnd(),
  );
}
