import { quoted } from './_words.ts';

/**
 * A command for a person to paste, in backticks; null where a word of it is, or cannot be quoted for every shell. In cmd.exe
 * single quotes are none: what stands behind an `&` in them would be run.
 */
export function command(...words: Array<string | null>): string | null {
  const known = words.filter((word) => word !== null);
  return known.length === words.length && known.every(isQuotable) ? `\`${known.map(quoted).join(' ')}\`` : null;
}

function isQuotable(word: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return !/[\u0000-\u001f\u007f]/.test(word) && !(/["$`!%]/.test(word) && /[&|<>^]/.test(word));
}

/** Names that the package manager of an ecosystem can install; anything else came from a hostile manifest. */
const NAMES: ReadonlyMap<string, RegExp> = new Map([
  ['npm', /^(?:@[\w~][\w.~-]*\/)?[\w~][\w.~-]*$/],
  ['PyPI', /^[A-Za-z\d](?:[\w.-]*[A-Za-z\d])?$/],
  ['Go', /^\w[\w.~-]*(?:\/[\w.~-]+)*$/],
  ['crates.io', /^[A-Za-z][\w-]*$/],
]);

export function isInstallable(ecosystem: string, name: string): boolean {
  return NAMES.get(ecosystem)?.test(name) ?? false;
}

/** Whether a text is a version and nothing that package managers take in its place, such as an address. */
export function isVersion(text: string): boolean {
  return /^[A-Za-z\d][\w.+!-]{0,255}$/.test(text);
}

/** A package at a version as its package manager takes it, such as `name@1.0.0` or `name==1.0`; null for what it should not. */
export function specOf(
  ecosystem: string,
  name: string,
  version: string,
  joint = ecosystem === 'PyPI' ? '==' : '@',
): string | null {
  return isInstallable(ecosystem, name) && isVersion(version) ? `${name}${joint}${version}` : null;
}
