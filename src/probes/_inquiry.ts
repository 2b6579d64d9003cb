import type { Binding } from './_binding.ts';
import type { Ground } from './_ground.ts';
import { changed, type Headers } from './_message.ts';
import type { Place, Said, Talk } from './_talk.ts';

/** Names that nobody has, as a page of another site would bring them. */
export interface Names {
  /** Begins with the name of the good host: a check that only looks at the beginning, or for a word, takes it too. */
  host: string;
  /** The origin of a page at that name. */
  origin: string;
  /** What no server knows: for tools and tokens. */
  word: string;
}

/** What is asked for; the answers are shared. */
export type Label =
  | 'host'
  | 'origin'
  | 'null-origin'
  | 'rebinding'
  | 'rebinding-in-session'
  | 'call'
  | 'preflight'
  | 'smuggled'
  | 'form'
  | 'untyped'
  | 'metadata'
  | 'token'
  | 'old-version'
  | 'discover'
  | 'mismatch'
  | 'opened'
  | 'chosen-session'
  | 'stream'
  | 'stream-rebinding';

/** All that one server was asked and has said. */
export interface Inquiry {
  /** Whether sessions may be opened, and what has killed servers may be sent. */
  isActive: boolean;
  place: Place;
  talk: Talk;
  ground: Ground;
  names: Names;
  binding: Binding;
  heard: Partial<Record<Label, Said>>;
}

/** Sends what the ground sends, with other headers, and keeps the answer. */
export async function forge(inquiry: Inquiry, label: Label, purpose: string, headers: Headers): Promise<Said> {
  const { talk, ground } = inquiry;
  const said = await talk.ask(purpose, { path: ground.path, message: changed(ground.message, headers) });
  inquiry.heard[label] = said;
  return said;
}

/** Whether there is anything to hold an answer against. */
export const isAskable = ({ ground, talk }: Inquiry): boolean =>
  talk.stop === null && ['answered', 'unproven', 'auth'].includes(ground.standing);
