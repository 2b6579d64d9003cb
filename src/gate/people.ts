/** A person as far as a name tells: `Ada <ada+x@acme.example>` and `ADA@acme.example` are one. */
function personOf(name: string): string {
  const text = name
    .normalize('NFKC')
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .trim()
    .toLowerCase();
  const address = /<([^<>]+)>$/.exec(text)?.[1] ?? text;
  return address
    .replace(/\+[^@]*(?=@)/, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

export function isSamePerson(one: string, other: string): boolean {
  return personOf(one) === personOf(other);
}

/** Whether a name stands for nobody yet, as templates write it. */
export function isNobody(name: string): boolean {
  return /^\W*(?:todo|tbd|fixme|xxx|none|nobody|unknown|n\/a)\b/i.test(name);
}
