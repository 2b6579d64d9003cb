import type { Component } from '../model/installation.ts';
import { command, isInstallable, specOf } from './_command.ts';
import type { InstalledPackage } from './_packages.ts';

/** How Go writes versions in commands; advisories leave the `v` out. The toolchain's own have none. */
export function goVersion({ name }: Component, version: string): string {
  return name === 'stdlib' || name === 'toolchain' ? version : version.replace(/^(?=\d)/, 'v');
}

const isOfToolchain = ({ name }: Component): boolean => name === 'stdlib' || name === 'toolchain';

/** Builds a module's programs; `...` stands for those of any of its folders, as the record names the module alone. */
function install({ name }: Component, version: string): string | null {
  return isInstallable('Go', name) ? command('go', 'install', specOf('Go', `${name}/...`, version)) : null;
}

/** What of Go is built into a program changes when that is built anew. */
export function rebuildGo(found: InstalledPackage, version: string): string | null {
  const { installation, component } = found;
  const { path, method } = installation;
  const { name } = component;
  const own = installation.components.find(({ id }) => id === installation.root);
  // A project that `go run` builds: what go.mod asks for is the person's own to change.
  if (method === 'project') {
    const wanted = isOfToolchain(component) ? specOf('Go', 'toolchain', `go${version}`) : specOf('Go', name, version);
    const raise = command('go', 'get', '-C', path, wanted);
    return raise && `Run ${raise}.`;
  }
  if (own === undefined || path === null) return null;
  const file = method === 'go-bin' || component.id.includes('!') ? path : null;
  if (component === own) {
    const again = method === 'go-bin' ? install(own, version) : null;
    if (again !== null) return `Run ${again}.`;
    return file && `Replace ${file} by release ${version} or later of ${name}.`;
  }
  if (isOfToolchain(component)) {
    if (file === null) return `Install Go ${version} or later: \`go run\` builds with the Go of this machine.`;
    const again = method === 'go-bin' ? install(own, own.version) : null;
    return again === null
      ? `Replace ${file} by a release of ${own.name} that was built with Go ${version} or later.`
      : `With Go ${version} or later run ${again}, which builds it anew.`;
  }
  if (own.version === '') return `Build ${path} anew from its source, with ${name} ${version} or later in its go.mod.`;
  return `Take a newer release of ${own.name} that requires ${name} ${version} or later: Go builds ${own.version} with the version that this one asks for.`;
}

/** The record of a Rust program names its crates and no ranges. */
export function rebuildRust({ installation, component }: InstalledPackage, version: string): string | null {
  const { path } = installation;
  const own = installation.components.find(({ id }) => id === installation.root);
  if (own === undefined || path === null) return null;
  if (component === own) return `Replace ${path} by release ${version} or later of ${own.name}.`;
  const isOfCargo = /[\\/]\.cargo[\\/]bin[\\/][^\\/]+$/.test(path);
  const wanted = isOfCargo ? specOf('crates.io', own.name, own.version) : null;
  const again = command('cargo', 'auditable', 'install', '--force', wanted);
  if (again === null)
    return `Replace ${path} by a release of ${own.name} that was built with ${component.name} ${version} or later.`;
  return `Run ${again}, which takes the newest crates that ${own.name} ${own.version} lets in, and scan again for ${component.name} ${version} or later: its record names no ranges.`;
}
