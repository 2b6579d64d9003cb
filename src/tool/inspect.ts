import { classify, type Confidence, type ToolClass } from './classify.ts';
import { traitsOf } from './class/server-traits.ts';
import { definitionHash } from './definition-hash.ts';
import type { JsonObject } from './json.ts';
import { lint, type LintFinding } from './lint.ts';
import { reachesOf, type Reach } from './reaches.ts';
import { settledIn } from './settled.ts';
import type { ToolList } from './tool.ts';

/** All that can be told of a tool by its definition. */
export interface InspectedTool {
  name: string;
  class: ToolClass;
  confidence: Confidence;
  reasons: string[];
  reaches: Reach[];
  /** The server's own hints, as they came. */
  annotations: JsonObject;
  /** What a review pins; null for a definition that has no canonical text, or is not settled, and can match no pin. */
  hash: string | null;
  findings: LintFinding[];
}

export interface InspectedList {
  server?: JsonObject;
  /** In the order of the list. */
  tools: InspectedTool[];
  /** About the list, the server's own words, its prompts and its resources. */
  findings: LintFinding[];
}

export function inspect(list: ToolList): InspectedList {
  const traits = traitsOf(list);
  const { tools: findings, list: onList } = lint(list);
  const isSettled = settledIn(list);
  return {
    ...(list.server === null ? {} : { server: list.server }),
    tools: list.tools.map((tool, index) => {
      const classified = classify(tool, traits);
      return {
        name: tool.name,
        ...classified,
        reaches: reachesOf(tool, traits),
        annotations: tool.annotations,
        hash: isSettled(tool.index) ? definitionHash(tool) : null,
        findings: findings[index] ?? [],
      };
    }),
    findings: onList,
  };
}
