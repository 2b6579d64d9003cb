/** What was odd about a session, counted: a server that does one thing a million times leaves one sentence. */
export interface Notes {
  /** `say` makes the sentence from how often it happened. */
  count(key: string, say: (times: number) => string): void;
  /** Says something once. */
  add(sentence: string): void;
  sentences(): string[];
}

const MAX_NOTES = 100;

export function takeNotes(): Notes {
  const counted = new Map<string, { times: number; say: (times: number) => string }>();
  const count: Notes['count'] = (key, say) => {
    const entry = counted.get(key);
    if (entry !== undefined) entry.times += 1;
    else if (counted.size < MAX_NOTES) counted.set(key, { times: 1, say });
  };
  return {
    count,
    add: (sentence) => count(sentence, () => sentence),
    sentences: () => [...counted.values()].map(({ times, say }) => say(times)),
  };
}

/** `1 line`, `3 lines`. */
export const plural = (times: number, noun: string): string => `${times} ${noun}${times === 1 ? '' : 's'}`;
