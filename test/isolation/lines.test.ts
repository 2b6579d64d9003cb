import { describe, expect, it } from 'vitest';
import { staticIsolation, type Surroundings } from '../../src/isolation/index.ts';
import { isolationSchema } from '../../src/model/isolation.ts';
import { AROUND, short, stepsOf, wordsOf } from './_short.ts';

/** Verdicts by hand, from the manuals of the programs; see `short` for how they are written. */
const PLAIN = '- | same | all/all | all | - - - | ? ? ? | -';
const UNKNOWN = '? | ? | ? | ? | ? ? ? | ? ? ? | ?';
const DOCKER = 'container | ? | none/none | all | - - - | ? 14 ? | -';
const ONLY = (kind: string): string => `${kind} | ? | ? | ? | ? ? ? | ? ? ? | ?`;

/** A verdict that differs from another one in some columns. */
function but(
  base: string,
  changes: Partial<Record<'box' | 'user' | 'files' | 'net' | 'limits' | 'rights' | 'open', string>>,
): string {
  const names = ['box', 'user', 'files', 'net', 'limits', 'rights', 'open'] as const;
  return base
    .split(' | ')
    .map((column, index) => changes[names[index] ?? 'box'] ?? column)
    .join(' | ');
}

const ROOT_MOUNT = 'docker-socket,host-root-mount,sensitive-mount';

