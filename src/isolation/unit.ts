import type { FilesystemView, NetworkView } from '../model/isolation.ts';
import { said, shown, type Facts } from './fact.ts';
import { capabilityIn } from './capability.ts';

/** Properties of a systemd unit: the values of each in their order. */
export type Properties = ReadonlyMap<string, readonly string[]>;

/** The last value; null where there is none. */
export function valueOf(properties: Properties, name: string): string | null {
  return properties.get(name)?.at(-1) ?? null;
}

export function isOn(properties: Properties, name: string): boolean {
  return /^(?:1|yes|y|true|t|on)$/i.test(valueOf(properties, name) ?? '');
}

/** The words of a list; an empty value begins it anew. */
function listOf(properties: Properties, name: string): string[] {
  return (properties.get(name) ?? []).reduce<string[]>(
    (all, value) => (value.trim() === '' ? [] : [...all, ...value.trim().split(/\s+/)]),
    [],
  );
}

/** Properties that change what it sees in ways that are not worked out here. */
const UNREAD =
  `RootDirectory RootImage RootEphemeral TemporaryFileSystem BindPaths BindReadOnlyPaths ReadOnlyPaths MountImages ExtensionImages
  ExtensionDirectories NoExecPaths ExecPaths ProtectProc`.split(/\s+/);

const SANDBOXING =
  `PrivateNetwork PrivateUsers PrivateTmp PrivateDevices PrivateIPC PrivatePIDs PrivateMounts ProtectHome ProtectSystem
  ProtectKernelTunables ProtectKernelModules ProtectControlGroups ProtectHostname InaccessiblePaths ReadWritePaths SystemCallFilter
  RestrictAddressFamilies IPAddressDeny DynamicUser CapabilityBoundingSet NetworkNamespacePath RestrictNamespaces`.split(
    /\s+/,
  );

const isSet = (properties: Properties, name: string): boolean =>
  !/^(?:0|no|n|false|f|off|)$/i.test(valueOf(properties, name) ?? '');

/** What a unit's properties keep it from. Those of a user's manager may be passed over where it has not the right to them. Source: systemd.exec(5). */
export function sandboxOfUnit(properties: Properties, isUser: boolean): Facts {
  const isSandbox =
    [...SANDBOXING, ...UNREAD].some((name) => isSet(properties, name)) ||
    valueOf(properties, 'CapabilityBoundingSet') === '';
  if (!isSandbox) return isOn(properties, 'NoNewPrivileges') ? { noNewPrivileges: said(true, 'NoNewPrivileges') } : {};
  if (isUser) {
    const unknown = said<never>(null, "a user's manager passes over what it has no right to");
    const facts: Facts = {
      sandbox: unknown,
      filesystem: unknown,
      network: unknown,
      namespaces: unknown,
      openings: unknown,
      capabilities: unknown,
    };
    return {
      ...facts,
      ...(isOn(properties, 'NoNewPrivileges') ? { noNewPrivileges: said(true, 'NoNewPrivileges') } : {}),
    };
  }
  const isDynamic = isOn(properties, 'DynamicUser');
  const home = valueOf(properties, 'ProtectHome') ?? (isDynamic ? 'read-only' : 'no');
  const system = valueOf(properties, 'ProtectSystem') ?? (isDynamic ? 'strict' : 'no');
  const capabilities = capabilitiesOf(properties);
  return {
    sandbox: said(['systemd'], 'properties of its unit'),
    noNewPrivileges: said(isOn(properties, 'NoNewPrivileges') || isDynamic ? true : null, 'NoNewPrivileges'),
    ...(capabilities === undefined ? {} : { capabilities: said(capabilities, 'CapabilityBoundingSet') }),
    ...(isSet(properties, 'SystemCallFilter') ? { seccomp: said('filter', 'SystemCallFilter') } : {}),
    ...(isSet(properties, 'AppArmorProfile') ? { confinement: said('confined', 'AppArmorProfile') } : {}),
    ...networkOf(properties),
    namespaces: said(
      {
        user: isSet(properties, 'PrivateUsers') ? 'own' : 'shared',
        mnt:
          [home, system].some((value) => value !== 'no') ||
          ['PrivateTmp', 'PrivateDevices', ...UNREAD].some((name) => isSet(properties, name))
            ? 'own'
            : null,
        net: isOn(properties, 'PrivateNetwork') ? 'own' : isSet(properties, 'NetworkNamespacePath') ? null : 'shared',
        pid: isOn(properties, 'PrivatePIDs') ? 'own' : 'shared',
        ipc: isOn(properties, 'PrivateIPC') ? 'own' : null,
        uts: isSet(properties, 'ProtectHostname') ? null : 'shared',
        cgroup: null,
      },
      'properties of its unit',
    ),
    filesystem: said(filesOf(properties, home, system), 'ProtectHome, ProtectSystem and the paths of its unit'),
    openings: said({ found: [], isComplete: true }, 'a unit gives nothing that its user has not'),
  };
}

