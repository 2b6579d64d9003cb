import type { Probed, ProbeVerdict } from '../model/observation.ts';
import type { Page, Piece } from './_text-page.ts';
import { count, type Tone } from './_words.ts';

const INDENT = 6;
const VERDICT_WIDTH = 14;
const CHECK_WIDTH = 17;

/** In the order in which they are told. */
export const VERDICTS: Record<ProbeVerdict, { word: string; tone: Tone }> = {
  fail: { word: 'fail', tone: 'bad' },
  inconclusive: { word: 'inconclusive', tone: 'open' },
  'not-reached': { word: 'not asked', tone: 'open' },
  pass: { word: 'pass', tone: 'good' },
  'not-applicable': { word: 'n/a', tone: 'quiet' },
};

export const ORDER = Object.keys(VERDICTS) as ProbeVerdict[];

/** `gently, 9 requests: 2 fail, 3 inconclusive, 7 pass`. */
export function describeProbed({ mode, requests, isListening, verdicts }: Probed): Piece[] {
  if (!isListening) return [{ text: 'nothing listens there', tone: 'open' }];
  const how = `${mode === 'gentle' ? 'gently' : 'actively'}, ${count(requests, 'request')}`;
  const counts = ORDER.map((verdict) => [verdict, verdicts.filter((one) => one.verdict === verdict).length] as const);
  const told = counts.filter(([verdict, number]) => number > 0 && verdict !== 'not-applicable');
  if (told.length === 0) return [{ text: how, tone: 'quiet' }];
  return [
    { text: `${how}:`, tone: 'quiet' },
    ...told.map(([verdict, number], at): Piece => {
      const { word, tone } = VERDICTS[verdict];
      return { text: `${number} ${word}${at < told.length - 1 ? ',' : ''}`, tone: verdict === 'pass' ? 'quiet' : tone };
    }),
  ];
}

/** One row for each question: the answer, and why. */
export function writeProbed(page: Page, { verdicts, notes }: Probed): void {
  for (const verdict of ORDER) {
    const { word, tone } = VERDICTS[verdict];
    for (const { check, severity, evidence } of verdicts.filter((one) => one.verdict === verdict)) {
      page.row({
        indent: INDENT,
        cells: [
          { text: word, width: VERDICT_WIDTH, tone },
          { text: check, width: CHECK_WIDTH },
        ],
        body: [...(verdict === 'fail' ? [`${severity} ·`] : []), { text: evidence.reason, tone: 'quiet' }],
      });
    }
  }
  for (const note of notes) {
    page.row({
      indent: INDENT,
      cells: [{ text: '–', width: 2, tone: 'quiet' }],
      body: [{ text: note, tone: 'quiet' }],
    });
  }
}
