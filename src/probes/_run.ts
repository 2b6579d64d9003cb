import { redactUrl } from '../credential/redact.ts';
import { toEnd, type Accepts, type Exchange, type ReadListeners } from '../io/index.ts';
import { whereIs } from '../model/host.ts';
import type { Observation, ProbeReport, ProbeVerdict, ShownExchange } from '../model/observation.ts';
import type { Severity } from '../model/severity.ts';
import type { ToolClass } from '../model/tool.ts';
import { findBinding, isLoopbackAddress } from './_binding.ts';
import { eraOf } from './_era.ts';
import { findGround } from './_ground.ts';
import { outcome, type Judgement } from './_guard.ts';
import type { Inquiry, Names } from './_inquiry.ts';
import { responseOf } from './_said.ts';
import { LOG, shown } from './_show.ts';
import { addressOf, portOf, REQUEST_MS, Talk, TOTAL_MS, type Place, type Said, type TalkLimits } from './_talk.ts';
import type { Probe, Stakes } from './index.ts';

/** What a probe may touch. */
export interface ProbeIo {
  exchange: Exchange;
  accepts: Accepts;
  listeners: ReadListeners;
  ownAddresses(): string[];
  now(): Date;
  /** A number in [0, 1), for names that nobody has. */
  random(): number;
}

export interface ProbeOptions {
  /** Opens sessions and sends what has killed servers: only to one that was started for it, or when its user says so. */
  isActive?: boolean;
  /** Classes of the tools behind the transport, as far as they are known. */
  tools?: ReadonlySet<ToolClass> | null;
  /** Where they are not: the classes of what a server lists to anybody who asks, by that answer's result. */
  classesIn?(result: unknown): ReadonlySet<ToolClass> | null;
  limits?: Partial<TalkLimits>;
}

/** A server that may be probed. */
export interface Target {
  /** As it was named. */
  url: string;
  /** Where to connect to: the first that takes a connection. */
  places: Place[];
  /** The name that the URL calls it by. */
  host: string;
}

/** An IP address as a URL has it. */
const ADDRESS = /^(?:\d+\.\d+\.\d+\.\d+|\[[\da-f:.]+\])$/;

/**
 * The server at a URL; null where that is no HTTP, or neither loopback nor one of the IP addresses that are `allowed`.
 * Nothing is looked up.
 */
export function targetOf(text: string, allowed: readonly string[] = []): Target | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  const name = url.hostname.replace(/\.$/, '');
  if (whereIs(text) !== 'loopback' && !(ADDRESS.test(name) && allowed.includes(name))) return null;
  const isName = name === 'localhost' || name.endsWith('.localhost') || name === '0.0.0.0' || name === '[::]';
  const addresses = isName ? ['127.0.0.1', '[::1]'] : [name];
  const path = `${url.pathname}${url.search}`;
  const port = url.port === '' ? '' : `:${url.port}`;
  const places = addresses.map((address) => ({ url: new URL(`${url.protocol}//${address}${port}/`), path }));
  return { url: text, places, host: name === '0.0.0.0' || name === '[::]' ? `localhost${port}` : url.host };
}

/** `localhost` may be either address: the first that takes a connection. */
async function reach(places: readonly Place[], accepts: Accepts): Promise<Place | null> {
  for (const place of places) {
    if (await accepts(addressOf(place.url), portOf(place.url), 1_000)) return place;
  }
  return null;
}

/** Names below `.example`, which nobody can register (RFC 2606). */
function namesFor(host: string, random: () => number): Names {
  const digits = (): string =>
    Math.floor(random() * 0x1000000)
      .toString(16)
      .padStart(6, '0');
  const start = `r${digits()}`;
  const word = `${start}${digits()}${digits()}`;
  const [, port = ''] = /(:\d+)$/.exec(host) ?? [];
  const own = host.startsWith('[') ? 'localhost' : host.slice(0, host.length - port.length);
  const name = `${own}.${start}.example`;
  return { host: `${name}${port}`, origin: `http://${name}${port}`, word };
}

function severityOf(one: Probe, { verdict, severity }: Judgement, stakes: Stakes): Severity {
  if (verdict === 'fail') return severity ?? one.severity(stakes);
  return verdict === 'pass' || verdict === 'not-applicable' ? 'info' : 'unknown';
}

/** Sessions that the server would not end, in a sentence. */
function leftOpen({ unended: [first, ...others] }: Talk): string {
  if (first === undefined) return '';
  const what = others.length === 0 ? 'A session that was opened' : `${others.length + 1} sessions that were opened`;
  return `${what} could not be ended (${outcome(first)}).`;
}

