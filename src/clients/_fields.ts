import { z } from 'zod';
import { find, lookup, pointer, toData, type Member, type Node, type Position } from '../syntax/index.ts';
import type { Reading } from './index.ts';

export type EntryProblem = Reading['problems'][number];

const MAX_ITEMS = 2000;
/** Longest single argument that Linux passes to a program, in bytes: 32 pages. */
const MAX_TEXT = 131_072;

export const text = z.string().max(MAX_TEXT);
const word = z.union([text, z.number(), z.boolean()]).transform(String);
export const words = z.array(word).max(MAX_ITEMS);
export const names = z.array(text).max(MAX_ITEMS);

function isLarge(node: Node): boolean {
  return (node.kind === 'array' ? node.items : node.kind === 'object' ? node.members : []).length > MAX_ITEMS;
}

/** Reads the fields of one object by their schemas, and collects what is wrong with them. */
export class Fields {
  readonly problems: EntryProblem[] = [];
  private readonly node: Node;
  private readonly pointer: string;

  constructor(node: Node, at: string) {
    this.node = node;
    this.pointer = at;
  }

  /** The member of that name; one that is null counts as not there. */
  get(key: string): Member | undefined {
    const member = lookup(this.node, key);
    return member?.value.kind === 'null' ? undefined : member;
  }

  /** The field's value; undefined when it is not there, null when it is of another shape (a problem). */
  read<T>(key: string, schema: z.ZodType<T>, wanted: string): T | null | undefined {
    const member = this.get(key);
    if (!member) return undefined;
    const result = isLarge(member.value) ? null : schema.safeParse(toData(member.value));
    if (result?.success) return result.data;
    this.wrong(key, wanted, result?.error.issues[0]?.path);
    return null;
  }

  /** The members of an object field; none when it is not there or of another shape (a problem). */
  members(key: string, wanted = 'a map of names to values'): Member[] {
    const member = this.get(key);
    if (!member) return [];
    if (member.value.kind === 'object' && !isLarge(member.value)) return member.value.members;
    this.wrong(key, wanted);
    return [];
  }

  /** Notes that a field, or the place inside it that the path leads to, is not what it should be. */
  wrong(key: string, wanted: string, path: readonly PropertyKey[] = []): void {
    const whole = [key, ...path].filter((part) => typeof part !== 'symbol');
    const { at, depth } = find(this.node, whole);
    this.add(`${key} should be ${wanted}`, at, this.pointer + pointer(whole.slice(0, depth)));
  }

  add(message: string, at: Position, where: string = this.pointer): void {
    this.problems.push({ message, at, pointer: where });
  }
}
