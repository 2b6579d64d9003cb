import type { Credential } from '../../model/credential.ts';
import type { AllowedCredential, CredentialList } from '../../model/server-policy.ts';
import type { CredentialDemand } from '../../model/risk-class.ts';
import { policyCredential } from '../policy-checks.ts';
import { saying, sayingForOthers, type Entry, type Settled } from '../server-entries.ts';
import { demandOn, listed, named, ruleIdOf, type Asking, type Demand, type Shortfall } from './demand.ts';

/** What is given to a server and may be a secret. What it could find by itself is no matter of its entry. */
export function givenTo({ server }: Pick<Settled, 'server'>): Credential[] {
  return (server.credentials ?? []).filter(
    ({ way, state, isPublic }) => way !== 'reachable' && !isPublic && state !== 'placeholder' && state !== 'empty',
  );
}

const nameOf = ({ name, way }: Credential): string => (name === '' ? `a credential (${way})` : name);

/** Why a credential is not one that the list allows; null where it is, as far as it shows. */
function objection(one: Credential, { env, headers, inherit }: CredentialList): string | null {
  if (one.way === 'inherited' && inherit === 'all') return null;
  const list = { environment: env, file: env, inherited: env, header: headers }[one.way as string];
  // Names of headers are the same in letters of both cases.
  const wanted = one.way === 'header' ? one.name.toLowerCase() : one.name;
  const allowed = Object.entries(list ?? {}).find(
    ([name]) => (one.way === 'header' ? name.toLowerCase() : name) === wanted,
  )?.[1];
  if (allowed === undefined) return 'is not on the list';
  return differs(one, allowed);
}

/** Whether the policy lets it be there by its name, and nothing shows that it is another one. */
export function isAllowed(one: Credential, list: CredentialList): boolean {
  return objection(one, list) === null;
}

function differs({ state, class: own, target }: Credential, allowed: AllowedCredential): string | null {
  // Of a reference only the name is known, and a name proves no class.
  if (allowed.class !== undefined && state === 'literal' && own !== allowed.class) {
    return `is of class ${own}, not ${allowed.class}`;
  }
  const opens = [target.host, target.system].filter((one) => one !== null);
  const isOther = allowed.target !== undefined && opens.length > 0 && !opens.includes(allowed.target);
  return isOther ? `opens ${opens.join(', ')}, not ${allowed.target}` : null;
}

function unlisted(settled: Settled, { key }: Entry, list: CredentialList, asking: Asking): Demand[] {
  const { server } = settled;
  const by = ['servers', key, 'credentials'];
  return givenTo(settled).flatMap((one) => {
    const why = objection(one, list);
    if (why === null) return [];
    const name = nameOf(one);
    const shortfall: Shortfall = {
      subject: `${one.way} ${one.name} ${one.class}`,
      action: 'block',
      by,
      isCertain: true,
      severity: 'high',
      title: `The policy does not let ${named(server.id)} have ${named(name)}`,
      evidence: [`${name} (${one.way}) ${why}.`],
      fix: `Take ${named(name)} out of the entry of ${named(server.id)}, or allow it in the policy under \`${ruleIdOf(['servers', key === '*' ? server.id : key, 'credentials'])}\`.`,
    };
    return [demandOn(policyCredential, server, shortfall, asking)];
  });
}

/** A server that gets the variables of its client, where the policy lets it have none. */
function tooMuch({ server }: Settled, { key }: Entry, { inherit }: CredentialList, asking: Asking): Demand[] {
  const { inherits, transport } = server;
  if (inherit !== 'none' || inherits === 'minimal' || transport !== 'stdio') return [];
  const isCertain = inherits === 'all';
  const shortfall: Shortfall = {
    subject: `inherit ${inherits}`,
    action: isCertain ? 'block' : 'warn',
    by: ['servers', key, 'credentials', 'inherit'],
    isCertain,
    severity: isCertain ? 'medium' : 'low',
    title: isCertain
      ? `${named(server.id)} gets every variable of its client, and the policy lets it inherit none`
      : `Whether ${named(server.id)} gets the variables of its client is not known, and the policy lets it inherit none`,
    evidence: [],
    fix: `Start ${named(server.id)} with an environment of its own (\`env -i NAME=… COMMAND\`), or in a container.`,
  };
  return [demandOn(policyCredential, server, shortfall, asking)];
}

