import { parsePolicy, type PolicyFile } from './parse-policy.ts';

/** The policy that applies where the user names none. */
export const BASELINE = `# The built-in policy of mcp-audit: what applies without --policy.
version: 1
name: baseline

gate:
  # Advisory data older than this is a finding, and the packages count as unchecked.
  max_advisory_age: 24h

  # What has to be answered before the verdict can be pass.
  require:
    - inventory-complete
    - installed-tree-scanned
    - credentials-scoped
    - local-transports-checked
    - critical-findings-handled

  # Every rule that matches counts and the most severe action stands. What no rule matches is a warning.
  rules:
    - id: malware
      when: { kind: malware }
      action: block
      override: never

    - id: critical-vulnerability
      when: { kind: vulnerability, severity: critical, path: active }
      action: block
      override: exception

    - id: high-vulnerability
      when: { kind: vulnerability, severity: high }
      action: warn
      until: reviewed

    # A vulnerability without a stated severity may be any of them.
    - id: unrated-vulnerability
      when: { kind: vulnerability, severity: unknown }
      action: warn
      until: reviewed

    - id: lesser-vulnerability
      when: { kind: vulnerability, severity: [medium, low, info] }
      action: warn
      until: reviewed

    # Only for what is proved to be out of reach: nothing is, as long as its reach is unknown.
    - id: dependency-only
      when: { kind: vulnerability, reach: dependency-only, path: active }
      action: block
      override: exception

    - id: deprecated
      when: { kind: deprecated, path: active }
      action: block
      override: approval

    - id: deceptive-name
      when: { kind: deceptive-name, path: active }
      action: block
      override: exception

    # What no description of a tool needs. A review of the tool settles it.
    - id: poisoned-tool
      when: { kind: tool-poisoning, confidence: high, path: active }
      action: block
      override: exception

    - id: suspicious-tool
      when: { kind: tool-poisoning, confidence: [medium, low] }
      action: warn
      until: reviewed

    # A definition that is not the one that was reviewed, or not the same for every client.
    - id: changed-tool
      when: { kind: tool-changed, path: active }
      action: block
      override: never

    - id: shifting-tool
      when: { kind: tool-shift, severity: [critical, high], path: active }
      action: block
      override: exception

    - id: doubtful-tool
      when: { kind: [tool-shadowing, tool-shift, tool-hint, tool-approval] }
      action: warn
      until: reviewed

    - id: unreviewed-tool
      when: { kind: tool-unreviewed }
      action: warn

    - id: open-transport
      when: { kind: unsafe-transport, severity: [critical, high], path: active }
      action: block
      override: exception

    - id: weak-transport
      when: { kind: unsafe-transport }
      action: warn
      until: reviewed

    # A secret that everybody with the repository has.
    - id: checked-in-secret
      when: { kind: literal-secret, severity: high, confidence: [high, medium], path: active }
      action: block
      override: exception

    - id: doubtful-credential
      when:
        kind:
          - literal-secret
          - exposed-secret
          - readable-secret
          - admin-credential
          - unscoped-credential
          - unneeded-credential
          - unexpanded-reference
      action: warn
      until: reviewed

    # The docker socket, a privileged container, the whole disk.
    - id: open-sandbox
      when: { kind: open-sandbox, severity: [critical, high], path: active }
      action: block
      override: exception

    # That nothing keeps a server in is what most configs say: it stands in the report with each server.
    - id: no-isolation
      when: { kind: [no-isolation, isolation-mismatch], severity: info }
      action: allow

    - id: doubtful-start
      when:
        kind: [open-sandbox, isolation-mismatch, no-isolation, forbidden-variable, hidden-command]
        severity: [critical, high, medium, low]
      action: warn
      until: reviewed

    - id: doubtful
      when: { kind: [unmaintained, yanked, unpinned, ambiguous-config, plaintext-transport] }
      action: warn
      until: reviewed

    # What a policy asks of servers brings its own action along, and nothing is to stand beside it.
    - id: policy-demand
      when:
        kind: [policy-credential, policy-isolation, policy-transport, policy-identity, policy-tool, policy-receipts]
      action: allow

    - id: private-finding
      when: { kind: private, severity: [critical, high, unknown], path: active }
      action: block
      override: exception

    - id: lesser-private-finding
      when: { kind: private }
      action: warn
      until: reviewed

    - id: upkeep
      when: { kind: [stale-scan, policy-entry, expired-exception, unused-exception] }
      action: warn
`;

/** The built-in policy, read by the parser that reads every other. */
export function loadBaseline(): PolicyFile {
  return parsePolicy(BASELINE, 'built-in');
}
