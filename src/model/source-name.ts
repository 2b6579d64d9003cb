/** Advisory sources as people call them: at the head of a line, and within a sentence. */
const NAMES: Readonly<Record<string, { title: string; phrase: string }>> = {
  osv: { title: 'OSV', phrase: 'OSV' },
  local: { title: 'local database', phrase: 'the local database' },
  shipped: { title: 'shipped', phrase: 'the shipped advisories' },
};

/** The name of a source, or its id where it has none here. */
export function nameOfSource(id: string): { title: string; phrase: string } {
  return (Object.hasOwn(NAMES, id) ? NAMES[id] : undefined) ?? { title: id, phrase: id };
}
