import { FileError } from '../../io/index.ts';
import { findExecutable } from '../_executable.ts';
import { nothing } from '../_not-found.ts';
import type { Ecosystem } from '../index.ts';
import { describeExecutable } from './describe-executable.ts';
import { describeGoRun } from './describe-go-run.ts';

/** Native executables, by what Go and Rust write into them, and what `go run` would build. The last to be asked. */
export const binary: Ecosystem = {
  id: 'binary',
  async resolve(question, surroundings) {
    const { target, cwd } = question;
    try {
      if (target.kind === 'go-run') return describeGoRun(target, question, surroundings);
      if (target.kind !== 'executable') return null;
      const file = findExecutable(surroundings.io.files, surroundings.machine, target.path, cwd);
      if (file !== null) return describeExecutable(file, question, surroundings);
      const hint = 'Install it, or write its absolute path.';
      return nothing('not-installed', 'the command was not found on this machine', hint);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      return nothing('tree-unreadable', `what would run ${error.message}`, '');
    }
  },
};
