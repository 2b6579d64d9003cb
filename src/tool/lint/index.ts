import type { Tool, ToolList } from '../tool.ts';
import { chatTemplate } from './chat-template.ts';
import { concealment } from './concealment.ts';
import { confusableName } from './confusable-name.ts';
import { confusableText } from './confusable-text.ts';
import { contextRequest } from './context-request.ts';
import { contradictoryHint } from './contradictory-hint.ts';
import { credentialRead } from './credential-read.ts';
import { deceptiveLink } from './deceptive-link.ts';
import { dictatedCall } from './dictated-call.ts';
import { duplicateName } from './duplicate-name.ts';
import { encodedText } from './encoded-text.ts';
import { exfiltration } from './exfiltration.ts';
import { falsePretext } from './false-pretext.ts';
import { forcedOrder } from './forced-order.ts';
import { forcedParameter } from './forced-parameter.ts';
import { forcedPreference } from './forced-preference.ts';
import { foreignTool } from './foreign-tool.ts';
import { headerParameter } from './header-parameter.ts';
import { hiddenMarkup } from './hidden-markup.ts';
import { hiddenText } from './hidden-text.ts';
import { iconAddress } from './icon-address.ts';
import { illFormedText } from './ill-formed-text.ts';
import { instructionOverride } from './instruction-override.ts';
import { instructionTag } from './instruction-tag.ts';
import { nameFormat } from './name-format.ts';
import { noticeHeader } from './notice-header.ts';
import { persistence } from './persistence.ts';
import { remoteSchema } from './remote-schema.ts';
import { repeatedKey } from './repeated-key.ts';
import { roleChange } from './role-change.ts';
import { schemaFormat } from './schema-format.ts';
import { shellCommand } from './shell-command.ts';
import { skippedConfirmation } from './skipped-confirmation.ts';
import { strayCharacter } from './stray-character.ts';
import { terminalControl } from './terminal-control.ts';
import { unreadableEntry } from './unreadable-entry.ts';
import type { Passage } from './_passage.ts';

/** `block`: no description needs it. `review`: a person should look at it first. Neither outweighs a pin. */
export type Tier = 'block' | 'review';

/** Part of a text. */
export interface Span {
  start: number;
  length: number;
}

/** Something at a place of a definition that is no matter of one text. */
export interface Remark {
  /** Keys and indexes from the tool (or from the list) on. */
  path: readonly (string | number)[];
  /** What is there, in the words of the definition or about it. */
  text: string;
}

/** One question that is put to every definition. Adding one: a file here and an entry in `LINT_RULES`. */
export interface LintRule {
  /** Also the file's name; it says the fault. */
  id: string;
  tier: Tier;
  /** A few words, for tables. */
  title: string;
  /** Why it is looked for: one or two sentences. */
  why: string;
  /** Looks at each text, and each key, exactly as it came; at none of plain ASCII without a backslash, in which nothing is hidden. */
  characters?(text: string): Span | null;
  /** Looks at each text but single short words, and again at what it says when it is normalised and decoded. */
  words?(passage: Passage): Span | null;
  /** Looks at a tool as a whole. */
  tool?(tool: Tool, list: ToolList): Remark[];
  /** Looks at the list as a whole. */
  list?(list: ToolList): Remark[];
}

/** In the order of the findings of one place. */
export const LINT_RULES: readonly LintRule[] = [
  hiddenText,
  terminalControl,
  illFormedText,
  instructionTag,
  chatTemplate,
  concealment,
  instructionOverride,
  credentialRead,
  persistence,
  shellCommand,
  exfiltration,
  repeatedKey,
  duplicateName,
  confusableName,
  iconAddress,
  strayCharacter,
  confusableText,
  hiddenMarkup,
  deceptiveLink,
  encodedText,
  roleChange,
  noticeHeader,
  forcedParameter,
  foreignTool,
  forcedOrder,
  dictatedCall,
  falsePretext,
  forcedPreference,
  skippedConfirmation,
  contextRequest,
  nameFormat,
  schemaFormat,
  headerParameter,
  remoteSchema,
  contradictoryHint,
  unreadableEntry,
];
