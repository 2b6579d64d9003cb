import type { Report } from '../model/report.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

export interface ReportOptions {
  /** Colours, for a terminal that shows them. */
  color: boolean;
  /** Columns to wrap at. */
  width: number;
  /** Every finding, gap and server in full. */
  verbose: boolean;
}

/** One output format. Pure: report in, text out; everything from configs, packages and servers is escaped for the medium. */
export interface Reporter {
  id: string;
  /** File endings that choose it in `--output`. */
  extensions: readonly string[];
  render(report: Report, options: ReportOptions): string;
}

export const REPORTERS: readonly Reporter[] = [html, json, sarif, text];
