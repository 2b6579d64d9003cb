import { ArchiveError } from './archive-error.ts';

/** What may be unpacked of one archive altogether, over all its parts and passes: bytes and time. */
export class Allowance {
  private bytes: number;
  private readonly isLate: () => boolean;

  constructor(bytes: number, isLate: () => boolean) {
    this.bytes = bytes;
    this.isLate = isLate;
  }

  /** Throws `ArchiveError` when nothing is left. */
  spend(bytes: number): void {
    this.bytes -= bytes;
    if (this.bytes < 0) throw new ArchiveError('limit', 'holds more bytes than are unpacked');
    if (this.isLate()) throw new ArchiveError('limit', 'takes longer to unpack than it is given');
  }
}
