import { unix } from './_folders.ts';
import { sockets } from './_sockets.ts';
import type { Store } from './index.ts';

export const dockerSocket: Store = {
  id: 'docker-socket',
  title: 'Socket of Docker',
  why: 'starts containers with any file of the machine on which they run, as root',
  provider: 'Docker',
  system: 'this machine',
  scope: { scoped: 'no', scopeReason: 'whoever reaches it may do what the engine may' },
  places: sockets(
    unix('/var/run/docker.sock'),
    { linux: '${XDG_RUNTIME_DIR:-}/docker.sock' },
    unix('~/.docker/run/docker.sock'),
    { linux: '~/.docker/desktop/docker.sock' },
    unix('~/.colima/default/docker.sock'),
    unix('~/.rd/docker.sock'),
    { darwin: '~/.orbstack/run/docker.sock' },
  ),
};
