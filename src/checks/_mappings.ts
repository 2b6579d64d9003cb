import type { FrameworkId, Mapping } from '../model/mapping.ts';
import { cweEntry, type CweId } from './_cwe.ts';
import { nsaEntry, type NsaId } from './_nsa-mcp.ts';
import { owaspEntry, type OwaspId } from './_owasp-mcp.ts';

/** The entries that fit, or why none does: a sentence behind `none fits: `, without its full stop. */
type Fit<Id> = readonly [Id, ...Id[]] | string;

interface Fits {
  owasp: Fit<OwaspId>;
  cwe: Fit<CweId>;
  nsa: Fit<NsaId>;
}

const UPKEEP = 'it is about the upkeep of a policy';
const SECRETS = 'it says nothing of where secrets are kept';
const START = 'it says nothing of how clients start servers';
const SANDBOXES = 'the ten know sandboxes only as a remedy';
/** It advises to keep tools in sandboxes; the words of that heading have to be looked up. */
const SANDBOX_HEADING = 'its advice on sandboxes has no entry in this list yet';
const DEMAND = 'what a policy asks for is no weakness of a program';
const UNTOLD = 'what it is about is not public';
const OWN_FAULT: Fits = { owasp: UPKEEP, cwe: UPKEEP, nsa: UPKEEP };

/** By the id of the check, those of the policy too. A check without a line here fails `test/checks/mappings.test.ts`. */
export const FITS: Readonly<Record<string, Fits>> = {
  'admin-credential': { owasp: ['MCP02'], cwe: [272], nsa: ['access-control'] },
  'ambiguous-config': {
    owasp: 'the ten say nothing of configs that can be read two ways',
    cwe: [694],
    nsa: 'what it says of different readings is about messages',
  },
  'approved-tool': { owasp: ['MCP02'], cwe: [356], nsa: ['approval-workflows'] },
  'changed-tool': { owasp: ['MCP03'], cwe: [471], nsa: ['approval-workflows'] },
  'deceptive-name': {
    owasp: 'the ten say nothing of names that look like others',
    cwe: [1007],
    nsa: 'what it says of names is about equal ones',
  },
  'deprecated-package': { owasp: ['MCP04'], cwe: [1104], nsa: ['supported-projects'] },
  'expired-exception': OWN_FAULT,
  'malicious-package': {
    owasp: ['MCP04'],
    cwe: [506],
    nsa: 'what it says of packages is about support and vulnerabilities',
  },
  'exposed-secret': { owasp: ['MCP01'], cwe: [214], nsa: SECRETS },
  'forbidden-variable': {
    owasp: 'the ten say nothing of how a server is started',
    cwe: [427],
    nsa: START,
  },
  'hidden-command': {
    owasp: ['MCP05'],
    cwe: 'that a client runs what its config says is how it is made',
    nsa: START,
  },
  'isolation-mismatch': {
    owasp: SANDBOXES,
    cwe: 'that a program was started in another way is no weakness of it',
    nsa: SANDBOX_HEADING,
  },
  'literal-secret': { owasp: ['MCP01'], cwe: [312], nsa: SECRETS },
  'misleading-hint': { owasp: ['MCP03'], cwe: [807], nsa: ['output-poisoning'] },
  'plaintext-transport': { owasp: ['MCP07'], cwe: [319], nsa: ['message-signing'] },
  'policy-credential': { owasp: ['MCP01', 'MCP02'], cwe: DEMAND, nsa: ['access-control'] },
  'policy-entry': OWN_FAULT,
  'policy-identity': { owasp: ['MCP09'], cwe: [1357], nsa: ['approval-workflows'] },
  'policy-isolation': {
    owasp: 'the ten say nothing of how a server is kept apart',
    cwe: DEMAND,
    nsa: ['access-control'],
  },
  'policy-receipts': { owasp: ['MCP08'], cwe: DEMAND, nsa: 'what it says of records is about messages' },
  'policy-tool': { owasp: ['MCP02'], cwe: DEMAND, nsa: ['approval-workflows'] },
  'policy-transport': { owasp: ['MCP07'], cwe: DEMAND, nsa: ['access-control'] },
  'poisoned-tool': { owasp: ['MCP03'], cwe: [1427], nsa: ['output-poisoning'] },
  'private-finding': { owasp: UNTOLD, cwe: UNTOLD, nsa: UNTOLD },
  'shadowed-tool': {
    owasp: 'the ten say nothing of two tools of one name; MCP09 is about servers that nobody knows of',
    cwe: [694],
    nsa: ['path-confusion'],
  },
  'no-isolation': { owasp: SANDBOXES, cwe: [653], nsa: SANDBOX_HEADING },
  'open-sandbox': { owasp: SANDBOXES, cwe: [250], nsa: SANDBOX_HEADING },
  'readable-secret': { owasp: ['MCP01'], cwe: [732], nsa: SECRETS },
  'shifting-tool': {
    owasp: ['MCP03'],
    cwe: 'a list that depends on who asks is no race (CWE-367) and hides no interface (CWE-912)',
    nsa: ['approval-workflows'],
  },
  'stale-scan': {
    owasp: 'the ten say nothing of old advisories',
    cwe: 'old advisories are no weakness of a program',
    nsa: ['vulnerability-tracking'],
  },
  'unexpanded-reference': {
    owasp: 'the ten say nothing of references that nobody resolves',
    cwe: 'a text in the place of a secret opens nothing',
    nsa: SECRETS,
  },
  'unmaintained-package': { owasp: ['MCP04'], cwe: [1104], nsa: ['supported-projects'] },
  'unpinned-package': { owasp: ['MCP04'], cwe: [829], nsa: ['approval-workflows'] },
  'unreviewed-tool': {
    owasp: ['MCP03'],
    cwe: 'that nobody has read a definition is no weakness of a program',
    nsa: ['approval-workflows'],
  },
  'unneeded-credential': { owasp: ['MCP02'], cwe: [272], nsa: ['access-control'] },
  // Of its twelve questions those that open a door: the others would be wrong for most of its findings.
  'unsafe-transport': { owasp: ['MCP07'], cwe: [306, 352, 940, 1327], nsa: ['access-control', 'network-scan'] },
  'unused-exception': OWN_FAULT,
  'vulnerable-package': { owasp: ['MCP04'], cwe: [1395], nsa: ['vulnerability-tracking'] },
  'yanked-package': {
    owasp: ['MCP04'],
    cwe: [1357],
    nsa: 'it says nothing of releases that are called back',
  },
  'unscoped-credential': { owasp: ['MCP02'], cwe: [272], nsa: ['access-control'] },
};

function fitsOf(check: string): Fits | undefined {
  return Object.hasOwn(FITS, check) ? FITS[check] : undefined;
}

const entries = <Id>(fit: Fit<Id>, entry: (id: Id) => Mapping): Mapping[] =>
  typeof fit === 'string' ? [] : fit.map(entry);

/** What published lists call the fault that a check finds. */
export function mappingsOf(check: string): Mapping[] {
  const fits = fitsOf(check);
  if (fits === undefined) return [];
  return [...entries(fits.owasp, owaspEntry), ...entries(fits.cwe, cweEntry), ...entries(fits.nsa, nsaEntry)];
}

/** Why no entry of a list fits; undefined where one does, or where nobody has looked. */
export function whyNone(check: string, framework: FrameworkId): string | undefined {
  const fits = fitsOf(check);
  const fit = fits && { 'owasp-mcp': fits.owasp, cwe: fits.cwe, 'nsa-mcp': fits.nsa }[framework];
  return typeof fit === 'string' ? fit : undefined;
}
