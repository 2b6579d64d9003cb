import { parseIni, type IniDialect, type Setting } from '../syntax/index.ts';

export interface Section {
  name: string;
  settings: Setting[];
  /** The last value of a key, in any letter case; null where there is none. */
  valueOf(key: string): string | null;
}

/** The sections of a text, each once. */
export function sectionsOf(text: string, dialect: IniDialect): Section[] {
  const sections = new Map<string, Setting[]>();
  for (const setting of parseIni(text, dialect)) {
    const known = sections.get(setting.section);
    if (known) known.push(setting);
    else sections.set(setting.section, [setting]);
  }
  return [...sections].map(([name, settings]) => ({
    name,
    settings,
    valueOf: (wanted) => settings.findLast(({ key }) => key.toLowerCase() === wanted)?.value ?? null,
  }));
}
