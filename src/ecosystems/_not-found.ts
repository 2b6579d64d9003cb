import type { GapKind } from '../model/gap.ts';
import { NO_INSTALLATION, type Component } from '../model/installation.ts';
import type { Resolved } from './index.ts';

/** No installation, and why. */
export function nothing(kind: GapKind, message: string, hint = ''): Resolved {
  return { installation: null, gaps: [{ kind, message, hint }] };
}

/**
 * A package that its launcher would fetch at start. `known` is the package itself where its version is pinned, else empty;
 * `fetch` is a line that fetches it without starting it, or null where none is safe to print.
 */
export function wouldBeFetched(wanted: string, known: Component[], fetch: string | null): Resolved {
  const message = `${wanted} is not on this machine: it would be fetched at start, with whatever its dependencies then are`;
  const hint =
    fetch === null ? 'Let the launcher fetch it once, then scan again.' : `Fetch it without starting it: ${fetch}`;
  const [own] = known;
  return {
    installation: {
      ...NO_INSTALLATION,
      version: own?.version ?? null,
      root: own === undefined ? null : '.',
      components: known,
    },
    gaps: [{ kind: 'not-installed', message, hint, components: known.map(({ purl }) => purl) }],
  };
}
