import type { Finding } from '../model/finding.ts';
import type { Inventory } from '../model/inventory.ts';
import type { ReachableStore } from '../model/store.ts';
import { command } from './_command.ts';
import { givenTo, isInRepository } from './_credentials.ts';
import { makeFinding } from './_finding.ts';
import { named } from './_tools.ts';
import { listed, shorten } from './_words.ts';
import type { Check } from './index.ts';

const OTHERS_READ = 0o004;
const OTHERS_WRITE = 0o002;
const NAMES_TOLD = 10;

/** A file with secrets of servers in it. */
interface SecretFile {
  mode: number;
  secrets: number;
  servers: Set<string>;
  location: NonNullable<Finding['locations'][number]>;
}

/** A file that is checked in is read by others anyway, and gets its bits anew with each checkout: that is told as `literal-secret`. */
function filesIn({ servers }: Inventory): SecretFile[] {
  const files = new Map<string, SecretFile>();
  for (const server of servers) {
    const given = givenTo(server, ({ state }) => state === 'literal').filter((one) => !isInRepository(one));
    for (const { location, mode } of given.flatMap(({ all }) => all)) {
      if (location === null || mode === null || (mode & OTHERS_READ) === 0) continue;
      const known = files.get(location.file) ?? { mode, secrets: 0, servers: new Set(), location };
      files.set(location.file, { ...known, secrets: known.secrets + 1, servers: known.servers.add(server.id) });
    }
  }
  return [...files.values()];
}

const closed = (file: string): string =>
  `Run ${command('chmod', '600', file) ?? 'chmod 600 on the file'}; whoever has read a secret of it keeps it until it is revoked.`;

const bits = (mode: number): string => mode.toString(8).padStart(4, '0');

function judgeFile({ mode, secrets, servers, location }: SecretFile): Finding {
  const { file } = location;
  const isOpen = (mode & OTHERS_WRITE) !== 0;
  return makeFinding(readableSecret, null, {
    subject: file,
    severity: 'high',
    confidence: 'medium',
    title: `Every user of this machine may read ${isOpen ? 'and change ' : ''}${shorten(file, 200)}, which holds ${secrets === 1 ? 'a secret' : `${secrets} secrets`}`,
    evidence: [
      `Its permissions are ${bits(mode)}.`,
      `It gives its secrets to ${listed([...servers].map(named), NAMES_TOLD)}.`,
      'A folder above it may keep others out: its own permissions alone were looked at.',
    ],
    fix: closed(file),
    locations: [location],
  });
}

function judgeStore({ id, title, location, mode, entries, writableByOthers }: ReachableStore): Finding {
  const { file, line } = location;
  return makeFinding(readableSecret, null, {
    subject: file,
    severity: 'high',
    confidence: 'high',
    title: `Other users of this machine may read ${writableByOthers === true ? 'and change ' : ''}${shorten(file, 200)} (${title})`,
    evidence: [
      `Its permissions${mode === null ? '' : ` are ${mode}, and those`} of the folders above let others in.`,
      ...(entries === null
        ? []
        : [
            `It holds ${entries === 1 ? 'one credential' : `${entries} credentials`} as ${entries === 1 ? 'it is' : 'they are'} (${id}).`,
          ]),
    ],
    fix: closed(file),
    locations: [{ file, line: line ?? 1, column: 1, pointer: '' }],
  });
}

export const readableSecret: Check = {
  id: 'readable-secret',
  kind: 'readable-secret',
  item: 'credentials-scoped',
  title: 'Secrets that others may read',
  why: 'The file holds secrets and lets every user of this machine read it. A server that runs as somebody else, or a program that was let in as nobody, has them too.',
  remediation: 'Let its owner alone read it (mode 600), and keep the secrets elsewhere.',
  references: ['https://cwe.mitre.org/data/definitions/732.html'],
  run(inventory) {
    const files = filesIn(inventory);
    const told = new Set(files.map(({ location }) => location.file));
    const stores = (inventory.stores ?? []).filter(
      ({ protection, readableByOthers, location }) =>
        protection === 'plain' && readableByOthers === true && !told.has(location.file),
    );
    const byFile = new Map(stores.map((store) => [store.location.file, store]));
    return [...files.map(judgeFile), ...[...byFile.values()].map(judgeStore)];
  },
};
