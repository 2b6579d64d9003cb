import { askRegistry, type Package, type Registry, type RegistryAnswer } from '../../src/registries/index.ts';
import { npm } from '../../src/registries/npm.ts';
import { onlineIo, type TestIo } from '../stand-ins/io.ts';
import { startRegistry, type RegistryStandIn } from '../stand-ins/registry.ts';

export const at = (name: string, version = '1.0.0'): Package => ({ ecosystem: 'npm', name, version });
export const purl = (name: string, version = '1.0.0'): string => `pkg:npm/${name}@${version}`;

export interface Bench {
  service: RegistryStandIn;
  io: TestIo;
  ask(packages: readonly Package[], options?: { cache?: string; base?: string; io?: TestIo }): Promise<RegistryAnswer>;
}

/** A registry under test before a service with these documents. */
export async function benchWith(documents: Record<string, unknown>, registry: Registry = npm): Promise<Bench> {
  const service = await startRegistry(documents);
  const io = await onlineIo();
  return {
    service,
    io,
    ask: (packages, { cache, base = service.url, io: other } = {}) =>
      askRegistry(registry, packages, other ?? io, { npmRegistry: base, pypiIndex: base, cache: cache ?? null }),
  };
}