/** What no verdict says. */
function notesOf({ talk, ground, isActive }: Inquiry): string[] {
  const location = ground.standing === 'redirect' ? ground.baseline.answer?.headers['location'] : undefined;
  return [
    talk.stop === null ? '' : `The probing was stopped: ${talk.stopWords()}.`,
    leftOpen(talk),
    location === undefined ? '' : `It redirects to ${redactUrl(location)}; probe that address.`,
    ground.standing === 'refused' ? '' : `It is called by the name ${ground.host}.`,
    isActive ? '' : 'Gentle: no session was opened. --active asks more; servers have died of it.',
  ].filter((note) => note !== '');
}

async function askAll(probes: readonly Probe[], inquiry: Inquiry): Promise<void> {
  for (const one of probes) await one.ask(inquiry);
  for (const one of probes) await one.more?.(inquiry, one.judge(inquiry));
}

function observe(probes: readonly Probe[], inquiry: Inquiry, tools: ReadonlySet<ToolClass> | null): Observation[] {
  const judged = probes.map((one) => ({ one, judgement: one.judge(inquiry) }));
  const verdicts = new Map(judged.map(({ one, judgement }) => [one.id, judgement.verdict]));
  const verdictOf = (id: Probe['id']): ProbeVerdict => verdicts.get(id) ?? 'not-reached';
  const onlyReads = tools !== null && [...tools].every((tool) => tool === 'read');
  const stakes = { verdictOf, onlyReads, isTame: onlyReads && verdictOf('bind') === 'pass', inquiry };
  return judged.map(({ one, judgement }) => ({
    check: one.id,
    verdict: judgement.verdict,
    severity: severityOf(one, judgement, stakes),
    evidence: {
      reason: judgement.reason,
      exchanges: judgement.shown.map((said) => shown(said)),
      source: one.source,
    },
  }));
}

const log = (said: readonly Said[]): ShownExchange[] => said.map((one) => shown(one, LOG));

/** What was said, beside the report. */
export interface Probed extends ProbeReport {
  /** Every request and answer, bodies included. */
  log: ShownExchange[];
  /** Whether anything takes a connection there. */
  isListening: boolean;
  /** The result of `tools/list`, where the server answered it; else null. */
  listed: unknown;
}

/** The result of the request that every other is held against, which lists the tools. */
function listedBy({ ground: { baseline } }: Inquiry): unknown {
  return baseline.answer === null ? null : (responseOf(baseline.answer)?.result ?? null);
}

/** What is said of a server that nobody could talk to. */
function unreached(probes: readonly Probe[], url: string): Probed {
  const reason = 'Nothing takes a connection there.';
  const verdicts = probes.map(({ id, source }) => ({
    check: id,
    verdict: 'not-reached' as const,
    severity: 'unknown' as const,
    evidence: { reason, exchanges: [], source },
  }));
  return {
    url: redactUrl(url),
    era: 'unknown',
    verdicts,
    requests: 0,
    notes: [reason],
    log: [],
    isListening: false,
    listed: null,
  };
}

/** Puts every question to one server. Never rejects for what a server does. */
export async function runProbes(
  probes: readonly Probe[],
  { url, places, host }: Target,
  io: ProbeIo,
  options: ProbeOptions = {},
): Promise<Probed> {
  const place = await reach(places, io.accepts);
  if (place === null) return unreached(probes, url);
  const { isActive = false, limits = {} } = options;
  const port = portOf(place.url);
  const address = addressOf(place.url);
  const own = io.ownAddresses().filter((one) => !isLoopbackAddress(one));
  const binding = await findBinding(address, port, await io.listeners(), own, io.accepts);
  const talk = new Talk(io, place, { requestMs: REQUEST_MS, totalMs: TOTAL_MS, ...limits });
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => (closing ??= talk.close());
  // A session that was opened is closed also when this process is told to end.
  const isEnded = toEnd(close);
  const ground = await findGround(talk, place, host, isActive);
  const names = namesFor(ground.host, io.random);
  const inquiry: Inquiry = { isActive, place, talk, ground, names, binding, heard: {} };
  await askAll(probes, inquiry);
  await close();
  isEnded();
  const listed = listedBy(inquiry);
  const verdicts = observe(probes, inquiry, options.tools ?? options.classesIn?.(listed) ?? null);
  return {
    url: redactUrl(url),
    era: eraOf(inquiry),
    verdicts,
    requests: talk.log.length,
    notes: notesOf(inquiry),
    log: log(talk.log),
    isListening: true,
    listed,
  };
}
