/**
 * A function that gives what it made of the same text before: the trees of one machine ask the same over and over. It must
 * depend on the text alone, and nobody may change what it gives. Forgets all when it has kept `maxLength` characters.
 */
export function remembering<Made>(make: (text: string) => Made, maxLength: number): (text: string) => Made {
  const kept = new Map<string, Made>();
  let length = 0;
  return (text) => {
    const before = kept.get(text);
    if (before !== undefined) return before;
    const made = make(text);
    length += text.length;
    if (length > maxLength) {
      kept.clear();
      length = text.length;
    }
    kept.set(text, made);
    return made;
  };
}
