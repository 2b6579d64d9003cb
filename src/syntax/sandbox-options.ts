import { optionTable } from './options.ts';

/* Options of programs that change what a process may do, from their own manuals and tables. */

/** bubblewrap 0.11: options that take one value, and those that take two. */
export const BWRAP_OPTIONS = optionTable(
  `--unshare-all --share-net --unshare-user --unshare-user-try --unshare-ipc --unshare-pid --unshare-net
  --unshare-uts --unshare-cgroup --unshare-cgroup-try --disable-userns --assert-userns-disabled --clearenv --new-session
  --die-with-parent --as-pid-1 --args= --argv0= --userns= --userns2= --pidns= --uid= --gid= --hostname= --chdir= --unsetenv=
  --lock-file= --sync-fd= --remount-ro= --exec-label= --file-label= --proc= --dev= --tmpfs= --mqueue= --dir= --seccomp=
  --add-seccomp-fd= --block-fd= --userns-block-fd= --info-fd= --json-status-fd= --cap-add= --cap-drop= --perms= --size=
  --overlay-src= --tmp-overlay= --ro-overlay= --level-prefix --setenv=2 --bind=2 --bind-try=2 --dev-bind=2
  --dev-bind-try=2 --ro-bind=2 --ro-bind-try=2 --bind-fd=2 --ro-bind-fd=2 --file=2 --bind-data=2 --ro-bind-data=2
  --symlink=2 --chmod=2 --overlay=3`,
);

/** `srt` of the sandbox runtime. */
export const SRT_OPTIONS = optionTable('-d|--debug -s|--settings= -c= --control-fd=');

/** macOS. */
export const SANDBOX_EXEC_OPTIONS = optionTable('-f= -n= -p= -D= -t=');

/** nsjail, cmdline.cc. */
export const NSJAIL_OPTIONS = optionTable(
  `-M|--mode= -C|--config= -x|--exec_file= --execute_fd -c|--chroot= --no_pivotroot --rw -u|--user= -g|--group=
  -H|--hostname= -D|--cwd= -p|--port= --bindhost= --max_conns= -i|--max_conns_per_ip= -l|--log= -L|--log_fd=
  -t|--time_limit= --max_cpus= -d|--daemon -v|--verbose -q|--quiet -Q|--really_quiet -e|--keep_env -E|--env=
  --keep_caps --cap= --silent --stderr_to_null --skip_setsid --pass_fd= --disable_no_new_privs --rlimit_as=
  --rlimit_core= --rlimit_cpu= --rlimit_fsize= --rlimit_nofile= --rlimit_nproc= --rlimit_stack= --rlimit_memlock=
  --rlimit_rtprio= --rlimit_msgqueue= --disable_rlimits --persona_addr_compat_layout --persona_mmap_page_zero
  --persona_read_implies_exec --persona_addr_limit_3gb --persona_addr_no_randomize -N|--disable_clone_newnet
  --disable_clone_newuser --disable_clone_newns --disable_clone_newpid --disable_clone_newipc
  --disable_clone_newuts --disable_clone_newcgroup --enable_clone_newtime -U|--uid_mapping= -G|--gid_mapping=
  -R|--bindmount_ro= -B|--bindmount= -T|--tmpfsmount= -m|--mount= -s|--symlink= --disable_proc --proc_path=
  --proc_rw --experimental_mnt= -P|--seccomp_policy= --seccomp_string= --seccomp_log --seccomp_unotify
  --seccomp_unotify_report= --nice_level= --cgroup_mem_max= --cgroup_mem_memsw_max= --cgroup_mem_swap_max=
  --cgroup_mem_mount= --cgroup_mem_parent= --cgroup_pids_max= --cgroup_pids_mount= --cgroup_pids_parent=
  --cgroup_net_cls_classid= --cgroup_net_cls_mount= --cgroup_net_cls_parent= --cgroup_cpu_ms_per_sec=
  --cgroup_cpu_mount= --cgroup_cpu_parent= --cgroupv2_mount= --use_cgroupv2 --detect_cgroupv2 --iface_no_lo
  --iface_own= -I|--macvlan_iface= --macvlan_vs_ip= --macvlan_vs_nm= --macvlan_vs_gw= --macvlan_vs_ma=
  --macvlan_vs_mo= --disable_tsc --forward_signals --use_core_scheduling --user_net --oom_score_adj=`,
);

