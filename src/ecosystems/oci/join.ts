import { posix } from 'node:path';
import type { Component, Installation } from '../../model/installation.ts';

const byId = (a: Component, b: Component): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Ids from the root of an installation, as ids from the root of its image. */
function prefixer({ path }: Installation): (id: string) => string {
  const base = (path ?? '').replace(/^\/+|\/+$/g, '');
  return (id) => {
    const joined = posix.join(base, id);
    return joined === '.' || joined === '' ? '.' : joined;
  };
}

/** An installation inside an image, seen from the image's root. */
function fromRoot(inner: Installation): Pick<Installation, 'components' | 'environment' | 'root'> {
  const idOf = prefixer(inner);
  const move = (one: Component): Component => ({ ...one, id: idOf(one.id), dependsOn: one.dependsOn.map(idOf).sort() });
  return {
    root: inner.root === null ? null : idOf(inner.root),
    components: inner.components.map(move),
    environment: inner.environment.map(move),
  };
}

/**
 * The image's installation: what its programs use and the packages of its system are its closure, other packages that lie
 * in it are its environment. `all` is every package found in it by its manifest alone.
 */
export function joinInstallations(
  whole: Installation,
  system: readonly Component[],
  inside: ReadonlyArray<Installation | null>,
  all: readonly Component[],
): Installation {
  const moved = inside.flatMap((one) => (one === null ? [] : [fromRoot(one)]));
  const components = new Map(system.map((one) => [one.id, one]));
  for (const one of moved.flatMap((each) => each.components)) components.set(one.id, one);
  const used = new Set([...components.values()].map(({ purl }) => purl));
  const environment = new Map<string, Component>();
  for (const one of [...moved.flatMap((each) => each.environment), ...all]) {
    if (!components.has(one.id) && !used.has(one.purl)) environment.set(one.id, one);
  }
  return {
    ...whole,
    // The server's own packages are known no better than inside the image.
    fidelity: inside[0]?.fidelity ?? whole.fidelity,
    version: inside[0]?.version ?? null,
    root: moved.length > 0 && inside[0] !== null ? (moved[0]?.root ?? null) : null,
    components: [...components.values()].sort(byId),
    environment: [...environment.values()].sort(byId),
  };
}
