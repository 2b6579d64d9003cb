import { satisfies } from '../../advisory/python-specifier.ts';
import { componentOf, type Component } from '../../model/installation.ts';
import type { Distribution } from './distribution.ts';
import { evaluateMarker, type MarkerValues } from './marker.ts';
import { normaliseName, parseRequirement, type Requirement } from './requirement.ts';

/** What the closure begins with. */
export type Root = Pick<Requirement, 'name' | 'extras' | 'specifier'> & { marker?: string | null };

export interface Closure {
  /** Sorted by id. */
  components: Component[];
  /** Distributions of the same environment that nothing of the closure asks for, sorted by id. */
  rest: Component[];
  /** What is not as its metadata asks for, in words. */
  broken: string[];
}

const MAX_BROKEN = 1000;

/** A large environment needs some ten thousand; what is beyond counts as met. */
const MAX_MARKERS = 300_000;
/** Each requirement looks at all that bear its name, and there can be thousands of both. */
const MAX_LOOKS = 500_000;

/** Words of a requirement that fit into a sentence. */
const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

interface Edge {
  requirement: Requirement;
  /** False where it cannot be told whether the requirement applies here. */
  certain: boolean;
}

const OF_EXTRA = /\bextra\s*[!=]=\s*['"]([^'"]*)['"]|['"]([^'"]*)['"]\s*[!=]=\s*extra\b/g;

/** Requirements by the extras that their markers name, so that many extras do not make many looks at each; `''` has all. */
function byExtra({ requires }: Distribution): Map<string, Requirement[]> {
  const listed = requires.flatMap((text) => parseRequirement(text) ?? []);
  const known = new Map([['', listed]]);
  for (const requirement of listed) {
    const matches = [...(requirement.marker ?? '').matchAll(OF_EXTRA)];
    for (const extra of new Set(matches.map(([, after, before]) => normaliseName(after ?? before ?? '')))) {
      if (extra === '') continue;
      const some = known.get(extra);
      if (some) some.push(requirement);
      else known.set(extra, [requirement]);
    }
  }
  return known;
}

/** Walks requirements from distribution to distribution, each with the extras that somebody asks of it. */
class Walk {
  readonly reached = new Map<
    Distribution,
    { scope: Component['scope']; dependsOn: Set<string>; ranges: Set<string> }
  >();
  readonly broken: string[] = [];
  private readonly byName = new Map<string, Distribution[]>();
  private readonly done = new Map<Distribution, Set<string>>();
  private readonly queue: Array<{ distribution: Distribution; extra: string }> = [];
  private readonly parsed = new Map<Distribution, Map<string, Requirement[]>>();
  private readonly values: MarkerValues;
  private scope: Component['scope'] = 'required';
  private evaluated = 0;
  private looks = 0;

  constructor(distributions: readonly Distribution[], values: MarkerValues) {
    this.values = values;
    for (const one of distributions) {
      const known = this.byName.get(one.name);
      if (known) known.push(one);
      else this.byName.set(one.name, [one]);
    }
  }

  from(roots: readonly Root[], scope: Component['scope']): void {
    this.scope = scope;
    for (const root of roots) {
      const holds = root.marker ? this.evaluate(root.marker, '') : true;
      if (holds === false) continue;
      const picked = this.pick(root);
      if (holds) this.judge(root, picked, '');
      for (const { distribution } of picked) {
        this.enter(distribution, root.extras);
        if (root.specifier !== '') this.reached.get(distribution)?.ranges.add(root.specifier);
      }
    }
    for (let next = this.queue.pop(); next; next = this.queue.pop()) this.follow(next.distribution, next.extra);
    if (this.looks > MAX_LOOKS) this.broken.push('it has more requirements than are followed');
  }

  /** Extras of a distribution all of whose requirements are installed: somebody has asked for them, nobody noted it. */
  installedExtras(distribution: Distribution): string[] {
    return distribution.extras.filter((extra) => {
      const added = this.edges(distribution, extra);
      return added.length > 0 && added.every(({ requirement }) => this.pick(requirement).some(({ fits }) => fits));
    });
  }

  /** What a requirement can mean here: of several versions those that fit. The first on Python's path shadows the rest. */
  pick({ name, specifier }: Root): Array<{ distribution: Distribution; fits: boolean }> {
    const candidates = this.byName.get(name ?? '') ?? [];
    const [first] = candidates;
    this.looks += candidates.length;
    if (this.looks > MAX_LOOKS) return [];
    // Lockfiles hold several versions of one name, for different markers; an environment has the first of its path.
    const isLocked = first?.site === null && first.folder === null;
    const considered = isLocked ? candidates : candidates.filter(({ site }) => site === first?.site);
    const judged = considered.map((distribution) => ({
      distribution,
      fits: specifier === '' || satisfies(distribution.version, specifier) !== false,
    }));
    const fitting = judged.filter(({ fits }) => fits);
    return isLocked && fitting.length > 0 ? fitting : judged;
  }

