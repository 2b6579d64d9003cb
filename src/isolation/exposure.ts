import type { OpeningKind } from '../model/isolation.ts';
import { isWithin } from './place.ts';

/** Sockets by which whoever reaches them is root, and folders that hold one. */
const SOCKET =
  /(?:^|\/)(?:docker|podman|containerd|crio|buildkitd|dockershim|cri-dockerd)\.(?:raw\.)?sock$|docker_engine/i;
const SOCKETS = [
  '/run/docker.sock',
  '/run/docker/docker.sock',
  '/run/podman/podman.sock',
  '/run/containerd/containerd.sock',
  '/run/crio/crio.sock',
  '/run/user/0/podman/podman.sock',
  '~/.docker/run/docker.sock',
  '~/.docker/desktop/docker.sock',
  '~/.orbstack/run/docker.sock',
  '~/.rd/docker.sock',
];

/** Sockets of programs that use keys for whoever asks. */
const AGENT = /(?:^|\/)(?:ssh-auth\.sock|s\.gpg-agent(?:\.ssh)?|agent\.\d+)$/;

/** Of the system: what decides who is who, what runs, and what every other container holds. */
const SYSTEM = ['/etc', '/proc', '/sys', '/dev', '/boot', '/var/lib/docker', '/var/lib/containers', '/var/lib/kubelet'];
const WHOLLY_SYSTEM = ['/proc', '/sys', '/boot', '/var/lib/docker', '/var/lib/containers', '/var/lib/kubelet'];
const SYSTEM_SECRETS = [
  'shadow',
  'gshadow',
  'sudoers',
  'sudoers.d',
  'ssh',
  'kubernetes',
  'docker',
  'cron.d',
  'pam.d',
].map((name) => `/etc/${name}`);

/** Below a home: keys, tokens, what shells run and what other programs are told. By the manuals of those programs. */
const SECRETS = [
  ...`.ssh .aws .gnupg .kube .azure .docker/config.json .netrc .git-credentials .gitconfig .npmrc .yarnrc.yml .pypirc .gem/credentials
  .cargo/credentials .cargo/credentials.toml .m2/settings.xml .mcp-auth .claude .claude.json .codex .gemini .cursor .password-store .terraform.d
  .vault-token .pgpass .my.cnf .pulumi .oci .databrickscfg .s3cfg .boto .mozilla .local/share/keyrings .bashrc .bash_profile .bash_history .profile
  .zshrc .zprofile .zsh_history .config/autostart .config/azure .config/brave-browser .config/chromium .config/claude .config/code/user
  .config/containers/auth.json .config/doctl .config/gcloud .config/gh .config/git .config/github-copilot .config/glab-cli .config/google-chrome
  .config/hub .config/op .config/rclone .config/sops .config/systemd library/keychains library/launchagents appdata/roaming
  appdata/local/google appdata/local/microsoft`.split(/\s+/),
  'library/application support',
];

const HOMES = /^(?:~|\/root|\/var\/root|\/home\/[^/]+|\/users\/[^/]+|[a-z]:\/users\/[^/]+)(?=\/|$)/;
const ABOVE_HOMES = /^(?:\/home|\/users|[a-z]:\/users)$/;

/** Roots of a machine: its own, and that of a drive. */
export function isRoot(place: string): boolean {
  return /^(?:\/|[a-z]:\/?)$/.test(place);
}

/** Whether a place is a home, or holds some. */
export function holdsHome(place: string): boolean {
  const path = place.toLowerCase();
  return isRoot(path) || ABOVE_HOMES.test(path) || HOMES.exec(path)?.[0] === path;
}

/** What is wrong with a place of the machine in a sandbox, by its path alone; empty where nothing is known to be. Null is a place that is not known. */
export function exposuresOf(place: string): OpeningKind[] {
  const path = place.toLowerCase().replace(/^\/var\/run(?=\/|$)/, '/run');
  const holds = (inner: string): boolean => isWithin(inner, path);
  return [
    ...(isRoot(path) ? (['host-root-mount'] as const) : []),
    ...(SOCKET.test(path) ||
    SOCKETS.some((socket) => holds(socket) && (path !== '~' || !socket.startsWith('~'))) ||
    /^\/run\/user\/\d+(?:\/podman)?$/.test(path)
      ? (['docker-socket'] as const)
      : []),
    ...(isSensitive(path, holds) ? (['sensitive-mount'] as const) : []),
    ...(/^\/dev(?:\/(?:mem|kmem|sd[a-z]|nvme|vd[a-z]|kvm|fuse|net|dm-|mapper|disk).*)?$/.test(path)
      ? (['device'] as const)
      : []),
  ];
}

function isSensitive(path: string, holds: (inner: string) => boolean): boolean {
  if (holdsHome(path) || SYSTEM.some(holds) || AGENT.test(path)) return true;
  if ([...WHOLLY_SYSTEM, ...SYSTEM_SECRETS].some((folder) => isWithin(path, folder))) return true;
  const home = HOMES.exec(path)?.[0];
  if (home === undefined) return false;
  const rest = path.slice(home.length + 1);
  return SECRETS.some((secret) => isWithin(secret, rest) || isWithin(rest, secret));
}
