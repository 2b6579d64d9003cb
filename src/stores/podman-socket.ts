import { unix } from './_folders.ts';
import { sockets } from './_sockets.ts';
import type { Store } from './index.ts';

export const podmanSocket: Store = {
  id: 'podman-socket',
  title: 'Socket of Podman',
  why: 'starts containers with the files of the user who runs the engine',
  provider: 'Podman',
  system: 'this machine',
  scope: { scoped: 'no', scopeReason: 'whoever reaches it may do what the engine may' },
  places: sockets(unix('/run/podman/podman.sock'), { linux: '${XDG_RUNTIME_DIR:-}/podman/podman.sock' }),
};
