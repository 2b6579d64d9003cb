const LONGEST = 200;

/** The words of a name in lower case: `X-Api-Key`, `x_api_key`, `xApiKey` and `--x-api-key` have the same. */
export function wordsOf(name: string): string[] {
  const text = name.slice(0, LONGEST);
  const spaced = /[a-z]/.test(text) ? text.replace(/([a-z\d])([A-Z])/g, '$1 $2') : text;
  return spaced
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}
