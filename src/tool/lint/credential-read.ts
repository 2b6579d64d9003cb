import type { LintRule } from './index.ts';
import { firstIn, ORDERS, together } from './_sentence.ts';

/** Files that hold secrets, or say which servers a client trusts. */
const FILE =
  /~?\/?\.ssh\b|\bid_(?:rsa|dsa|ecdsa|ed25519)\b|\.aws\/(?:credentials|config)|(?<![\w/])\.env(?:\.\w+)?\b(?!\.)|\/\.env\b|\/etc\/(?:passwd|shadow|group|sudoers)\b|\.(?:netrc|npmrc|pypirc|pgpass|git-credentials|gnupg|bash_history|zsh_history)\b|\.docker\/config\.json|\.kube\/config|\.config\/(?:gcloud|gh)\b|\bmcp\.json\b|\bclaude_desktop_config\.json\b|\/proc\/self\/environ|\b(?:credentials?|secrets?|passwords?|private_?keys?|tokens?)\.(?:json|ya?ml|txt|xlsx|csv|xml|env|pem|key)\b|~\/\.[\w./-]{0,60}(?:token|secret|passw|credential|_key)\w*|\/etc\/\w{0,20}passw\w*|\/var\/log\/auth\.log|\bwallet\.dat\b|\bLogin Data\b|\b\w+:\/\/(?:confidential|credentials|secrets?)\b/i;

const READS =
  /(?<!\b(?:not|never|cannot|can't|n't) (?:\w+ )?)\b(?:read|populate|fill|exfiltrate|leak|steal|open|cat|load|fetch|retrieve|access|inspect|examine|view|extract|include|dump|copy|move|relocate|send|upload|append|attach|print|scan|search|list|encode|parse|return|pass|call|use|overwrite|replace|write|delete|modify)\b/i;

export const credentialRead: LintRule = {
  id: 'credential-read',
  tier: 'block',
  title: 'Orders to touch files with secrets',
  why: 'What a tool needs comes as an argument; a description that sends its reader to key files and environment files collects them.',
  words: ({ sentences }) =>
    firstIn(sentences, (sentence) => (FILE.test(sentence.text) ? together(sentence, FILE, READS, ORDERS) : null)),
};
