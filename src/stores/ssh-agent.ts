import { sockets } from './_sockets.ts';
import type { Store } from './index.ts';

export const sshAgent: Store = {
  id: 'ssh-agent',
  title: 'SSH agent',
  why: 'signs with each key that it holds for any program of this user',
  provider: null,
  system: 'SSH',
  scope: { scoped: 'unknown', scopeReason: 'an agent may ask before it uses a key, which its socket does not tell' },
  places: sockets(
    '${SSH_AUTH_SOCK:-}',
    {
      linux: '~/.1password/agent.sock',
      darwin: '~/Library/Group Containers/2BUA8C4S2C.com.1password/t/agent.sock',
    },
    { linux: '${GNUPGHOME:-~/.gnupg}/S.gpg-agent.ssh', darwin: '${GNUPGHOME:-~/.gnupg}/S.gpg-agent.ssh' },
    { linux: '${XDG_RUNTIME_DIR:-}/gnupg/S.gpg-agent.ssh' },
  ),
};
