import { python } from '../../src/ecosystems/python/index.ts';
import type { Question, Resolved } from '../../src/ecosystems/index.ts';
import { homeAt, type Machine } from '../../src/io/index.ts';
import { UNKNOWN_LAUNCH, type Launch } from '../../src/model/launch.ts';
import { offlineIo } from '../stand-ins/io.ts';

export interface Dist {
  requires?: string[];
  extras?: string[];
  /** Commands it brings by entry points. */
  scripts?: string[];
  /** Files in its RECORD. */
  record?: string[];
  /** More files of its metadata folder. */
  more?: Record<string, unknown>;
}

/** Metadata of an installed distribution below a site-packages folder. */
export function dist(
  site: string,
  label: string,
  { requires, extras, scripts, record, more }: Dist = {},
): Record<string, unknown> {
  const [name = '', version = ''] = label.split('@');
  const folder = `${site}/${name.replaceAll('-', '_')}-${version}.dist-info`;
  const head = [
    'Metadata-Version: 2.4',
    `Name: ${name}`,
    `Version: ${version}`,
    ...(requires ?? []).map((one) => `Requires-Dist: ${one}`),
    ...(extras ?? []).map((one) => `Provides-Extra: ${one}`),
  ];
  return {
    [`${folder}/METADATA`]: `${head.join('\n')}\n\nName: not-this-one\nRequires-Dist: nor-this\n`,
    ...(scripts
      ? { [`${folder}/entry_points.txt`]: `[console_scripts]\n${scripts.map((one) => `${one} = m:main\n`).join('')}` }
      : {}),
    ...(record ? { [`${folder}/RECORD`]: record.map((path) => `${path},sha256=x,1\n`).join('') } : {}),
    ...Object.fromEntries(Object.entries(more ?? {}).map(([path, content]) => [`${folder}/${path}`, content])),
  };
}

/** A virtual environment for Python 3.11 with these distributions. */
export function venv(root: string, dists: Record<string, Dist>, config = ''): Record<string, unknown> {
  const site = `${root}/lib/python3.11/site-packages`;
  return Object.assign(
    { [`${root}/pyvenv.cfg`]: `home = /usr/bin\nversion = 3.11.7\n${config}`, [`${root}/bin/python`]: '' },
    ...Object.entries(dists).map(([label, one]) => dist(site, label, one)),
  ) as Record<string, unknown>;
}

export interface Where {
  cwd?: string;
  env?: Record<string, string>;
  machine?: Partial<Machine>;
  launch?: Partial<Launch>;
}

export async function ask(home: string, target: Question['target'], where: Where = {}): Promise<Resolved> {
  const machine: Machine = { ...homeAt(home), platform: 'linux', ...where.machine };
  const launch = { ...UNKNOWN_LAUNCH, ...where.launch };
  const question = { target, launch, cwd: where.cwd ?? null, env: where.env ?? {} };
  const resolved = await python.resolve(question, { io: offlineIo(), machine, cache: null });
  if (resolved === null) throw new Error('python does not know the target');
  return resolved;
}

export const uvx = (
  from: string,
  more: Partial<Extract<Question['target'], { kind: 'uv-tool' }>> = {},
): Question['target'] => ({
  kind: 'uv-tool',
  from,
  with: [],
  command: from.replace(/[[@=].*$/, ''),
  python: null,
  isolated: false,
  ...more,
});

export const uvRun = (more: Partial<Extract<Question['target'], { kind: 'uv-project' }>> = {}): Question['target'] => ({
  kind: 'uv-project',
  directory: null,
  with: [],
  project: true,
  script: null,
  module: null,
  command: null,
  ...more,
});

export const names = ({ installation }: Resolved): string[] =>
  (installation?.components ?? []).map(({ name, version }) => (version === '' ? name : `${name}@${version}`)).sort();
export const rest = ({ installation }: Resolved): string[] =>
  (installation?.environment ?? []).map(({ name }) => name).sort();
export const kinds = ({ gaps }: Resolved): string[] => gaps.map(({ kind }) => kind);