  private enter(distribution: Distribution, extras: readonly string[]): void {
    const entered = this.done.get(distribution) ?? new Set<string>();
    this.done.set(distribution, entered);
    if (!this.reached.has(distribution)) {
      this.reached.set(distribution, { scope: this.scope, dependsOn: new Set(), ranges: new Set() });
    }
    for (const extra of ['', ...extras]) {
      if (entered.has(extra)) continue;
      entered.add(extra);
      this.queue.push({ distribution, extra });
    }
  }

  /** The requirements that count for an extra (`''` for none), as far as can be told without evaluating their markers. */
  private listed(distribution: Distribution, extra: string): readonly Requirement[] {
    const known = this.parsed.get(distribution) ?? byExtra(distribution);
    this.parsed.set(distribution, known);
    return known.get(extra) ?? [];
  }

  private edges(distribution: Distribution, extra: string): Edge[] {
    return this.listed(distribution, extra).flatMap((requirement) => {
      const holds = requirement.marker === null ? true : this.evaluate(requirement.marker, extra);
      return holds === false ? [] : [{ requirement, certain: holds === true }];
    });
  }

  private evaluate(marker: string, extra: string): boolean | null {
    this.evaluated += 1;
    if (this.evaluated === MAX_MARKERS) this.broken.push('it has more conditions than are evaluated');
    return this.evaluated < MAX_MARKERS ? evaluateMarker(marker, this.values, extra) : null;
  }

  private follow(distribution: Distribution, extra: string): void {
    const own = this.reached.get(distribution);
    for (const { requirement, certain } of this.edges(distribution, extra)) {
      const picked = this.pick(requirement);
      if (certain) this.judge(requirement, picked, `, for ${distribution.name}`);
      for (const { distribution: found } of picked) {
        this.enter(found, requirement.extras);
        if (found !== distribution) own?.dependsOn.add(found.id);
        if (requirement.specifier !== '') this.reached.get(found)?.ranges.add(requirement.specifier);
      }
    }
    if (extra === '' && this.listed(distribution, '').length < distribution.requires.length) {
      this.complain(`a requirement of ${distribution.name} cannot be read`);
    }
  }

  private judge({ name, specifier }: Root, picked: ReadonlyArray<{ fits: boolean }>, whom: string): void {
    if (this.looks > MAX_LOOKS) return;
    if (picked.length === 0) this.complain(`${name} is missing${whom}`);
    else if (!picked.some(({ fits }) => fits)) this.complain(`${name} is not ${short(specifier)}${whom}`);
  }

  private complain(words: string): void {
    if (this.broken.length < MAX_BROKEN && this.scope === 'required') this.broken.push(words);
  }
}

const asComponent = ({ id, name, version }: Distribution, facts: Parameters<typeof componentOf>[1]): Component =>
  componentOf({ id, ecosystem: 'PyPI', name, version }, facts);

const byId = (a: Component, b: Component): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** How the extras of the roots are known: asked for by name only, or also those that are found installed (as optional). */
export type Extras = 'asked' | 'installed';

/**
 * Everything that the roots need to run, themselves included, by the markers that hold for an interpreter; then what the
 * optional roots add. A condition that cannot be evaluated counts as met, so that nothing installed is left out because of
 * it.
 */
export function closureOf(
  distributions: readonly Distribution[],
  roots: readonly Root[],
  values: MarkerValues,
  extras: Extras = 'asked',
  optional: readonly Root[] = [],
): Closure {
  const walk = new Walk(distributions, values);
  walk.from(roots, 'required');
  if (extras === 'installed') {
    const found = roots.map((root) => ({
      ...root,
      extras: walk.pick(root).flatMap(({ distribution }) => walk.installedExtras(distribution)),
    }));
    walk.from(found, 'optional');
  }
  walk.from(optional, 'optional');
  const components = [...walk.reached].map(([distribution, { scope, dependsOn, ranges }]) =>
    asComponent(distribution, { scope, dependsOn: [...dependsOn].sort(), ranges: [...ranges].sort() }),
  );
  const rest = distributions.filter((one) => !walk.reached.has(one)).map((one) => asComponent(one, {}));
  return { components: components.sort(byId), rest: rest.sort(byId), broken: [...new Set(walk.broken)].sort() };
}
