/** A few of many, for a sentence. */
export function some(items: readonly string[]): string {
  const rest = items.length - 3;
  return `${items.slice(0, 3).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
