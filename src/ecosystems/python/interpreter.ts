import type { Platform } from '../../io/index.ts';
import type { MarkerValues } from './marker.ts';

/** What is known of the Python that runs an environment. */
export interface Interpreter {
  /** `3.11.7`, `3.11` or null. */
  version: string | null;
  /** `CPython`, `PyPy`, or null. */
  implementation: string | null;
  platform: Platform;
}

const SYSTEMS: Record<Platform, Pick<MarkerValues, 'os_name' | 'sys_platform' | 'platform_system'>> = {
  linux: { os_name: 'posix', sys_platform: 'linux', platform_system: 'Linux' },
  darwin: { os_name: 'posix', sys_platform: 'darwin', platform_system: 'Darwin' },
  win32: { os_name: 'nt', sys_platform: 'win32', platform_system: 'Windows' },
};

/** `3.11` of `3.11.7`; null for less. */
function minorOf(version: string | null): string | null {
  return /^[0-9]{1,4}\.[0-9]{1,4}/.exec(version ?? '')?.[0] ?? null;
}

/**
 * An interpreter by PEP 508's names. Its processor is not known: a Python may be built for another than its machine has.
 */
export function markerValuesOf({ version, implementation, platform }: Interpreter): MarkerValues {
  const full = /^[0-9]{1,4}(?:\.[0-9]{1,4}){2}(?:(?:a|b|rc)[0-9]{1,4})?/.exec(version ?? '')?.[0] ?? null;
  return {
    ...SYSTEMS[platform],
    python_version: minorOf(version),
    python_full_version: full,
    implementation_version: implementation === 'CPython' ? full : null,
    platform_machine: null,
    platform_release: null,
    platform_version: null,
    platform_python_implementation: implementation,
    implementation_name: implementation?.toLowerCase() ?? null,
  };
}
