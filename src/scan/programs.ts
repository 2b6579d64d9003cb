import { LAUNCHERS, type Launcher } from '../launchers/index.ts';
import type { LAUNCH_ECOSYSTEMS } from '../model/launch.ts';
import { WRAPPERS, type Wrapper } from '../wrappers/index.ts';

/** The registry whose packages a launcher fetches, as `Wrapper.packages` names it. */
const REGISTRIES: Partial<Record<(typeof LAUNCH_ECOSYSTEMS)[number], string>> = { npm: 'npm', PyPI: 'pypi' };

function answersTo(programs: readonly string[], name: string): boolean {
  return programs.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : one === name));
}

/** The launcher that answers to a program's name. */
export function launcherOf(program: string): Launcher | undefined {
  return LAUNCHERS.find(({ programs }) => answersTo(programs, program));
}

/** The wrapper that answers to a program's name. */
export function wrapperOf(program: string): Wrapper | undefined {
  return WRAPPERS.find(({ programs }) => answersTo(programs, program));
}

/**
 * The wrapper inside what a launcher starts, and its program: every name (packages, command) must be its, for a command of
 * another package may be anything; and one must be a package that holds it, where a registry is known.
 */
export function wrapperInside(
  names: readonly string[],
  ecosystem: (typeof LAUNCH_ECOSYSTEMS)[number],
): { wrapper: Wrapper; program: string } | null {
  const registry = REGISTRIES[ecosystem];
  const held = ({ packages }: Wrapper, name: string): string | undefined =>
    registry === undefined ? (packages[`npm:${name}`] ?? packages[`pypi:${name}`]) : packages[`${registry}:${name}`];
  for (const wrapper of WRAPPERS) {
    const packages = names.map((name) => held(wrapper, name));
    const isWhole = names.every((name, index) => packages[index] !== undefined || answersTo(wrapper.programs, name));
    if (!isWhole || (registry !== undefined && packages.every((one) => one === undefined))) continue;
    const command = names.find((name) => answersTo(wrapper.programs, name));
    return { wrapper, program: command ?? packages.find((one) => one !== undefined) ?? '' };
  }
  return null;
}
