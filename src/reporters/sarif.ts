import type { Report } from '../model/report.ts';
import { escapeMessage, stringify } from './_escape.ts';
import { bySeriousness } from './_order.ts';
import { uriBases } from './_sarif-location.ts';
import { notificationRules, notificationsOf } from './_sarif-notifications.ts';
import { resultsOf } from './_sarif-results.ts';
import { rulesOf } from './_sarif-rules.ts';
import { taxonomiesOf } from './_sarif-taxonomies.ts';
import type { Reporter } from './index.ts';

/** GitHub keeps no more results of a run; 25,000 rules, its other limit, cannot be reached with so few. */
const RESULTS = 5000;

function toSarif(report: Report) {
  const { inventory, decision } = report;
  const sorted = decision.findings.toSorted(bySeriousness);
  const kept = sorted.slice(0, RESULTS);
  const classified = taxonomiesOf(report.checks);
  const rules = rulesOf(report, kept, classified);
  const notifications = notificationsOf(report, sorted.length - kept.length);
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: inventory.tool.name,
            version: inventory.tool.version,
            semanticVersion: inventory.tool.version,
            rules,
            notifications: notificationRules(notifications),
            supportedTaxonomies: classified.supportedTaxonomies,
          },
        },
        taxonomies: classified.taxonomies,
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications }],
        ...uriBases(inventory),
        columnKind: 'utf16CodeUnits',
        results: resultsOf(report, kept, new Map(rules.map(({ id }, at) => [id, at]))),
        properties: {
          verdict: decision.verdict,
          judgedAt: decision.judgedAt,
          policy: { name: escapeMessage(decision.policy.name), digest: decision.policy.digest },
          advisorySources: inventory.advisorySources,
          registries: inventory.registries,
          exploitation: inventory.exploitation,
        },
      },
    ],
  };
}

export type SarifLog = ReturnType<typeof toSarif>;

/** SARIF 2.1.0 (OASIS), within GitHub's limits, for code scanning and editors. */
export const sarif: Reporter = {
  id: 'sarif',
  extensions: ['.sarif', '.sarif.json'],
  render: (report) => stringify(toSarif(report)),
};
