import semver from 'semver';
import { satisfies } from '../advisory/python-specifier.ts';
import type { Component } from '../model/installation.ts';
import { raiseInProject } from './_fix-python.ts';
import { isSubject, without } from './_fix-server.ts';
import type { InstalledPackage } from './_packages.ts';
import { listed, shorten } from './_words.ts';

const LONGEST = 1000;

/** An alias states its range behind the name. */
const ALIAS = /^(?:npm:)?(?:@[^/@:]+\/)?[^/@:]+@/;

/** Whether a range of an ecosystem's own grammar lets a version in; null for what is no range: a tag, a URL, a folder. */
function admits(ecosystem: string, written: string, version: string): boolean | null {
  if (written.length > LONGEST) return null;
  if (ecosystem === 'PyPI') return satisfies(version, written);
  if (ecosystem !== 'npm') return null;
  const range = written.startsWith('npm:') && !ALIAS.test(written) ? '*' : written.replace(ALIAS, '');
  return semver.validRange(range, true) === null ? null : semver.satisfies(version, range, true);
}

/** What keeps a version out of a tree. */
export interface Hold {
  /** False where what is asked for is no range, so that only the package manager can tell. */
  isCertain: boolean;
  /** `express@4.0.0 asks for qs 6.0.0`. */
  reason: string;
  /** Who has to change for it, as far as the tree tells: components, or none where it is the project itself. */
  askers: Component[];
}

/** What asks for a package in the tree and leaves a version out, or may; null when every range lets it in. */
export function holdOn({ installation, component, copies }: InstalledPackage, version: string): Hold | null {
  const ids = new Set(copies);
  const judged = installation.components
    .filter(({ id }) => ids.has(id))
    .map((copy) => ({
      copy,
      verdicts: copy.ranges.map((range) => ({ range, isIn: admits(copy.ecosystem, range, version) })),
    }));
  for (const wanted of [false, null]) {
    const held = judged.filter(({ verdicts }) => verdicts.some(({ isIn }) => isIn === wanted));
    if (held.length === 0) continue;
    const verdicts = held.flatMap((one) => one.verdicts);
    const ranges = [...new Set(verdicts.flatMap(({ range, isIn }) => (isIn === wanted ? [shorten(range, 60)] : [])))];
    const heldIds = new Set(held.map(({ copy }) => copy.id));
    const askers = installation.components.filter(({ dependsOn }) => dependsOn.some((id) => heldIds.has(id)));
    // Where some of the ranges let it in, the tree does not say which of the askers has which.
    const isTold = askers.length > 0 && verdicts.every(({ isIn }) => isIn === wanted);
    const labels = [...new Set(askers.map(({ name, version: own }) => `${name}@${own}`))];
    const who = isTold ? `${listed(labels, 3)} ${labels.length === 1 ? 'asks' : 'ask'}` : 'the tree asks';
    return { isCertain: wanted === false, reason: `${who} for ${component.name} ${listed(ranges)}`, askers };
  }
  return null;
}

/** No update comes past a range that leaves the version out: who has to raise it. */
export function heldBack(found: InstalledPackage, version: string, { reason, askers }: Hold): string {
  const { server, installation, component } = found;
  const own = installation.components.find(({ id }) => id === installation.root);
  const { path, method } = installation;
  if (own === undefined && askers.length === 0 && path !== null) {
    const raise = component.ecosystem === 'PyPI' ? raiseInProject(found, version) : null;
    return raise === null
      ? `Raise ${component.name} to ${version} or later where the project in ${path} asks for it, and install: ${reason}.`
      : `Run ${raise}: ${reason}.`;
  }
  const names = [...new Set([...askers.slice(0, 3), ...(own === undefined ? [] : [own])].map(({ name }) => name))];
  const newer = names.length === 0 ? 'a newer release of what asks' : `a newer ${names.join(' or ')}`;
  const isInProject = own === undefined || method === 'project' || method === 'file';
  const override = isInProject && path !== null && !isSubject(server) ? `, override it in the project in ${path}` : '';
  return `No update reaches ${version}: ${reason}. Take ${newer} that lets it in${override}, ${without(server)}, or record a dated exception.`;
}
