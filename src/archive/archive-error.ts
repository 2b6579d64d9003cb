/** An archive could not be read on: it is broken, or a bound on its size or time was reached. Names no content. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly problem: 'broken' | 'limit';

  constructor(problem: 'broken' | 'limit', message: string, cause?: unknown) {
    super(message, { cause });
    this.problem = problem;
  }
}