/** What of a credential a risk class asks for: whether it falls short, or that is not known. */
const ASPECTS = {
  literals: {
    falls: ({ state }: Credential) => (state === 'literal' ? 'yes' : state === 'unknown' ? 'unknown' : 'no'),
    words: 'stands in a config as it is',
    fix: 'Put $ where the client can ask for it (an input, a keychain, a secret store), and name that in the config.',
  },
  long_lived: {
    falls: ({ longLived }: Credential) => longLived,
    words: 'works for more than a month',
    fix: 'Replace $ by one that ends sooner.',
  },
  unscoped: {
    falls: ({ scoped }: Credential) => ({ yes: 'no', no: 'yes', unknown: 'unknown' } as const)[scoped],
    words: 'reaches as far as its account',
    fix: 'Replace $ by one that opens only what the server needs.',
  },
} as const satisfies Record<
  keyof CredentialDemand,
  { falls: (one: Credential) => 'yes' | 'no' | 'unknown'; words: string; fix: string }
>;

function byClass(settled: Settled, asking: Asking): Demand[] {
  const { server, risk } = settled;
  const asks = risk?.asks.credentials;
  if (risk === null || asks === undefined) return [];
  const given = givenTo(settled);
  const whose = `${named(server.id)} (risk ${risk.name})`;
  return (Object.keys(ASPECTS) as (keyof typeof ASPECTS)[]).flatMap((key) => {
    const action = asks[key];
    if (action === undefined || action === 'allow') return [];
    const { falls, words, fix } = ASPECTS[key];
    const by = ['risk_classes', risk.name, 'credentials', key];
    const certain = given
      .filter((one) => falls(one) === 'yes')
      .map((one): Shortfall => ({
        // An exception is for this credential, and not for the next one.
        subject: `${key} ${one.way} ${one.name} ${one.class}`,
        action,
        by,
        isCertain: true,
        severity: action === 'block' ? 'high' : 'medium',
        title: `${named(nameOf(one))} of ${whose} ${words}`,
        evidence: one.way === 'environment' ? [] : [`It is given by ${one.way}.`],
        fix: fix.replace('$', () => named(nameOf(one))),
      }));
    const names = given
      .filter((one) => falls(one) === 'unknown')
      .map(nameOf)
      .sort();
    const open: Shortfall = {
      subject: JSON.stringify([key, 'unknown', ...names]),
      action: 'warn',
      by,
      isCertain: false,
      severity: 'low',
      title: `Whether a credential of ${whose} ${words} is not known: ${listed(names)}`,
      evidence: [],
      fix: fix.replace('$', () => named(names[0] ?? '')),
    };
    return [...certain, ...(names.length > 0 ? [open] : [])].map((one) =>
      demandOn(policyCredential, server, one, asking),
    );
  });
}

/** Credentials that the policy does not let a server have, or not so. */
export function demandCredentials(settled: Settled, asking: Asking): Demand[] {
  const lists = saying(settled, asking.policy, 'credentials');
  const heirs = lists.filter(({ value }) => value.inherit !== undefined);
  const [heir] = heirs.length > 0 ? [] : sayingForOthers(asking.policy, 'credentials');
  return [
    ...lists.flatMap(({ entry, value }) => unlisted(settled, entry, value, asking)),
    ...[...heirs, ...(heir === undefined ? [] : [heir])].flatMap(({ entry, value }) =>
      tooMuch(settled, entry, value, asking),
    ),
    ...byClass(settled, asking),
  ];
}
