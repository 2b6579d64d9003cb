import { optionTable } from './options.ts';

/*
 * Options of docker 28 and of compose 2.40, podman 5.7 and nerdctl 2.2, from their own tables. One that takes a value in
 * one engine and none in another stands in that engine's list only.
 */

/** Options before the verb. */
export const CONTAINER_GLOBAL = {
  docker: optionTable(
    '--config= -c|--context= -D|--debug -H|--host= -l|--log-level= --tls --tlscacert= --tlscert= --tlskey= --tlsverify',
  ),
  podman: optionTable(
    `--ssh= -c|--connection= --url= -H|--host= --config= --context= --identity= --tls-cert= --tls-key= --tls-ca= --tls-details=
    --out= --noout -r|--remote --module= --cgroup-manager= --cpu-profile= --memory-profile= --conmon= --network-config-dir=
    --default-mounts-file= --events-backend= --hooks-dir= --cdi-spec-dir= --max-workers= --namespace= --network-backend=
    --network-cmd-path= --root= --registries-conf= --runroot= --imagestore= --transient-store --pull-option= --runtime=
    --storage-driver= --storage-opt= --tmpdir= --trace --volumepath= --log-level= -D|--debug --runtime-flag= --syslog`,
  ),
  nerdctl: optionTable(
    `--debug --debug-full -a|-H|--address|--host= -n|--namespace= --snapshotter|--storage-driver= --cni-path= --cni-netconfpath=
    --data-root= --cgroup-manager= --insecure-registry --hosts-dir= --experimental --host-gateway-ip= --bridge-ip=
    --kube-hide-dupe --selinux-enabled --cdi-spec-dirs= --userns-remap= --global-dns= --global-dns-opts= --global-dns-search=`,
  ),
};

/** Options of `run` that docker, podman and nerdctl read alike. */
const RUN = `--add-host= --annotation= -a|--attach= --blkio-weight= --blkio-weight-device= --cap-add= --cap-drop= --cgroup-parent=
  --cgroupns= --cidfile= --cpu-period= --cpu-quota= --cpu-rt-period= --cpu-rt-runtime= -c|--cpu-shares= --cpus=
  --cpuset-cpus= --cpuset-mems= -d|--detach --detach-keys= --device= --device-cgroup-rule= --device-read-bps=
  --device-read-iops= --device-write-bps= --device-write-iops= --disable-content-trust --dns= --dns-option|--dns-opt=
  --dns-search= --entrypoint= -e|--env= --env-file= --expose= --gpus= --group-add= --health-cmd= --health-interval=
  --health-retries= --health-start-period= --health-timeout= --help -h|--hostname= --init -i|--interactive --ip= --ip6= --ipc=
  --kernel-memory= -l|--label= --label-file= --link= --log-driver= --log-opt= --mac-address= -m|--memory=
  --memory-reservation= --memory-swap= --memory-swappiness= --mount= --name= --network|--net= --network-alias|--net-alias=
  --no-healthcheck --oom-kill-disable --oom-score-adj= --pid= --pids-limit= --platform= --privileged -p|--publish=
  -P|--publish-all --pull= -q|--quiet --read-only --restart= --rm --runtime= --security-opt= --shm-size= --sig-proxy
  --stop-signal= --stop-timeout= --storage-opt= --sysctl= --tmpfs= -t|--tty --ulimit= -u|--user= --userns= --uts= -v|--volume=
  --volume-driver= --volumes-from= -w|--workdir=`;

/** Options of `run` and `create`. */
export const CONTAINER_RUN = {
  docker: optionTable(
    `${RUN} --cpu-count= --cpu-percent= --domainname= --health-start-interval= --io-maxbandwidth= --io-maxiops= --isolation=
    --link-local-ip= --use-api-socket`,
  ),
  podman: optionTable(
    `${RUN} --arch= --authfile= --cert-dir= --cgroup-conf= --cgroups= --chrootdirs= --conmon-pidfile= --creds=
    --decryption-key= --env-host --env-merge= --gidmap= --health-log-destination= --health-max-log-count=
    --health-max-log-size= --health-on-failure= --health-startup-cmd= --health-startup-interval= --health-startup-retries=
    --health-startup-success= --health-startup-timeout= --hosts-file= --hostuser= --http-proxy --image-volume= --init-ctr=
    --init-path= --intel-rdt-closid= --no-hostname --no-hosts --os= --override-arch= --override-os= --override-variant=
    --passwd --passwd-entry= --group-entry= --personality= --pidfile= --pod= --pod-id-file= --preserve-fd= --preserve-fds=
    --rdt-class= --read-only-tmpfs --replace --requires= --retry= --retry-delay= --rmi --rootfs --sdnotify=
    --seccomp-policy= --secret= --shm-size-systemd= --signature-policy= --subgidname= --subuidname= --systemd= --timeout=
    --tls-verify --tz= --uidmap= --umask= --unsetenv= --unsetenv-all --variant=`,
  ),
  nerdctl: optionTable(
    `${RUN} --cgroup-conf= --cosign-key= --cosign-certificate-identity= --cosign-certificate-identity-regexp=
    --cosign-certificate-oidc-issuer= --cosign-certificate-oidc-issuer-regexp= --domainname= --init-binary= --ipfs-address=
    --isolation= --pidfile= --rdt-class= --rootfs --systemd= --umask= --verify=`,
  ),
};

/** Options of `exec` and `start`, which name a container. */
export const CONTAINER_EXEC = optionTable(
  `-a|--attach --checkpoint= --checkpoint-dir= --cidfile= -d|--detach --detach-keys= -e|--env= --env-file= -i|--interactive
  --privileged --preserve-fd= --preserve-fds= --sig-proxy -t|--tty -u|--user= -w|--workdir= -l|--latest --no-session`,
);

export const COMPOSE_GLOBAL = optionTable(
  `--profile= -p|--project-name= -f|--file= --insecure-registry= --env-file= --project-directory= --workdir= --compatibility
  --progress= --all-resources --ansi= --parallel= --dry-run --no-ansi --verbose -H|--host= -c|--context= --tls --tlscacert=
  --tlscert= --tlskey= --tlsverify --skip-hostname-check --log-level= --podman-args= --podman-run-args= --no-pod
  --in-pod= --pod-args= --podman-path= --podman-build-args= --podman-start-args= --no-cleanup`,
);

/** Options of compose's `run` and `exec`; those of `up` come before services and start all of them anyway. */
export const COMPOSE_RUN = optionTable(
  `-d|--detach -e|--env= --env-from-file= -l|--label= --rm -T|--no-tty|--no-TTY -t|--tty -i|--interactive --name= -u|--user=
  -w|--workdir= --entrypoint= --cap-add= --cap-drop= --no-deps -v|--volume= -p|--publish= --use-aliases -P|--service-ports
  --pull= -q|--quiet --quiet-build --quiet-pull --build --remove-orphans --index= --privileged`,
);
