import {
  isRefusal,
  isReached,
  judgeGuard,
  judgement,
  outcome,
  unasked,
  withoutGround,
  type Judgement,
} from './_guard.ts';
import { goodbye, sessionOf } from './_ground.ts';
import { forge, isAskable, type Inquiry } from './_inquiry.ts';
import { callNothing, changed, initialize, type Headers } from './_message.ts';
import { lowered } from './_severity.ts';
import type { Probe } from './index.ts';
import type { Said } from './_talk.ts';

const headersOf = ({ names }: Inquiry): Headers => ({ host: names.host, origin: names.origin });

const wordsOf = ({ names }: Inquiry): string => `\`Host: ${names.host}\` and \`Origin: ${names.origin}\``;

/** A page that came in by rebinding opens a session of its own: whether that is answered decides. */
async function openRebound(inquiry: Inquiry): Promise<Said> {
  const { talk, ground, heard } = inquiry;
  const message = changed(initialize, { ...headersOf(inquiry), host: inquiry.names.host });
  const said = await talk.ask('open a session as a rebound page', { message }, true);
  heard.rebinding = said;
  const session = sessionOf(said);
  if (session !== null) {
    talk.owe(goodbye(ground.host, session));
    await talk.bidFarewell();
  }
  return said;
}

/** Whether a refusal is of the forged headers: a server that has one session for its whole life refuses every other. */
const isAmbiguous = ({ kind }: Said): boolean => kind === 'auth' || kind === 'rejected';

function judgeSession(inquiry: Inquiry): Judgement {
  const { heard, ground } = inquiry;
  const { opened } = ground;
  const said = heard.rebinding;
  if (said === undefined) return unasked(inquiry, `A session with ${wordsOf(inquiry)} was not opened.`);
  if (isReached(said, { form: ground.form, baseline: opened ?? ground.baseline })) {
    return judgement(
      'fail',
      `A session was opened with ${wordsOf(inquiry)} (${outcome(said)}), as with good headers.`,
      opened,
      said,
    );
  }
  if (said.kind === 'refused') {
    return judgement(
      'pass',
      `Opening a session with ${wordsOf(inquiry)} was refused (${outcome(said)}); with good headers one was opened.`,
      opened,
      said,
    );
  }
  const inSession = heard['rebinding-in-session'];
  if (inSession !== undefined && isRefusal(inSession) && ground.standing === 'answered') {
    return judgement(
      'pass',
      `Requests with ${wordsOf(inquiry)} were refused (${outcome(said)}, in a session ${outcome(inSession)}).`,
      opened,
      said,
      inSession,
    );
  }
  return judgement(
    'inconclusive',
    `Opening a session with ${wordsOf(inquiry)} got ${outcome(said)}; whether that is for these headers does not show.`,
    opened,
    said,
    inSession,
  );
}

export const rebinding: Probe = {
  id: 'rebinding',
  title: 'Keeps DNS rebinding out',
  why: 'A page whose name is pointed at 127.0.0.1 is of the same origin as the server: it may send anything and read every answer. Current Chromium and Firefox ESR stop that by default; Safari, embedded and older browsers and granted permissions do not.',
  remediation:
    'Validate Origin and Host before anything else; SDKs have it as `enableDnsRebindingProtection`, `allowedHosts` and `allowedOrigins`.',
  source: {
    says: 'Servers must validate the Origin of every connection to prevent DNS rebinding.',
    section: 'Transports, Streamable HTTP, Security Warning',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#security-warning',
  },
  async ask(inquiry) {
    if (!isAskable(inquiry)) return;
    const { ground, talk } = inquiry;
    if (ground.opened === null || ground.form !== 'legacy') {
      await forge(inquiry, 'rebinding', 'ask as a rebound page', headersOf(inquiry));
      return;
    }
    const said = await openRebound(inquiry);
    if (isAmbiguous(said) && talk.stop === null) {
      await forge(inquiry, 'rebinding-in-session', 'ask in a session as a rebound page', headersOf(inquiry));
    }
  },
  async more(inquiry, { verdict }) {
    const { talk, ground, names, heard, isActive } = inquiry;
    if (!isActive || verdict !== 'fail' || ground.standing !== 'answered' || ground.form === 'http+sse') return;
    if (!talk.hasRoom()) return;
    const message = callNothing(changed(ground.message, headersOf(inquiry)), names.word);
    heard.call = await talk.ask('call a tool that does not exist as a rebound page', { path: ground.path, message });
  },
  judge(inquiry) {
    const { ground, heard, names } = inquiry;
    const without = withoutGround(inquiry);
    if (without !== null) return without;
    const isOpened = ground.opened !== null && ground.form === 'legacy';
    const judged = isOpened ? judgeSession(inquiry) : judgeGuard(inquiry, heard.rebinding, wordsOf(inquiry));
    const { call } = heard;
    if (call?.answer?.text.includes(names.word) !== true) return judged;
    const reason = `${judged.reason} A call of a tool got as far as the tools.`;
    return { ...judged, reason, shown: [...judged.shown, call] };
  },
  severity: ({ isTame }) => lowered('high', isTame),
};
