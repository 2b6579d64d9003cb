import { optionTable } from '../syntax/options.ts';
import { prefixWrapper, unwrapLine } from './_prefix.ts';
import type { Wrapper } from './index.ts';

const ELSEWHERE = 'its option has it run on another machine';

/** Options of bubblewrap 0.11 that take one value, and those that take two. */
const BWRAP = `--unshare-all --share-net --unshare-user --unshare-user-try --unshare-ipc --unshare-pid --unshare-net
  --unshare-uts --unshare-cgroup --unshare-cgroup-try --disable-userns --assert-userns-disabled --clearenv --new-session
  --die-with-parent --as-pid-1 --args= --argv0= --userns= --userns2= --pidns= --uid= --gid= --hostname= --chdir= --unsetenv=
  --lock-file= --sync-fd= --remount-ro= --exec-label= --file-label= --proc= --dev= --tmpfs= --mqueue= --dir= --seccomp=
  --add-seccomp-fd= --block-fd= --userns-block-fd= --info-fd= --json-status-fd= --cap-add= --cap-drop= --perms= --size=
  --overlay-src= --tmp-overlay= --ro-overlay= --level-prefix --setenv=2 --bind=2 --bind-try=2 --dev-bind=2
  --dev-bind-try=2 --ro-bind=2 --ro-bind-try=2 --bind-fd=2 --ro-bind-fd=2 --file=2 --bind-data=2 --ro-bind-data=2
  --symlink=2 --chmod=2 --overlay=3`;

const named = prefixWrapper(
  { id: 'sandbox', kind: 'sandbox', packages: { 'npm:@anthropic-ai/sandbox-runtime': 'srt' } },
  {
    bwrap: {
      name: 'bwrap',
      options: optionTable(BWRAP),
      cwd: 'chdir',
      opens: { args: 'further words of its line come from a file descriptor' },
    },
    // Every option of firejail's is one word.
    firejail: { name: 'firejail', options: optionTable('') },
    srt: {
      name: 'srt',
      options: optionTable('-d|--debug -s|--settings= -c= --control-fd='),
      line: 'c',
    },
    'sandbox-exec': { name: 'sandbox-exec', options: optionTable('-f= -n= -p= -D= -t=') },
    nsjail: {
      name: 'nsjail',
      options: optionTable(
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
      ),
      cwd: 'cwd',
      environment: ['env'],
      opens: {
        config: 'its file may name another program',
        exec_file: 'its option names another program',
        chroot: 'it runs in another root',
      },
    },
    'systemd-run': {
      name: 'systemd-run',
      options: optionTable(
        `--no-ask-password --user --system -H|--host= -M|--machine= --scope -u|--unit= -p|--property= --description=
        --slice= --slice-inherit --no-block -r|--remain-after-exit --wait --send-sighup --service-type= --uid= --gid=
        --nice= --working-directory= -d|--same-dir -E|--setenv= -t|--pty -P|--pipe -q|--quiet -G|--collect -S|--shell
        --expand-environment= --path-property= --socket-property= --timer-property= --on-active= --on-boot= --on-startup=
        --on-unit-active= --on-unit-inactive= --on-calendar= --on-timezone-change --on-clock-change --background= --json=
        -C|--capsule= --ignore-failure -v|--verbose -T|--pty-late`,
      ),
      cwd: 'working-directory',
      environment: ['setenv'],
      opens: { host: ELSEWHERE, machine: ELSEWHERE },
    },
    unshare: {
      name: 'unshare',
      options: optionTable(
        `-m|--mount=? -u|--uts=? -i|--ipc=? -n|--net=? -p|--pid=? -U|--user=? -C|--cgroup=? -T|--time=? -f|--fork
        --map-user= --map-group= -r|--map-root-user -c|--map-current-user --map-auto --map-users= --map-groups=
        --kill-child=? --mount-proc=? --mount-binfmt=? --propagation= --setgroups= --keep-caps -R|--root= -w|--wd=
        -S|--setuid= -G|--setgid= -l|--load-interp= --monotonic= --boottime=`,
      ),
      cwd: 'wd',
      opens: { root: 'it runs in another root' },
    },
    setpriv: {
      name: 'setpriv',
      options: optionTable(
        `--nnp|--no-new-privs --ambient-caps= --inh-caps= --bounding-set= --ruid= --euid= --rgid= --egid= --reuid= --regid=
        --clear-groups --keep-groups --init-groups --groups= --securebits= --pdeathsig= --ptracer= --selinux-label=
        --apparmor-profile= --landlock-access= --landlock-rule= --seccomp-filter= --reset-env`,
      ),
    },
    prlimit: {
      name: 'prlimit',
      options: optionTable(
        `--noheadings --raw --verbose -o|--output= -c|--core=? -d|--data=? -e|--nice=? -f|--fsize=? -i|--sigpending=?
        -l|--memlock=? -m|--rss=? -n|--nofile=? -q|--msgqueue=? -r|--rtprio=? -s|--stack=? -t|--cpu=? -u|--nproc=?
        -v|--as=? -x|--locks=? -y|--rttime=?`,
      ),
    },
    landrun: {
      name: 'landrun',
      // cmd/landrun/main.go; its parser takes one dash for two.
      options: optionTable(
        `-log-level|--log-level= -ro|--ro= -rox|--rox= -rw|--rw= -rwx|--rwx= -unix|--unix= -bind-tcp|--bind-tcp=
        -connect-tcp|--connect-tcp= -best-effort|--best-effort -env|--env= --unrestricted-filesystem
        --unrestricted-network --unrestricted-scoped --ignore-missing --log-disable-originating --log-enable-subprocesses
        --log-disable-subdomains --ldd --add-exec`,
      ),
      environment: ['env'],
    },
  },
);

/** Options of `codex sandbox` (Codex CLI); the platform is a word before them in older versions. */
const CODEX = optionTable(
  '--full-auto --log-denials -P|--permission-profile|--permissions-profile= -c|--config= --enable= --disable= -C|--cd=',
);

/** Programs that take rights from what they start. */
export const sandbox: Wrapper = {
  ...named,
  programs: [...named.programs, 'codex'],
  nameOf: (line) => (line.program === 'codex' ? 'codex sandbox' : named.nameOf(line)),
  unwrap(line) {
    if (line.program === 'firejail') return unwrapFirejail(line.args);
    if (line.program !== 'codex') return named.unwrap(line);
    const [verb, platform = '', ...rest] = line.args;
    if (verb !== 'sandbox') return null;
    const hasPlatform = /^(?:macos|seatbelt|linux|landlock|windows)$/.test(platform);
    const codex = prefixWrapper(
      { id: 'sandbox', kind: 'sandbox', packages: {} },
      { codex: { name: 'codex', options: CODEX } },
    );
    return codex.unwrap({ ...line, args: hasPlatform ? rest : line.args.slice(1) });
  },
};

function unwrapFirejail(args: readonly string[]): ReturnType<Wrapper['unwrap']> {
  const start = args.findIndex((word) => word === '--' || word === '-c' || !word.startsWith('--'));
  const joins = args.slice(0, Math.max(start, 0)).some((word) => /^--(?:join|net\.print|shutdown|list|top)/.test(word));
  const rest = args.slice(args[start] === '--' || args[start] === '-c' ? start + 1 : start);
  if (start < 0 || rest.length === 0) return { problem: 'a sandbox without a command' };
  const inner = args[start] === '-c' ? unwrapLine(rest[0] ?? '') : ({ kind: 'command', inner: rest } as const);
  return joins ? { ...inner, open: 'it joins a sandbox that runs already' } : inner;
}
