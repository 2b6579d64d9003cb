import { z } from 'zod';
import type { Standing } from '../model/withdrawal.ts';
import { parseJson } from '../syntax/plain-json.ts';
import { withdrawnAs } from './_withdrawn.ts';
import type { Registry } from './index.ts';

/** Names as npm has ever taken them, in capitals too. Source: validate-npm-package-name. */
const NAME = /^(?:@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~!'()*-]*$/i;
const LONGEST_NAME = 214;

const packumentSchema = z.object({ name: z.string(), versions: z.record(z.string(), z.unknown()) });
const manifestSchema = z.object({
  version: z.string(),
  deprecated: z.union([z.string(), z.boolean(), z.null()]).optional(),
});

function standingIn(manifest: unknown, version: string): Standing {
  const read = manifestSchema.safeParse(manifest);
  if (!read.success || read.data.version !== version) return null;
  const { deprecated } = read.data;
  // An empty message takes a deprecation back (npm docs, "npm deprecate").
  if (typeof deprecated === 'string') return deprecated !== '' && withdrawnAs('deprecated', deprecated, 'npm');
  return deprecated === true && withdrawnAs('deprecated', '', 'npm');
}

/**
 * npm's registry. It is asked for the whole package in the abbreviated form, as npm itself asks: the short answer about
 * one version (`/name/version`) is not there in every registry. Source: npm registry docs, "Package Metadata".
 */
export const npm: Registry = {
  id: 'npm',
  ecosystem: 'npm',
  accept: 'application/vnd.npm.install-v1+json',
  base: ({ npmRegistry }) => npmRegistry,
  pathOf: (name) => (name.length <= LONGEST_NAME && NAME.test(name) ? name.replace('/', '%2f') : null),
  read(text, name) {
    const packument = packumentSchema.safeParse(parseJson(text));
    if (!packument.success || packument.data.name !== name) return null;
    const { versions } = packument.data;
    return (version) => (Object.hasOwn(versions, version) ? standingIn(versions[version], version) : null);
  },
};
