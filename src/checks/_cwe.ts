import { FRAMEWORKS, type Mapping } from '../model/mapping.ts';

/**
 * Weaknesses by their number, with their names. Source: CWE, releases 4.14 to 4.20. Bases where one fits; 352 is a
 * composite, and 506, 653, 732, 1357 and 1395 are classes without a base that says the same. Never a category or a view.
 */
const NAMES = {
  214: 'Invocation of Process Using Visible Sensitive Information',
  250: 'Execution with Unnecessary Privileges',
  272: 'Least Privilege Violation',
  306: 'Missing Authentication for Critical Function',
  312: 'Cleartext Storage of Sensitive Information',
  319: 'Cleartext Transmission of Sensitive Information',
  352: 'Cross-Site Request Forgery (CSRF)',
  356: 'Product UI does not Warn User of Unsafe Actions',
  427: 'Uncontrolled Search Path Element',
  471: 'Modification of Assumed-Immutable Data (MAID)',
  506: 'Embedded Malicious Code',
  653: 'Improper Isolation or Compartmentalization',
  694: 'Use of Multiple Resources with Duplicate Identifier',
  732: 'Incorrect Permission Assignment for Critical Resource',
  807: 'Reliance on Untrusted Inputs in a Security Decision',
  829: 'Inclusion of Functionality from Untrusted Control Sphere',
  940: 'Improper Verification of Source of a Communication Channel',
  1007: 'Insufficient Visual Distinction of Homoglyphs Presented to User',
  1104: 'Use of Unmaintained Third Party Components',
  1327: 'Binding to an Unrestricted IP Address',
  1357: 'Reliance on Insufficiently Trustworthy Component',
  1395: 'Dependency on Vulnerable Third-Party Component',
  1427: 'Improper Neutralization of Input Used for LLM Prompting',
} as const;
export type CweId = keyof typeof NAMES;

export function cweEntry(id: CweId): Mapping {
  return {
    framework: 'cwe',
    id: `CWE-${id}`,
    title: NAMES[id],
    url: `${FRAMEWORKS.cwe.url}data/definitions/${id}.html`,
  };
}