function filesOf(properties: Properties, home: string, system: string): FilesystemView | null {
  if (UNREAD.some((name) => isSet(properties, name))) return null;
  const writable = listOf(properties, 'ReadWritePaths').map((path) => path.replace(/^[-+]+/, ''));
  const isStrict = system === 'strict';
  if (writable.includes('/')) return null;
  if (!isStrict && !/^(?:no|false|0|off)$/i.test(system)) return null;
  const isHidden = /^(?:yes|true|1|on|tmpfs)$/i.test(home);
  const isReadOnly = home === 'read-only';
  if (!isHidden && !isReadOnly && !/^(?:no|false|0|off)$/i.test(home)) return null;
  return {
    reads: isHidden ? 'without-home' : 'all',
    writes: isStrict
      ? writable.length > 0 || hasFolder(properties)
        ? 'listed'
        : 'none'
      : isHidden || isReadOnly
        ? 'without-home'
        : 'all',
    mounts: writable
      .slice(0, 100)
      .map((path) => ({ source: shown(path), target: shown(path), access: 'write' as const })),
    hidden: listOf(properties, 'InaccessiblePaths').slice(0, 100).map(shown),
  };
}

/** Folders that the manager makes for it to write. */
const hasFolder = (properties: Properties): boolean =>
  ['StateDirectory', 'CacheDirectory', 'LogsDirectory', 'RuntimeDirectory'].some((name) => isSet(properties, name));

function networkOf(properties: Properties): Facts {
  const families = listOf(properties, 'RestrictAddressFamilies');
  const allowed = listOf(properties, 'IPAddressAllow');
  const isDenied = listOf(properties, 'IPAddressDeny').some((one) => one === 'any' || one === '0.0.0.0/0');
  const none: NetworkView = { reach: 'none', hosts: [] };
  if (isOn(properties, 'PrivateNetwork')) return { network: said(none, 'PrivateNetwork') };
  if (isSet(properties, 'NetworkNamespacePath') || families.some((one) => one.startsWith('~'))) {
    return { network: said(null, 'where its network leads is not worked out') };
  }
  if (families.length > 0 && families.every((one) => /^(?:none|AF_UNIX)$/.test(one)))
    return { network: said(none, 'RestrictAddressFamilies') };
  if (!isDenied) return {};
  if (allowed.length === 0) return { network: said(none, 'IPAddressDeny') };
  return allowed.every((one) => one === 'localhost' || /^127\.|^::1/.test(one))
    ? { network: said({ reach: 'loopback', hosts: null }, 'IPAddressDeny, IPAddressAllow') }
    : {
        network: said(
          { reach: 'allow-list', hosts: allowed.slice(0, 100).map(shown) },
          'IPAddressDeny, IPAddressAllow',
        ),
      };
}

/** Undefined where nothing is said. */
function capabilitiesOf(properties: Properties): string[] | null | undefined {
  const values = properties.get('CapabilityBoundingSet');
  if (values === undefined) return undefined;
  const words = listOf(properties, 'CapabilityBoundingSet');
  if (words.some((word) => word.startsWith('~'))) return null;
  const names = words.map(capabilityIn);
  return names.includes(null) ? null : [...new Set(names.filter((name) => name !== null))].sort();
}
