import { resolve } from 'node:path';
import { AuditError } from '../errors.ts';
import { parsePolicy, POLICY_MAX_BYTES, type PolicyFile } from '../gate/index.ts';
import { FileError, type Files } from '../io/index.ts';

/** A policy that is added to while a person looks at tools. */
export interface OpenPolicy {
  /** Absolute; as the user named it. */
  readonly path: string;
  /** Where its text from before the first change is kept. */
  readonly backup: string;
  /** Its text as it stands now. */
  readonly text: string;
  parsed(): PolicyFile;
  /** Puts a text in its place at once, old or new and never half. Throws `AuditError` when somebody else has changed it meanwhile. */
  write(text: string): void;
}

const unreadable = (path: string, error: FileError): AuditError =>
  new AuditError('file-unreadable', `the policy ${path} ${error.message}`, {
    hint:
      error.problem === 'not-found'
        ? 'Begin with the built-in one: mcp-audit policy baseline > FILE'
        : 'Name a file that can be read and written.',
    cause: error,
  });

/** Opens the policy that the user named. A link is followed: what it leads to is changed, and the link stays. */
export function openPolicy(files: Files, named: string, cwd: string): OpenPolicy {
  const path = resolve(cwd, named);
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw error instanceof FileError ? unreadable(path, error) : error;
    }
  };
  const read = (): string => guarded(() => files.readText(path, POLICY_MAX_BYTES));
  const follow = (): string => guarded(() => files.realPath(path));
  let text = read();
  const target = follow();
  const backup = `${target}.before-review`;
  let isKept = false;
  return {
    path,
    backup,
    get text() {
      return text;
    },
    parsed: () => parsePolicy(text, path),
    write(next) {
      if (next === text) return;
      if (read() !== text || follow() !== target) {
        throw new AuditError(
          'input-invalid',
          `${path} was changed by somebody else meanwhile: nothing more was written`,
          {
            hint: 'Run it again: what was approved so far is in the policy as it was read, if its other writer kept that.',
          },
        );
      }
      guarded(() => {
        if (!isKept) files.writeAtomic(backup, text);
        isKept = true;
        files.writeNamed(target, next);
      });
      text = next;
    },
  };
}
