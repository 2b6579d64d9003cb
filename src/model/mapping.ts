import { z } from 'zod';

/** Published lists that faults are sorted by. `version`: the one that is quoted; null where entries keep their meaning. */
export const FRAMEWORKS = {
  'owasp-mcp': {
    name: 'OWASP MCP Top 10',
    fullName: 'OWASP MCP Top 10',
    organization: 'OWASP Foundation',
    version: '2025',
    url: 'https://owasp.org/www-project-mcp-top-10/',
  },
  cwe: {
    name: 'CWE',
    fullName: 'Common Weakness Enumeration',
    organization: 'MITRE',
    version: null,
    url: 'https://cwe.mitre.org/',
  },
  'nsa-mcp': {
    name: 'NSA MCP guidance',
    fullName: 'Model Context Protocol (MCP): Security Design Considerations for AI-Driven Automation',
    organization: 'National Security Agency',
    version: '1.0',
    url: 'https://media.defense.gov/2026/Jun/02/2003943289/-1/-1/0/CSI_MCP_SECURITY.PDF',
  },
} as const;
export type FrameworkId = keyof typeof FRAMEWORKS;

/** One entry of a published list that a check bears on. */
export const mappingSchema = z.strictObject({
  framework: z.enum(Object.keys(FRAMEWORKS) as [FrameworkId, ...FrameworkId[]]),
  /** As the list writes it: `MCP04:2025`, `CWE-829`. The NSA numbers nothing: there it is a short name of the section. */
  id: z.string(),
  /** As the list writes it; of the NSA the heading of the section. */
  title: z.string(),
  url: z.string(),
});
export type Mapping = z.infer<typeof mappingSchema>;
