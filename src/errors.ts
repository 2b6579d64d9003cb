/** Process exit codes; they never depend on the output format. Source: README, "Exit codes". */
export const EXIT = {
  pass: 0,
  fail: 1,
  usage: 2,
  incomplete: 3,
  internal: 70,
  interrupted: 130,
} as const;

export type ErrorCode =
  | 'usage' // the command line is wrong
  | 'policy-invalid' // the policy file is wrong
  | 'input-invalid' // another file the user named is wrong (an inventory, a config)
  | 'file-unreadable' // a file the user named cannot be read or written
  | 'internal'; // a bug in mcp-audit

export interface AuditErrorOptions {
  /** The fix: a command or an edit, in one sentence. */
  hint?: string;
  cause?: unknown;
}

/** The one error class: thrown to stop. What can go on returns a `Gap` instead. */
export class AuditError extends Error {
  override readonly name = 'AuditError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, options: AuditErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }

  get exitCode(): number {
    return this.code === 'internal' ? EXIT.internal : EXIT.usage;
  }
}
