import type { Component, Installation } from '../model/installation.ts';
import type { Inventory } from '../model/inventory.ts';
import { escapeMessage } from './_escape.ts';
import { uriInProject, uriOf } from './_place.ts';

type Target = Inventory['target'];

const PROJECT = '%SRCROOT%';

/** A file, and the place in it where one is known. */
export interface Place {
  file: string;
  line?: number;
  column?: number;
}

/** A SARIF location: relative to the project inside it (an absolute one is anchored nowhere), else a `file:` URI. */
export function locate({ file, line, column }: Place, target: Target) {
  const inProject = uriInProject(file, target);
  return {
    physicalLocation: {
      artifactLocation: inProject === null ? { uri: uriOf(file, target) } : { uri: inProject, uriBaseId: PROJECT },
      ...(line === undefined
        ? {}
        : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } }),
    },
  };
}

/** A location with a message; `id` counts from 1 within its result. */
export function locateWith(message: string, place: Place, target: Target, id?: number) {
  return { ...(id === undefined ? {} : { id }), ...locate(place, target), message: { text: escapeMessage(message) } };
}

/** Where `%SRCROOT%` is; empty when no project was looked at. */
export function uriBases({ target }: Inventory) {
  if (target.project === null) return {};
  const uri = uriOf(target.project, target);
  return { originalUriBaseIds: { [PROJECT]: { uri: uri.endsWith('/') ? uri : `${uri}/` } } };
}

/** The file in an installed package's folder that says what it is. */
const MANIFESTS: Readonly<Record<string, string>> = { npm: 'package.json', PyPI: 'METADATA' };

/** The manifest of an installed component; null when it has none of its own on this machine's disk. */
export function manifestOf({ path, fidelity, method }: Installation, component: Component): Place | null {
  const manifest = MANIFESTS[component.ecosystem];
  if (path === null || manifest === undefined || component.scope === 'bundled') return null;
  if (fidelity !== 'installed' || method === 'file' || method === 'image') return null;
  const steps = [path, component.id, manifest];
  return { file: steps.filter((step) => step !== '' && step !== '.').join('/') };
}
