import { sockets } from './_sockets.ts';
import type { Store } from './index.ts';

export const containerdSocket: Store = {
  id: 'containerd-socket',
  title: 'Socket of containerd or CRI-O',
  why: 'starts containers with any file of this machine, as root',
  provider: 'containerd',
  system: 'this machine',
  scope: { scoped: 'no', scopeReason: 'whoever reaches it may do what the engine may' },
  places: sockets(
    { linux: '/run/containerd/containerd.sock' },
    { linux: '/run/k3s/containerd/containerd.sock' },
    { linux: '/run/crio/crio.sock' },
  ),
};
