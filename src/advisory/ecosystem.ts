/** The ecosystem of a name like `Debian:12`, without its release. */
export const withoutRelease = (ecosystem: string): string => ecosystem.replace(/:.*/s, '');

/** `Ubuntu:22.04:LTS` is `Ubuntu:22.04`; whether a release has long support is no part of its name. */
const releaseOf = (ecosystem: string): string =>
  (ecosystem.startsWith('Ubuntu:') ? ecosystem.replace(/:LTS$/, '') : ecosystem).slice(
    withoutRelease(ecosystem).length,
  );

/**
 * Whether what is said of one ecosystem holds in another: the same one and the same release, or one of the two names none
 * (a record on bare `Alpine` is about each of its releases; osv-scalibr compares them so). `Ubuntu:Pro:22.04:LTS` is a
 * release of its own, with fixes that `Ubuntu:22.04:LTS` never gets: OSV's server does not answer one for the other.
 */
export function coversEcosystem(stated: string, asked: string): boolean {
  if (stated === asked) return true;
  if (withoutRelease(stated) !== withoutRelease(asked)) return false;
  const [one, other] = [releaseOf(stated), releaseOf(asked)];
  return one === '' || other === '' || one === other;
}