const LINES: [string | string[], string][] = [
  // Nothing before the server.
  ['npx -y @scope/server', PLAIN],
  ['node /opt/server.js --port 1', PLAIN],
  ['uvx mcp-server-git', PLAIN],
  ['/usr/local/bin/server --privileged', PLAIN],
  ['env A=b npx pkg', PLAIN],
  ['nice -n 5 npx pkg', PLAIN],
  ['timeout 60 npx pkg', PLAIN],
  ['cmd /c npx pkg', PLAIN],
  ['sh -c "exec npx pkg"', PLAIN],
  ['sh -c "cd /x && npx pkg"', UNKNOWN],
  ['bash ./start.sh', UNKNOWN],
  // docker run.
  ['docker run -i --rm img', DOCKER],
  ['docker container run -i img', DOCKER],
  ['docker run -i img --privileged -v /:/x', DOCKER],
  ['docker run -u 1000:1000 img', but(DOCKER, { user: 'uid 1000' })],
  ['docker run -u 0 img', but(DOCKER, { user: 'root' })],
  ['docker run -u 1000 --user root img', but(DOCKER, { user: 'root' })],
  ['docker run --user node img', DOCKER],
  ['docker run --user ${UID} img', DOCKER],
  ['docker run --network none img', but(DOCKER, { net: 'none' })],
  ['docker run --network bridge img', DOCKER],
  ['docker run --net=host img', but(DOCKER, { open: 'host-network' })],
  ['docker run --network mynet img', but(DOCKER, { net: '?' })],
  ['docker run --network none --network mynet img', but(DOCKER, { net: '?' })],
  ['docker run --network container:db img', but(DOCKER, { net: '?', open: 'other-container' })],
  ['docker run --network ${NET} img', but(DOCKER, { net: '?', open: '-+?' })],
  ['docker run --privileged img', but(DOCKER, { rights: '? 41 -', open: 'privileged' })],
  ['docker run --privileged=false img', DOCKER],
  ['docker run --privileged --cap-drop ALL img', but(DOCKER, { rights: '? 41 -', open: 'privileged' })],
  ['docker run --cap-drop ALL img', but(DOCKER, { rights: '? 0 ?' })],
  ['docker run --cap-drop=all --cap-add=NET_BIND_SERVICE img', but(DOCKER, { rights: '? 1 ?' })],
  ['docker run --cap-drop NET_RAW img', but(DOCKER, { rights: '? 13 ?' })],
  ['docker run --cap-add SYS_ADMIN img', but(DOCKER, { rights: '? 15 ?', open: 'admin-capability' })],
  ['docker run --cap-add CAP_SYS_PTRACE img', but(DOCKER, { rights: '? 15 ?', open: 'admin-capability' })],
  ['docker run --cap-add ALL img', but(DOCKER, { rights: '? 41 ?', open: 'admin-capability' })],
  ['docker run --cap-add NOPE img', but(DOCKER, { rights: '? ? ?' })],
  ['docker run --security-opt no-new-privileges img', but(DOCKER, { rights: 'y 14 ?' })],
  ['docker run --security-opt=no-new-privileges:false img', but(DOCKER, { rights: 'n 14 ?' })],
  ['docker run --security-opt seccomp=unconfined img', but(DOCKER, { rights: '? 14 -', open: 'seccomp-unconfined' })],
  ['docker run --security-opt seccomp=/p.json img', but(DOCKER, { rights: '? 14 f' })],
  ['docker run --security-opt apparmor=unconfined img', but(DOCKER, { open: 'confinement-off' })],
  ['docker run --security-opt label:disable img', but(DOCKER, { open: 'confinement-off' })],
  ['docker run -v /srv/data:/data img', but(DOCKER, { files: 'listed/listed' })],
  ['docker run -v /srv/data:/data:ro img', but(DOCKER, { files: 'listed/none' })],
  ['docker run -v data:/data -v /cache img', DOCKER],
  [
    'docker run -v /var/run/docker.sock:/var/run/docker.sock img',
    but(DOCKER, { files: 'listed/listed', open: 'docker-socket' }),
  ],
  ['docker run -v /run:/run:ro img', but(DOCKER, { files: 'listed/none', open: 'docker-socket' })],
  ['docker run -v /:/host img', but(DOCKER, { files: 'all/all', open: ROOT_MOUNT })],
  ['docker run -v /srv/../:/host:ro img', but(DOCKER, { files: 'all/none', open: ROOT_MOUNT })],
  ['docker run -v ~/.ssh:/root/.ssh:ro img', but(DOCKER, { files: 'listed/none', open: 'sensitive-mount' })],
  ['docker run -v $HOME:/h img', but(DOCKER, { files: 'listed/listed', open: 'sensitive-mount' })],
  ['docker run -v /home/alice:/h img', but(DOCKER, { files: 'listed/listed', open: 'sensitive-mount' })],
  ['docker run -v ${HOME}/projects:/p img', but(DOCKER, { files: 'listed/listed' })],
  ['docker run -v ${workspaceFolder}:/w img', but(DOCKER, { files: 'listed/listed' })],
  ['docker run -v ./data:/w:ro img', but(DOCKER, { files: 'listed/none' })],
  ['docker run -v ../..:/w:ro img', but(DOCKER, { files: 'all/none', open: ROOT_MOUNT })],
  ['docker run -v ${DATA}:/data img', but(DOCKER, { files: '?/?', open: '-+?' })],
  ['docker run -v /tmp/ssh-x/agent.12:/agent img', but(DOCKER, { files: 'listed/listed', open: 'sensitive-mount' })],
  ['docker run -v ~/.config/my-server:/c -v ~/.cargo/registry:/r img', but(DOCKER, { files: 'listed/listed' })],
  ['docker run -v ~/.config:/c:ro img', but(DOCKER, { files: 'listed/none', open: 'sensitive-mount' })],
  [
    ['docker', 'run', '-v', '/Users/bob/Library/Application Support/Claude:/c:ro', 'img'],
    but(DOCKER, { files: 'listed/none', open: 'sensitive-mount' }),
  ],
  ['docker run -v ${SPEC} img', but(DOCKER, { files: '?', open: '-+?' })],
  ['docker run --mount type=bind,source=/srv/data,target=/data,readonly img', but(DOCKER, { files: 'listed/none' })],
  [
    'docker run --mount type=bind,src=/etc,dst=/etc img',
    but(DOCKER, { files: 'listed/listed', open: 'sensitive-mount' }),
  ],
  ['docker run --mount source=v,target=/d --mount type=tmpfs,target=/t img', DOCKER],
  [
    'docker run --mount type=volume,src=v,dst=/d,volume-opt=type=none,volume-opt=o=bind,volume-opt=device=/ img',
    but(DOCKER, { files: 'all/all', open: ROOT_MOUNT }),
  ],
  ['docker run -v C:\\Users\\alice:/w img', but(DOCKER, { files: 'listed/listed', open: 'sensitive-mount' })],
  ['docker run -v //var/run/docker.sock:/s img', but(DOCKER, { files: 'listed/listed', open: 'docker-socket' })],
  ['docker run -v //c/:/c img', but(DOCKER, { files: 'all/all', open: 'host-root-mount,sensitive-mount' })],
  ['docker run --device /dev/kvm img', but(DOCKER, { open: 'device' })],
  ['docker run --gpus all img', but(DOCKER, { open: 'device' })],
  ['docker run --pid host img', but(DOCKER, { open: 'host-pid' })],
  ['docker run --ipc=host --uts host img', but(DOCKER, { open: 'host-ipc,host-uts' })],
  ['docker run --userns host --cgroupns host img', but(DOCKER, { open: 'host-cgroup,host-user-namespace' })],
  ['docker run --volumes-from other img', but(DOCKER, { files: '?', open: 'other-container+?' })],
  ['docker run --use-api-socket img', but(DOCKER, { open: 'docker-socket' })],
  ['docker run --memory 512m --pids-limit 100 --cpus 1.5 img', but(DOCKER, { limits: '512M 100 1.5c' })],
  ['docker run --ulimit nproc=50:50 --ulimit as=1000000 img', but(DOCKER, { limits: '? ? -' })],
  ['docker run --ulimit nproc=50 --pids-limit 9 img', but(DOCKER, { limits: '- 9 -' })],
  ['docker run -m 1g --cpu-quota 50000 img', but(DOCKER, { limits: '1024M - 0.5c' })],
  ['docker run --memory 0 --pids-limit -1 img', DOCKER],
  ['docker run --memory ${MEM} img', but(DOCKER, { limits: '? - -' })],
  [
    'docker run -i --rm --read-only --tmpfs /tmp --network none --cap-drop ALL --security-opt no-new-privileges -u 1000 -m 256m --pids-limit 64 img',
    'container | uid 1000 | none/none | none | 256M 64 - | y 0 ? | -',
  ],
  ['docker run ${OPTIONS} img', ONLY('container')],
  ['docker run --frobnicate img', ONLY('container')],
  ['docker -H tcp://far:2375 run img', but(DOCKER, { files: '?', net: '?' })],
  ['docker --context default run img', DOCKER],
  ['docker exec -i c server', ONLY('container')],
  ['docker exec --privileged c server', but(ONLY('container'), { open: 'privileged+?' })],
  ['docker compose run --rm svc', ONLY('container')],
  ['docker mcp gateway run', but(ONLY('container'), { limits: '2048M - 1c', rights: 'y ? ?' })],
  ['docker mcp gateway run --memory 4Gb --cpus=2', but(ONLY('container'), { limits: '4096M - 2c', rights: 'y ? ?' })],
  ['docker ps', UNKNOWN],
  // podman, nerdctl.
  ['podman run img', but(DOCKER, { limits: '- ? -', rights: '? ? ?' })],
  [
    'podman run --userns=keep-id --pids-limit 50 img',
    but(DOCKER, { user: 'same not-root~', limits: '- 50 -', rights: '? ? ?' }),
  ],
  ['podman run --cap-drop all --network none img', but(DOCKER, { net: 'none', limits: '- ? -', rights: '? 0 ?' })],
  ['podman run --pod p img', but(DOCKER, { net: '?', limits: '- ? -', rights: '? ? ?', open: '-+?' })],
  ['nerdctl run --net none img', but(DOCKER, { net: 'none' })],
  // bubblewrap: the order of its options counts.
  ['bwrap --ro-bind / / npx pkg', 'bubblewrap | same | all/none | all | - - - | y ? ? | -'],
  ['bwrap --dev-bind / / npx pkg', 'bubblewrap | same | all/all | all | - - - | y ? ? | -'],
  [
    'bwrap --unshare-all --ro-bind /usr /usr --proc /proc --dev /dev --tmpfs /tmp npx pkg',
    'bubblewrap | same | listed/none | none | - - - | y ? ? | -',
  ],
  [
    'bwrap --unshare-all --share-net --ro-bind /usr /usr npx pkg',
    'bubblewrap | same | listed/none | all | - - - | y ? ? | -',
  ],
  [
    'bwrap --share-net --unshare-all --ro-bind /usr /usr npx pkg',
    'bubblewrap | same | listed/none | none | - - - | y ? ? | -',
  ],
  ['bwrap --ro-bind / / --tmpfs /home npx pkg', 'bubblewrap | same | without-home/none | all | - - - | y ? ? | -'],
  ['bwrap --tmpfs /home --ro-bind / / npx pkg', 'bubblewrap | same | all/none | all | - - - | y ? ? | -'],
  ['bwrap --bind / / --ro-bind /home /home npx pkg', 'bubblewrap | same | all/without-home | all | - - - | y ? ? | -'],
  [
    'bwrap --ro-bind /usr /usr --bind /var/run/docker.sock /var/run/docker.sock npx pkg',
    'bubblewrap | same | listed/listed | all | - - - | y ? ? | docker-socket',
  ],
  [
    'bwrap --ro-bind /usr /usr --ro-bind /home/alice/.aws /home/alice/.aws npx pkg',
    'bubblewrap | same | listed/none | all | - - - | y ? ? | sensitive-mount',
  ],
  [
    'bwrap --unshare-user --uid 0 --ro-bind /usr /usr npx pkg',
    'bubblewrap | root~ | listed/none | all | - - - | y ? ? | -',
  ],
  [
    'bwrap --cap-drop ALL --seccomp 9 --ro-bind /usr /usr npx pkg',
    'bubblewrap | same | listed/none | all | - - - | y 0 f | -',
  ],
  [
    'bwrap --ro-bind / / --ro-bind /srv/empty /home/alice npx pkg',
    'bubblewrap | same | without-home/none | all | - - - | y ? ? | -',
  ],
  [
    'bwrap --ro-bind / / --bind /home/alice/p /home/alice/p npx pkg',
    'bubblewrap | same | all/listed | all | - - - | y ? ? | -',
  ],
  ['bwrap --ro-bind / /host npx pkg', `bubblewrap | same | all/none | all | - - - | y ? ? | ${ROOT_MOUNT}`],
  ['bwrap --args 3 npx pkg', ONLY('bubblewrap')],
  ['bwrap --overlay-src /a --tmp-overlay /b npx pkg', 'bubblewrap | same | ?/? | all | - - - | y ? ? | -+?'],
  ['bwrap --ro-bind ${X} /x npx pkg', 'bubblewrap | same | ?/none | all | - - - | y ? ? | -+?'],
  // firejail: its profiles are not read.
  ['firejail npx pkg', 'firejail | same | ? | ? | ? ? ? | ? ? ? | -'],
  ['firejail --noprofile npx pkg', 'firejail | same | all/all | all | - - - | ? ? - | -'],
  [
    'firejail --noprofile --net=none --private npx pkg',
    'firejail | same | without-home/without-home | none | - - - | ? ? - | -',
  ],
  [
    'firejail --net=none --caps.drop=all --nonewprivs --seccomp npx pkg',
    'firejail | same | ? | none | ? ? ? | y 0 f | -',
  ],
  [
    'firejail --noprofile --rlimit-as=512m --rlimit-nproc=50 npx pkg',
    'firejail | same | all/all | all | 512M 50 - | ? ? - | -',
  ],
  ['firejail --join=x npx pkg', ONLY('firejail')],
  ['firejail --net=none --net=eth0 npx pkg', ONLY('firejail')],
  // nsjail.
  ['nsjail -Mo -- /usr/bin/server', 'nsjail | same~ | none/none | none | ? - 600s | y 0 ? | -'],
  ['nsjail -Mo -c / -- /usr/bin/server', 'nsjail | same~ | all/none | none | ? - 600s | y 0 ? | -'],
  [
    'nsjail -Mo -N -R /usr -B /srv/d -u 1000 --rlimit_as 256 --cgroup_pids_max 20 --disable_no_new_privs -- /usr/bin/server',
    'nsjail | uid 1000~ | listed/listed | all | 256M 20 600s | n 0 ? | -',
  ],
  ['nsjail -C jail.cfg -- /usr/bin/server', ONLY('nsjail')],
  // systemd-run.
  ['systemd-run --user --scope -p MemoryMax=1G -p TasksMax=50 npx pkg', but(PLAIN, { limits: '1024M 50 -' })],
  ['systemd-run --user --scope npx pkg', but(PLAIN, { limits: '- ? -' })],
  [
    'systemd-run --pipe -p PrivateNetwork=yes -p ProtectHome=yes -p NoNewPrivileges=yes /usr/bin/server',
    'systemd | root | without-home/without-home | none | - ? - | y ? ? | -',
  ],
  [
    'systemd-run --pipe --uid=alice -p ProtectSystem=strict -p ReadWritePaths=/srv/d -p CPUQuota=50% /usr/bin/server',
    'systemd | uid 1000 | all/listed | all | - ? 0.5c | ? ? ? | -',
  ],
  [
    'systemd-run --pipe -p IPAddressDeny=any -p IPAddressAllow=localhost /usr/bin/server',
    'systemd | root | all/all | loopback | - ? - | ? ? ? | -',
  ],
  ['systemd-run --pipe -p DynamicUser=yes /usr/bin/server', 'systemd | not-root | all/none | all | - ? - | y ? ? | -'],
  ['systemd-run --user --pipe -p PrivateNetwork=yes /usr/bin/server', '? | same | ? | ? | - ? - | ? ? ? | ?'],
  ['systemd-run -H far /usr/bin/server', UNKNOWN],
  // macOS.
  [
    ['sandbox-exec', '-p', '(version 1)(allow default)', 'npx', 'pkg'],
    'seatbelt | same | all/all | all | - - - | ? ? ? | -+?',
  ],
  [
    [
      'sandbox-exec',
      '-p',
      '(version 1)(deny default)(allow file-read*)(allow file-write* (subpath "/srv/out"))',
      'npx',
      'pkg',
    ],
    'seatbelt | same | all/listed | none | - - - | ? ? ? | -+?',
  ],
  [
    ['sandbox-exec', '-p', '(version 1)\n(allow default) ; all\n(deny network*)', 'npx', 'pkg'],
    'seatbelt | same | all/all | none | - - - | ? ? ? | -+?',
  ],
  [
    ['sandbox-exec', '-p', '(version 1)(deny default)(allow network-outbound (remote ip "localhost:*"))', 'npx', 'pkg'],
    'seatbelt | same | none/none | loopback | - - - | ? ? ? | -+?',
  ],
  [
    ['sandbox-exec', '-p', '(version 1)(import "system.sb")', 'npx', 'pkg'],
    'seatbelt | same | ? | ? | - - - | ? ? ? | -+?',
  ],
  ['sandbox-exec -f p.sb npx pkg', 'seatbelt | same | ? | ? | - - - | ? ? ? | ?'],
  // Others.
  ['srt npx pkg', 'sandbox-runtime | same | ? | ? | - - - | ? ? ? | ?'],
  ['npx -y @anthropic-ai/sandbox-runtime npx pkg', 'sandbox-runtime | same | ? | ? | - - - | ? ? ? | ?'],
  ['landrun --rox /usr --rw /srv/d npx pkg', 'landlock | same | listed/listed | ? | - - - | y ? ? | -'],
  ['landrun --best-effort --rox /usr npx pkg', ONLY('landlock')],
  ['codex sandbox linux npx pkg', ONLY('codex')],
  ['thv run fetch', 'container | ? | ? | ? | - - - | ? ? ? | confinement-off+?'],
  [
    'thv run --permission-profile none --isolate-network ghcr.io/x/y',
    'container | ? | none/none | none | - - - | ? 0 ? | confinement-off',
  ],
  [
    'thv run --permission-profile network -v /srv/d:/d:ro ghcr.io/x/y',
    'container | ? | listed/none | all | - - - | ? 0 ? | confinement-off',
  ],
  ['thv run npx://pkg', 'container | ? | none/none | all | - - - | ? 0 ? | confinement-off'],
  // What changes a process.
  ['sudo npx pkg', but(PLAIN, { user: 'root' })],
  ['sudo -n -u alice npx pkg', but(PLAIN, { user: 'uid 1000' })],
  ['sudo -u stranger npx pkg', but(PLAIN, { user: '?' })],
  ['doas -u nobody npx pkg', but(PLAIN, { user: 'uid 65534' })],
  [
    'setpriv --reuid=1000 --clear-groups --no-new-privs --bounding-set=-all npx pkg',
    but(PLAIN, { user: 'uid 1000', rights: 'y 0 ?' }),
  ],
  ['setpriv --euid=1000 npx pkg', but(PLAIN, { user: '?' })],
  ['unshare -rn npx pkg', but(PLAIN, { box: 'namespaces', user: 'root~', net: 'none' })],
  ['unshare -m -p -f npx pkg', but(PLAIN, { box: 'namespaces' })],
  ['unshare -u npx pkg', PLAIN],
  ['unshare -R /srv/jail npx pkg', but(PLAIN, { box: 'namespaces', files: 'listed/listed' })],
  ['prlimit --as=1073741824 --nproc=50 npx pkg', but(PLAIN, { limits: '1024M 50 -' })],
  ['prlimit --as=1000:unlimited --nproc=5: npx pkg', PLAIN],
  ['prlimit -v=536870912 --cpu=60 npx pkg', but(PLAIN, { limits: '512M - 60s' })],
  ['sh -c "ulimit -v 1048576; exec npx pkg"', but(PLAIN, { limits: '1024M - -' })],
  ['bash -c "ulimit -u 40 && ulimit -t 9; node x.js"', but(PLAIN, { limits: '- 40 9s' })],
  ['sh -c "ulimit -Sv 1048576 && npx pkg"', PLAIN],
  ['bash -c "ulimit -Hv 1048576; npx pkg"', but(PLAIN, { limits: '? - -' })],
  ['sh -c "ulimit -u 40; npx pkg"', but(PLAIN, { limits: '- ? -' })],
  ['bash -c "ulimit -p 40; npx pkg"', but(PLAIN, { limits: '- ? -' })],
  ['sh -c "ulimit -v 1048576; env X=1 npx pkg"', UNKNOWN],
  ['taskset -c 0 npx pkg', but(PLAIN, { limits: '- - 1c' })],
  ['ssh far npx pkg', UNKNOWN],
  ['wsl npx pkg', UNKNOWN],
  ['su alice -c server', UNKNOWN],
  ['flatpak-spawn --host npx pkg', UNKNOWN],
  // Several, one in the other.
  [
    'prlimit --nproc=20 bwrap --unshare-all --ro-bind /usr /usr npx pkg',
    'bubblewrap | same | listed/none | none | - 20 - | y ? ? | -',
  ],
  [
    'bwrap --unshare-net --ro-bind / / unshare -rm npx pkg',
    'bubblewrap+namespaces | root~ | all/none | none | - - - | y ? ? | -',
  ],
  ['sudo docker run img', DOCKER],
  ['systemd-run --user --scope -p MemoryMax=256M docker run img', DOCKER],
  ['bwrap --ro-bind / / --unshare-net docker run img', DOCKER],
  [
    'sudo bwrap --unshare-all --ro-bind /usr /usr npx pkg',
    'bubblewrap | root | listed/none | none | - - - | y ? ? | -',
  ],
];

