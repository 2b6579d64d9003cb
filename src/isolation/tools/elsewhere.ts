import { unknownIsolation } from '../fact.ts';
import type { Tool } from './index.ts';

/** Programs that start something in a place of which their line says nothing, or that are not read. */
export const elsewhere: Tool = {
  id: 'elsewhere',
  programs:
    `ssh mosh plink wsl flatpak flatpak-spawn snap su su-exec gosu runuser pkexec runas chroot nsenter chpst machinectl systemd-nspawn
    lxc lxc-attach incus ip proot fakeroot fakechroot distrobox toolbox kubectl oc limactl lima multipass orb orbctl colima vagrant podman-remote
    apptainer singularity toolhive firecracker gvisor runsc runc crun bubblejail minijail0 sandboxie devcontainer cgexec start-stop-daemon daemonize`.split(
      /\s+/,
    ),
  read: ({ program }) => ({
    facts: unknownIsolation('static', `what ${program} starts runs in a place that its line does not tell`),
    isApart: true,
    isEnd: true,
  }),
};
