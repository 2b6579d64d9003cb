import { z } from 'zod';
import { find, pointer, toData, type Member, type Node, type Position } from '../syntax/index.ts';
import type { Reading } from './index.ts';

export type EntryProblem = Reading['problems'][number];

const MAX_ITEMS = 2000;
/** Longest single argument that Linux passes to a program, in bytes: 32 pages. */
export const MAX_TEXT = 131_072;

export const text = z.string().max(MAX_TEXT);
const word = z.union([text, z.number(), z.boolean()]).transform(String);
export const words = z.array(word).max(MAX_ITEMS);
export const names = z.array(text).max(MAX_ITEMS);

function isLarge(node: Node): boolean {
  return (node.kind === 'array' ? node.items : node.kind === 'object' ? node.members : []).length > MAX_ITEMS;
}

interface Layer {
  node: Node;
  pointer: string;
  /** Of members with one name the last. */
  members: ReadonlyMap<string, Member>;
}

function layerOf(node: Node, at: string): Layer {
  const members = node.kind === 'object' ? node.members : [];
  return { node, pointer: at, members: new Map(members.map((member) => [member.key, member])) };
}

/** Reads the fields of one object by their schemas, and collects what is wrong with them. */
export class Fields {
  readonly problems: EntryProblem[];
  private readonly outer: Layer;
  private readonly layers: readonly Layer[];
  private readonly opened: ReadonlySet<Node>;

  /** A field of `groups` that is an object counts as opened: its fields are read as if they stood beside it. */
  constructor(node: Node, at: string, groups: readonly string[] = [], problems: EntryProblem[] = []) {
    const outer = layerOf(node, at);
    const inner = groups.flatMap((key) => {
      const value = outer.members.get(key)?.value;
      return value?.kind === 'object' ? [layerOf(value, at + pointer([key]))] : [];
    });
    this.problems = problems;
    this.outer = outer;
    this.layers = [outer, ...inner];
    this.opened = new Set(inner.map((layer) => layer.node));
  }

  /** The member of that name; one that is null counts as not there. */
  get(key: string): Member | undefined {
    return this.locate(key)?.member;
  }

  /** The fields of an object field, whose problems count as problems here; null when it is no object. */
  below(key: string): Fields | null {
    const found = this.locate(key);
    if (found?.member.value.kind !== 'object') return null;
    return new Fields(found.member.value, found.layer.pointer + pointer([key]), [], this.problems);
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
    const layer = this.locate(key)?.layer ?? this.outer;
    const whole = [key, ...path].filter((part) => typeof part !== 'symbol');
    const { at, depth } = find(layer.node, whole);
    this.add(`${key} should be ${wanted}`, at, layer.pointer + pointer(whole.slice(0, depth)));
  }

  add(message: string, at: Position, where: string = this.outer.pointer): void {
    this.problems.push({ message, at, pointer: where });
  }

  private locate(key: string): { member: Member; layer: Layer } | undefined {
    for (const layer of this.layers) {
      const member = layer.members.get(key);
      if (member && member.value.kind !== 'null' && !this.opened.has(member.value)) return { member, layer };
    }
    return undefined;
  }
}
