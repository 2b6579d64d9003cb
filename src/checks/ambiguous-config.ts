import type { ConfigRemark, Inventory } from '../model/inventory.ts';
import type { Server } from '../model/server.ts';
import { locationsOf, makeFinding } from './_finding.ts';
import type { Check } from './index.ts';

/** Servers that the remark's file declares under one of the remark's names; null stands for the file alone. */
function touched(inventory: Inventory, remark: ConfigRemark): Array<Server | null> {
  const servers = inventory.servers.filter(
    (server) =>
      remark.servers.includes(server.name) && server.declarations.some(({ file }) => file === remark.location.file),
  );
  return servers.length > 0 ? servers : [null];
}

export const ambiguousConfig: Check = {
  id: 'ambiguous-config',
  kind: 'ambiguous-config',
  item: 'critical-findings-handled',
  title: 'Ambiguous config',
  why: 'The file says the same thing twice. Parsers differ in which of the two they take, so what a reviewer reads need not be what the client starts.',
  remediation: 'Keep one of the two entries.',
  references: ['https://www.rfc-editor.org/rfc/rfc8259#section-4'],
  run: (inventory) =>
    inventory.remarks.flatMap((remark) =>
      touched(inventory, remark).map((server) => {
        const { file, line, pointer } = remark.location;
        return makeFinding(ambiguousConfig, server, {
          subject: `${remark.kind} ${file} ${pointer}`,
          severity: 'medium',
          confidence: 'high',
          title: remark.message,
          evidence: [],
          fix: `In ${file}:${line} keep one of the entries with this key and remove the others.`,
          locations: [remark.location, ...(server === null ? [] : locationsOf(server))],
        });
      }),
    ),
};
