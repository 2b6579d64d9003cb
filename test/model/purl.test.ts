import { describe, expect, it } from 'vitest';
import { purlOf } from '../../src/model/purl.ts';

const npm = (name: string, version: string): string => purlOf({ ecosystem: 'npm', name, version });

describe('purlOf', () => {
  it.each([
    ['left-pad', '1.0.0', 'pkg:npm/left-pad@1.0.0'],
    ['@scope/name', '1.0.0-rc.1+build', 'pkg:npm/%40scope/name@1.0.0-rc.1%2Bbuild'],
    ['name', '', 'pkg:npm/name'],
    ['a b?c#d', '1', 'pkg:npm/a%20b%3Fc%23d@1'],
  ])('of %s at %j is %s', (name, version, purl) => expect(npm(name, version)).toBe(purl));

  it.each([
    ['Debian:12', 'glibc', '2.36-9+deb12u4', 'pkg:deb/debian/glibc@2.36-9%2Bdeb12u4?distro=debian-12'],
    ['Ubuntu:22.04:LTS', 'openssl', '3.0.2', 'pkg:deb/ubuntu/openssl@3.0.2?distro=ubuntu-22.04'],
    ['Alpine:v3.20', 'busybox', '1.36.1-r29', 'pkg:apk/alpine/busybox@1.36.1-r29?distro=alpine-3.20'],
    ['Wolfi', 'busybox', '1.36.1-r29', 'pkg:apk/wolfi/busybox@1.36.1-r29'],
    ['Maven', 'org.example:core', '1.0', 'pkg:maven/org.example/core@1.0'],
    ['NuGet', 'Example.Core', '1.0', 'pkg:nuget/Example.Core@1.0'],
  ])('of a package of %s is %s %s: %s', (ecosystem, name, version, purl) =>
    expect(purlOf({ ecosystem, name, version })).toBe(purl),
  );

  it('can be made of any text', () => {
    expect(npm('half\uD800', '\uDC00')).toBe('pkg:npm/half%EF%BF%BD@%EF%BF%BD');
  });
});
