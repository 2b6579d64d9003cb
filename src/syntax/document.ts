/** Line and column count from 1, in UTF-16 units as editors and SARIF count. */
export interface Position {
  line: number;
  column: number;
}

export interface Member {
  key: string;
  /** Where the key stands: the place a person looks for. */
  at: Position;
  value: Node;
}

/** A value with its place: the one tree that JSON, TOML and YAML are read into. */
export type Node =
  | { kind: 'object'; at: Position; members: Member[] }
  | { kind: 'array'; at: Position; items: Node[] }
  | { kind: 'string'; at: Position; value: string }
  | { kind: 'number'; at: Position; value: number }
  | { kind: 'boolean'; at: Position; value: boolean }
  | { kind: 'null'; at: Position };

export interface Problem {
  /** What is wrong, in words; never a piece of the text, which may be secret. */
  message: string;
  at: Position;
  /** True when a bound on size, depth or count stopped the reading: the text itself may be fine. */
  limit?: true;
}

/** A text as read: as much of the tree as could be had, and what was wrong with it. */
export interface Document {
  root: Node | null;
  /** Syntax errors; the tree then holds what could be read around them. */
  problems: Problem[];
}

export type Format = 'json' | 'toml' | 'yaml';
