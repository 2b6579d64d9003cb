import { goodbye, sessionOf } from './_ground.ts';
import { judgement, onlyActive, outcome, unasked, withoutGround } from './_guard.ts';
import { isAskable, type Inquiry } from './_inquiry.ts';
import { changed, initialize, listTools } from './_message.ts';
import { entropyOf } from './_session-id.ts';
import type { Probe } from './index.ts';

/** Fewer random bits can be guessed at; a version 4 UUID has 122. */
const ENOUGH_BITS = 112;

/** An id of our own making: its beginning tells it from every other. */
const chosenId = ({ names }: Inquiry): string => `chosen-${names.word}-${names.word}-${names.word}`;

/** The session ids that the server gave out. */
function idsOf({ heard, ground }: Inquiry): string[] {
  const inUrl = ground.form === 'http+sse' ? [...new URLSearchParams(ground.path.split('?')[1] ?? '')] : [];
  const [, fromUrl = null] = inUrl.find(([name]) => /session/i.test(name)) ?? [];
  const given = [ground.opened, heard.opened, heard.rebinding, heard['chosen-session']].map((said) =>
    said ? sessionOf(said) : null,
  );
  return [fromUrl, ...given].filter((id): id is string => id !== null);
}

export const session: Probe = {
  id: 'session',
  title: 'Gives sessions that cannot be guessed or chosen',
  why: 'Who knows a session id may speak in the session. One that is guessed, or that an attacker chose beforehand, is an open door.',
  remediation:
    'Give out ids from a secure random source (a version 4 UUID), none that the client sent, and answer 404 to those you do not know.',
  source: {
    says: 'Session ids should be globally unique and cryptographically secure; a request in an unknown session must get 404.',
    section: 'Transports, Streamable HTTP, Session Management; Security Best Practices, Session Hijacking',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#session-management',
  },
  async ask(inquiry) {
    const { ground, talk, heard, isActive } = inquiry;
    if (!isActive || !isAskable(inquiry) || ground.standing !== 'answered' || ground.form !== 'legacy') return;
    const { host, path } = ground;
    const open = changed(initialize, { host });
    if (ground.opened === null) {
      heard.opened = await talk.ask('open a session', { path, message: open }, true);
      const given = sessionOf(heard.opened);
      if (given === null) return;
      talk.owe(goodbye(host, given));
    } else if (ground.session === null) return;
    const message = changed(open, { 'mcp-session-id': chosenId(inquiry) });
    heard['chosen-session'] = await talk.ask('open a session with an id of our own', { path, message }, true);
    const given = sessionOf(heard['chosen-session']);
    if (given === null) return;
    talk.owe(goodbye(host, given));
    await talk.bidFarewell();
  },
  judge(inquiry) {
    const without = withoutGround(inquiry);
    if (without !== null) return without;
    const { ground, heard, isActive } = inquiry;
    if (ground.form === 'modern') return judgement('not-applicable', 'Its revision has no sessions.');
    if (ground.standing === 'auth')
      return judgement('not-reached', 'Credentials are asked for first.', ground.baseline);
    if (!isActive) return onlyActive('No session was opened.');
    const opened = ground.opened ?? heard.opened;
    if (opened === undefined) return unasked(inquiry, 'No session could be opened.');
    const ids = idsOf(inquiry);
    if (ids.length === 0) {
      return opened.kind === 'answered'
        ? judgement('not-applicable', 'It gives out no session ids.', opened)
        : judgement('inconclusive', `No session was opened: ${outcome(opened)}.`, opened);
    }
    const chosen = heard['chosen-session'];
    if (chosen !== undefined && sessionOf(chosen) === chosenId(inquiry)) {
      return judgement('fail', 'It took the session id that the client chose for a new session.', chosen);
    }
    if (
      heard.opened !== undefined &&
      ground.message.headers['mcp-session-id'] === listTools.headers['mcp-session-id']
    ) {
      return judgement(
        'fail',
        'It gives out session ids, and answers in a session that it never gave out.',
        opened,
        ground.baseline,
      );
    }
    const bits = entropyOf(ids);
    if (bits < ENOUGH_BITS) {
      return judgement('fail', `Its session ids can hold no more than about ${bits} random bits.`, opened);
    }
    if (chosen?.kind === 'unsent' || chosen?.kind === 'silent' || chosen?.kind === 'broken') {
      return judgement(
        'inconclusive',
        `Its ids look random; whether a client may choose one does not show: ${outcome(chosen)}.`,
        opened,
        chosen,
      );
    }
    return judgement('pass', 'Its session ids look random, and it takes none that a client chose.', opened, chosen);
  },
  severity: () => 'medium',
};
