/** Unicode tags: ASCII that is not shown. Source: Unicode, U+E0000 to U+E007F. */
export const TAGS = /[\u{e0000}-\u{e007f}]/u;

/** The three flags that are written with tags (emoji subdivision flags). Source: UTS #51, RGI emoji tag sequences. */
export const TAG_FLAGS =
  /\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}/gu;

/** Characters that show nothing wherever they stand; not those that join or break words of some scripts. */
const NEVER_SHOWN =
  '\\u00ad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180e\\u2060-\\u2064\\u206a-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb\\u{1d173}-\\u{1d17a}';

export const INVISIBLE = new RegExp(`[${NEVER_SHOWN}\\u200b-\\u200f]`, 'u');
export const ALL_INVISIBLE = new RegExp(
  `[${NEVER_SHOWN}\\u200b-\\u200f\\u061c\\u202a-\\u202e\\u2066-\\u2069\\ufe00-\\ufe0f\\u{e0000}-\\u{e01ef}]`,
  'gu',
);

/** Letters of other scripts that look like a Latin one. Source: UTS #39, confusables, the plain ones. */
const LOOKALIKES =
  'аa еe оo рp сc хx уy іi јj ѕs һh ԁd ԛq ԝw ӏl ɡg АA ВB ЕE КK МM НH ОO РP СC ТT ХX ЅS ІI ЈJ ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX οo νv ɩi ꓐB ꓓD ꓖG ꓗK ꓚC ꓜZ ꓝF ꓟM ꓠN ꓡL ꓢS ꓣR ꓥV ꓦV ꓧH ꓪW ꓫX ꓬY ꓮA ꓰE ꓲI ꓳO ꓴU';

const FOLDED = new Map(LOOKALIKES.split(' ').map((pair) => [pair.slice(0, -1), pair.slice(-1)]));
const LOOKALIKE = new RegExp(`[${[...FOLDED.keys()].join('')}]`, 'gu');

export const foldLookalikes = (text: string): string =>
  text.replace(LOOKALIKE, (letter) => FOLDED.get(letter) ?? letter);

export function hasLookalike(text: string): boolean {
  LOOKALIKE.lastIndex = 0;
  return LOOKALIKE.test(text);
}
