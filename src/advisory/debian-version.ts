import { compareValues, numeralOf, type Numeral } from './numeral.ts';
import { orderBy } from './order-by.ts';

/** What is no digit, weighed, and the number behind it. */
type Part = readonly [weight: string, number: Numeral];

interface DebianVersion {
  epoch: Numeral;
  upstream: readonly Part[];
  revision: readonly Part[];
}

const SHAPE = /^(?:(\d+):)?(\d[A-Za-z0-9.+~:-]*)$/;

const [TILDE, END] = ['\u0001', '\u0002'];
const ABOVE_LETTERS = 256;

/** As text that compares by code unit: the tilde first, then the end, then letters, then all else. */
const weigh = (text: string): string =>
  text.replace(/~/g, TILDE).replace(/[.+:-]/g, (sign) => String.fromCharCode(ABOVE_LETTERS + sign.charCodeAt(0))) + END;

function partsOf(text: string): Part[] {
  return [...text.matchAll(/(\D*)(\d*)/g)].map(([, other = '', digits = '']) => [weigh(other), numeralOf(digits)]);
}

/** Source: Debian Policy, 5.6.12. */
function parseDebianVersion(text: string): DebianVersion | null {
  const [, epoch = '0', rest] = SHAPE.exec(text.trim()) ?? [];
  if (rest === undefined) return null;
  const hyphen = rest.lastIndexOf('-');
  const [upstream, revision] = hyphen < 0 ? [rest, ''] : [rest.slice(0, hyphen), rest.slice(hyphen + 1)];
  return { epoch: numeralOf(epoch), upstream: partsOf(upstream), revision: partsOf(revision) };
}

function compareParts(a: readonly Part[], b: readonly Part[]): number {
  for (let index = 0; index < a.length || index < b.length; index += 1) {
    const [weight, number] = a[index] ?? [END, 0];
    const [otherWeight, otherNumber] = b[index] ?? [END, 0];
    const place = compareValues(weight, otherWeight) || compareValues(number, otherNumber);
    if (place !== 0) return place;
  }
  return 0;
}

/** The order of dpkg: Debian's and Ubuntu's versions. Source: Debian Policy, 5.6.12. */
export const debianVersions = orderBy(
  parseDebianVersion,
  (a, b) =>
    compareValues(a.epoch, b.epoch) || compareParts(a.upstream, b.upstream) || compareParts(a.revision, b.revision),
);
