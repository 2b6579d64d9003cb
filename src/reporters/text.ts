import { writeAllowed } from './_text-allowed.ts';
import { writeFindings } from './_text-findings.ts';
import { writeFooter } from './_text-footer.ts';
import { writeGaps } from './_text-gaps.ts';
import { Page } from './_text-page.ts';
import { writeQuietServers } from './_text-quiet.ts';
import { shelve } from './_text-shelves.ts';
import { writeStores } from './_text-stores.ts';
import { tellingOf } from './_text-telling.ts';
import { writeUnpinned } from './_text-unpinned.ts';
import { writeUnreviewed } from './_text-unreviewed.ts';
import { writeItems, writeVerdict } from './_text-verdict.ts';
import type { Reporter } from './index.ts';

/** A report of more lines than a screen has: the verdict is said again at its end, where the reader is. */
const SCREEN = 40;

/** For a person at a terminal. */
export const text: Reporter = {
  id: 'text',
  extensions: ['.txt'],
  render(report, options) {
    const page = new Page(options);
    const telling = tellingOf(report, options.verbose);
    const shelves = shelve(report, telling);
    writeVerdict(page, report);
    writeItems(page, report);
    writeFindings(page, shelves, telling);
    writeUnpinned(page, shelves.unpinned, telling);
    writeUnreviewed(page, shelves.unreviewed, telling);
    writeQuietServers(page, shelves, telling);
    writeAllowed(page, report, telling);
    writeGaps(page, report, telling);
    writeStores(page, report.inventory, telling);
    writeFooter(page, report, telling);
    if (page.length > SCREEN) {
      page.blank();
      writeVerdict(page, report);
    }
    return page.toString();
  },
};