function isolate(line: string | string[], around: Surroundings = AROUND): ReturnType<typeof staticIsolation> {
  const { steps, isWhole } = stepsOf(typeof line === 'string' ? wordsOf(line) : line);
  return staticIsolation(steps, isWhole, around);
}

describe('what a launch line says', () => {
  it('is written down for enough of them', () =>
    expect(new Set(LINES.map(([line]) => String(line))).size).toBeGreaterThan(80));

  it.each(LINES)('%s', (line, verdict) => {
    const isolation = isolate(line);
    expect(short(isolation)).toBe(verdict);
    expect(isolationSchema.parse(isolation)).toEqual(isolation);
  });

  it.each(LINES)('%s: what is known stays known without the surroundings, or is unknown', (line, verdict) => {
    const whole = verdict.split(' | ');
    const differing = short(isolate(line, {}))
      .split(' | ')
      .filter((column, index) => column !== whole[index]);
    // What depends on a home, a folder or the users of the machine.
    expect(differing.filter((column) => !column.includes('?'))).toEqual([]);
  });
});

describe('what an entry has a say in', () => {
  const variables = (...names: string[]): Surroundings => ({ ...AROUND, variables: names });

  it.each<[string, string[], string]>([
    ['docker run --network none img', ['PATH'], UNKNOWN],
    ['/usr/bin/docker run --network none img', ['PATH'], but(DOCKER, { net: 'none' })],
    ['/usr/bin/docker run --network none img', ['LD_PRELOAD'], UNKNOWN],
    ['bwrap --ro-bind /usr /usr npx pkg', ['Path'], UNKNOWN],
    ['docker run --network none img', ['DOCKER_HOST'], but(DOCKER, { files: '?', net: '?' })],
    ['docker run --network none img', ['API_TOKEN'], but(DOCKER, { net: 'none' })],
    ['podman run img', ['CONTAINERS_CONF'], ONLY('container')],
    ['npx pkg', ['PATH', 'DOCKER_HOST'], PLAIN],
  ])('%s with %j', (line, names, verdict) => expect(short(isolate(line, variables(...names)))).toBe(verdict));

  it('is which compose file counts', () => {
    const documents = { compose: { services: { svc: {} } } };
    expect(short(isolate('docker compose run svc', { ...AROUND, documents }))).toBe(DOCKER);
    expect(short(isolate('docker compose run svc', { ...variables('COMPOSE_FILE'), documents }))).toBe(
      ONLY('container'),
    );
  });

  it('is a program of its own by a name that is known', () => {
    const step = { program: 'docker', command: '/tmp/docker', args: ['run', '--network', 'none', 'img'] };
    expect(short(staticIsolation([{ ...step, isUsual: false }], true, AROUND))).toBe(UNKNOWN);
    expect(short(staticIsolation([{ ...step, isUsual: true }], true, AROUND))).toBe(but(DOCKER, { net: 'none' }));
  });
});

describe("the client's sandbox", () => {
  it('is one of which nothing else is known', () => {
    expect(short(isolate('npx pkg', { ...AROUND, sandboxed: true }))).toBe('client | same | ? | ? | ? ? ? | ? ? ? | ?');
  });

  it.each([false, null])('is none where its setting is %s', (sandboxed) => {
    expect(short(isolate('npx pkg', { ...AROUND, sandboxed }))).toBe(PLAIN);
  });

  it('holds nothing that an engine starts', () => {
    expect(short(isolate('docker run img', { ...AROUND, sandboxed: true }))).toBe(DOCKER);
  });
});
