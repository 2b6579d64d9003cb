import { MAX_VALUES } from './limits.ts';

/** One `key = value` of a file of settings. */
export interface Setting {
  /** `''` before the first section. */
  section: string;
  key: string;
  /** Without spaces and quotes around it; null where only the key stands. */
  value: string | null;
  /** From 1. */
  line: number;
}

/** Where dialects differ. */
export interface IniDialect {
  /** The signs between key and value. */
  delimiters: RegExp;
  /** True where a line that stands further in than the setting before it goes on with that setting's value. */
  continues: boolean;
}

/** npm's and MySQL's. */
export const PLAIN_INI: IniDialect = { delimiters: /=/, continues: false };
/** Python's configparser, which pip, twine and the AWS tools use. */
export const PYTHON_INI: IniDialect = { delimiters: /[=:]/, continues: true };

const indentOf = (line: string): number => line.length - line.trimStart().length;

function unquoted(text: string): string {
  const value = text.trim();
  const isQuoted = value.length > 1 && (value[0] === '"' || value[0] === "'") && value.at(-1) === value[0];
  return isQuoted ? value.slice(1, -1) : value;
}

/** The settings of a text in sections. Never throws: what is no setting is passed over. */
export function parseIni(text: string, { delimiters, continues }: IniDialect): Setting[] {
  const settings: Setting[] = [];
  let section = '';
  let last: Setting | null = null;
  let indent = 0;
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    const content = line.trim();
    if (content === '' || /^[#;]/.test(content)) continue;
    if (settings.length >= MAX_VALUES) break;
    if (continues && last !== null && indentOf(line) > indent) {
      last.value = last.value ? `${last.value}\n${content}` : content;
      continue;
    }
    indent = indentOf(line);
    const [, name] = /^\[([^\]]*)\]/.exec(content) ?? [];
    if (name !== undefined) {
      section = name.trim();
      last = null;
      continue;
    }
    const at = content.search(delimiters);
    const [key, value] = at === -1 ? [content, null] : [content.slice(0, at).trim(), unquoted(content.slice(at + 1))];
    last = { section, key, value, line: index + 1 };
    settings.push(last);
  }
  return settings;
}
