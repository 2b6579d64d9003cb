/** What a plain scalar of YAML 1.1 or 1.2 would be read as something else than text, or a key of some other meaning. */
const RESERVED = /^(?:true|false|yes|no|on|off|y|n|null|nan|inf|\.nan|\.inf)$/i;
const PLAIN = /^[A-Za-z_][\w.@+/-]*(?: [\w.@+/-]+)*$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** 64 digits, or digits and one `e`, would be a number. */
const HASH = /^(?=.*[a-df])[0-9a-f]{64}$/;

/** What no reader of the file would see, or an editor would obey. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;

/** How a scalar is written: `json` always in quotes and with JSON's escapes alone. */
export type ScalarStyle = 'plain' | 'quoted' | 'json';

function escape(character: string, style: ScalarStyle): string {
  const point = character.codePointAt(0) ?? 0;
  if (point <= 0xffff) return `\\u${point.toString(16).padStart(4, '0')}`;
  // Other parsers of YAML do not join the halves of a pair, and JSON knows nothing else.
  return style === 'json'
    ? character
        .split('')
        .map((unit) => `\\u${unit.charCodeAt(0).toString(16)}`)
        .join('')
    : `\\U${point.toString(16).padStart(8, '0')}`;
}

/** A text as a scalar of one line: plain where every parser reads that as this text, else in double quotes. */
export function scalarOf(text: string, style: ScalarStyle): string {
  const isPlain = DAY.test(text) || HASH.test(text) || (PLAIN.test(text) && !RESERVED.test(text) && text.length <= 200);
  if (style === 'plain' && isPlain) return text;
  // The escapes of JSON.stringify are YAML's, too.
  return JSON.stringify(text).replace(UNSEEN, (character) => escape(character, style));
}
