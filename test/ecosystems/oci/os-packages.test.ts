import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ecosystemOf, readOsPackages } from '../../../src/ecosystems/oci/os-packages.ts';
import { folderWith } from '../../stand-ins/folder.ts';
import { rootedFiles } from '../../stand-ins/rooted-files.ts';

const DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"\n';

const STATUS = `Package: libc6
Status: install ok installed
Architecture: amd64
Source: glibc
Version: 2.36-9+deb12u4
Description: library
 Version: 9
 .
 more text

Package: libgcc-s1
Status: install ok installed
Architecture: amd64
Source: gcc-12 (12.2.0-14)
Version: 12.2.0-14+b1

Package: gone
Status: deinstall ok config-files
Architecture: all
Version: 1

Package: half
Status: install reinstreq half-installed
Version: 1

Package: tzdata
Status: hold ok installed
Architecture: all
Version: 2024a-0+deb12u1
`;

const read = (files: Record<string, unknown>) => readOsPackages(rootedFiles(folderWith(files)));
const listed = (files: Record<string, unknown>): string[] =>
  read(files).components.map(({ id, ecosystem, name, version }) => `${id} ${ecosystem} ${name} ${version}`);

describe('readOsPackages', () => {
  it('reads dpkg: what is installed, by its source package', () => {
    expect(listed({ 'etc/os-release': DEBIAN, 'var/lib/dpkg/status': STATUS })).toEqual([
      'deb:libc6:amd64 Debian:12 glibc 2.36-9+deb12u4',
      'deb:libgcc-s1:amd64 Debian:12 gcc-12 12.2.0-14',
      'deb:tzdata:all Debian:12 tzdata 2024a-0+deb12u1',
    ]);
  });

  it('reads the single files of distroless images', () => {
    const files = {
      'usr/lib/os-release': DEBIAN,
      'var/lib/dpkg/status.d/libc6': 'Package: libc6\nVersion: 2.36-9\nArchitecture: amd64\nSource: glibc\n',
      'var/lib/dpkg/status.d/libc6.md5sums': 'Package: no\nVersion: 1\n',
    };
    expect(listed(files)).toEqual(['deb:libc6:amd64 Debian:12 glibc 2.36-9']);
  });

  it('reads a database behind a link', () => {
    const folder = folderWith({ 'etc/os-release': DEBIAN, 'opt/status': STATUS, 'var/lib/dpkg/none': '' });
    symlinkSync('../../../opt/status', join(folder, 'var/lib/dpkg/status'));
    expect(readOsPackages(rootedFiles(folder)).components).toHaveLength(3);
    rmSync(join(folder, 'opt/status'));
    expect(readOsPackages(rootedFiles(folder)).gaps).toHaveLength(1);
  });

  it.each(['lib', 'usr/lib'])('reads apk below %s, by the origin', (folder) => {
    const files = {
      'etc/os-release': 'ID=alpine\nVERSION_ID=3.20.3\n',
      [`${folder}/apk/db/installed`]: 'C:Q1\nP:musl-utils\nV:1.2.5-r0\no:musl\n\nP:zlib\nV:1.3.1-r1\n',
    };
    expect(listed(files)).toEqual(['apk:musl-utils Alpine:v3.20 musl 1.2.5-r0', 'apk:zlib Alpine:v3.20 zlib 1.3.1-r1']);
  });

  it('tells of every database that it cannot read', () => {
    const kinds = (files: Record<string, unknown>) => read(files).gaps.map(({ kind, message }) => `${kind} ${message}`);
    expect(kinds({ 'var/lib/rpm/rpmdb.sqlite': '' })).toEqual([expect.stringMatching(/^tree-unsupported .*rpm/)]);
    expect(kinds({ 'var/lib/pacman/local/a': '' })).toEqual([expect.stringMatching(/pacman/)]);
    expect(kinds({ 'var/lib/dpkg/status': STATUS })).toEqual([expect.stringMatching(/3 system packages/)]);
    expect(kinds({ 'etc/os-release': 'ID=kali\n', 'var/lib/dpkg/status': STATUS })).toHaveLength(1);
    expect(kinds({})).toEqual([]);
  });
});

it.each([
  [{ ID: 'debian', VERSION_ID: '12' }, 'Debian:12'],
  [{ ID: 'debian' }, null],
  [{ ID: 'ubuntu', VERSION_ID: '22.04', VERSION: '22.04.4 LTS (Jammy Jellyfish)' }, 'Ubuntu:22.04:LTS'],
  [{ ID: 'ubuntu', VERSION_ID: '24.10', VERSION: '24.10 (Oracular Oriole)' }, 'Ubuntu:24.10'],
  [{ ID: 'alpine', VERSION_ID: '3.20.3' }, 'Alpine:v3.20'],
  [{ ID: 'alpine', VERSION_ID: '3.21.0_alpha20240807' }, null],
  [{ ID: 'wolfi', VERSION_ID: '20230201' }, 'Wolfi'],
  [{ ID: 'linuxmint', VERSION_ID: '22' }, null],
])('the release %j is %s', (release, ecosystem) => {
  expect(ecosystemOf(new Map(Object.entries(release)))).toBe(ecosystem);
});