/** systemd 258. */
export const SYSTEMD_RUN_OPTIONS = optionTable(
  `--no-ask-password --user --system -H|--host= -M|--machine= --scope -u|--unit= -p|--property= --description=
  --slice= --slice-inherit --no-block -r|--remain-after-exit --wait --send-sighup --service-type= --uid= --gid=
  --nice= --working-directory= -d|--same-dir -E|--setenv= -t|--pty -P|--pipe -q|--quiet -G|--collect -S|--shell
  --expand-environment= --path-property= --socket-property= --timer-property= --on-active= --on-boot= --on-startup=
  --on-unit-active= --on-unit-inactive= --on-calendar= --on-timezone-change --on-clock-change --background= --json=
  -C|--capsule= --ignore-failure -v|--verbose -T|--pty-late`,
);

/** util-linux 2.41. */
export const UNSHARE_OPTIONS = optionTable(
  `-m|--mount=? -u|--uts=? -i|--ipc=? -n|--net=? -p|--pid=? -U|--user=? -C|--cgroup=? -T|--time=? -f|--fork
  --map-user= --map-group= -r|--map-root-user -c|--map-current-user --map-auto --map-users= --map-groups=
  --kill-child=? --mount-proc=? --mount-binfmt=? --propagation= --setgroups= --keep-caps -R|--root= -w|--wd=
  -S|--setuid= -G|--setgid= -l|--load-interp= --monotonic= --boottime=`,
);

/** util-linux 2.41. */
export const SETPRIV_OPTIONS = optionTable(
  `--nnp|--no-new-privs --ambient-caps= --inh-caps= --bounding-set= --ruid= --euid= --rgid= --egid= --reuid= --regid=
  --clear-groups --keep-groups --init-groups --groups= --securebits= --pdeathsig= --ptracer= --selinux-label=
  --apparmor-profile= --landlock-access= --landlock-rule= --seccomp-filter= --reset-env`,
);

/** util-linux 2.41. */
export const PRLIMIT_OPTIONS = optionTable(
  `--noheadings --raw --verbose -o|--output= -c|--core=? -d|--data=? -e|--nice=? -f|--fsize=? -i|--sigpending=?
  -l|--memlock=? -m|--rss=? -n|--nofile=? -q|--msgqueue=? -r|--rtprio=? -s|--stack=? -t|--cpu=? -u|--nproc=?
  -v|--as=? -x|--locks=? -y|--rttime=?`,
);

/** cmd/landrun/main.go; its parser takes one dash for two. */
export const LANDRUN_OPTIONS = optionTable(
  `-log-level|--log-level= -ro|--ro= -rox|--rox= -rw|--rw= -rwx|--rwx= -unix|--unix= -bind-tcp|--bind-tcp=
  -connect-tcp|--connect-tcp= -best-effort|--best-effort -env|--env= --unrestricted-filesystem
  --unrestricted-network --unrestricted-scoped --ignore-missing --log-disable-originating --log-enable-subprocesses
  --log-disable-subdomains --ldd --add-exec`,
);

/** sudo 1.9. */
export const SUDO_OPTIONS = optionTable(
  `-A|--askpass -B|--bell -b|--background -E --preserve-env=? -H|--set-home -i|--login -k|--reset-timestamp
  -n|--non-interactive -P|--preserve-groups -S|--stdin -s|--shell -N|--no-update -C|--close-from= -D|--chdir=
  -g|--group= -h|--host= -p|--prompt= -R|--chroot= -r|--role= -T|--command-timeout= -t|--type= -u|--user=`,
);

/** OpenBSD and its ports. */
export const DOAS_OPTIONS = optionTable('-n -s -L -u= -C=');

/** Options of `thv run` (ToolHive 0.20); those of authentication (`--oidc-*`, `--remote-auth-*`) take a value or none by `=`. */
export const TOOLHIVE_RUN = optionTable(
  `--transport= --name= --group= --host= --allowed-origins= --proxy-mode= --proxy-port= --target-port= --target-host=
  -p|--publish= --permission-profile= -e|--env= -v|--volume= --secret= --authz-config= --audit-config= --enable-audit
  --k8s-pod-patch= --ca-cert= --runtime-image= --runtime-add-package= --build-with= --image-verification= --thv-ca-bundle=
  --jwks-auth-token-file= --jwks-allow-private-ip --remote-forward-headers= --remote-forward-headers-secret=
  --resource-url= --otel-endpoint= --otel-service-name= --otel-sampling-rate= --otel-headers= --otel-env-vars=
  --otel-custom-attributes= --otel-insecure --isolate-network --allow-docker-gateway --trust-proxy-headers
  --strict-protocol-validation --stateless --session-ttl= --endpoint-prefix= --network= -l|--label= -f|--foreground
  --from-config= --env-file= --env-file-dir= --webhook-config= --ignore-globally --print-resolved-overlays --tools=
  --tools-override= --debug --oidc-issuer= --oidc-audience= --oidc-jwks-url= --oidc-client-id= --remote-auth
  --remote-auth-client-id= --remote-auth-issuer=`,
);
