import { optionTable } from '../syntax/options.ts';
import { DOAS_OPTIONS, SUDO_OPTIONS } from '../syntax/sandbox-options.ts';
import { prefixWrapper, type Prefix } from './_prefix.ts';

const NO_OPTIONS = optionTable('--help --version');
const AS_OTHER_USER = 'its option starts a shell, which is not followed';

const TIMEOUT: Prefix = {
  name: 'timeout',
  options: optionTable('-k|--kill-after= -s|--signal= -v|--verbose --preserve-status --foreground -p'),
  operands: 1,
};

/** Programs that change how a process runs and nothing else: its user, priority, time, streams or terminal. */
export const processChange = prefixWrapper(
  { id: 'process-change', kind: 'process', packages: {} },
  {
    // macOS: which architecture of a universal binary runs.
    arch: { name: 'arch', options: optionTable('-x86_64 -x86_64h -arm64 -arm64e -i386 -32 -64 -c -d= -e=') },
    caffeinate: { name: 'caffeinate', options: optionTable('-d -i -m -s -u -t= -w=') },
    chronic: { name: 'chronic', options: optionTable('-v -e') },
    'dbus-run-session': { name: 'dbus-run-session', options: optionTable('--config-file= --dbus-daemon=') },
    doas: {
      name: 'doas',
      options: DOAS_OPTIONS,
      opens: { s: AS_OTHER_USER },
    },
    'dumb-init': { name: 'dumb-init', options: optionTable('-c|--single-child -r|--rewrite= -v|--verbose') },
    'flatpak-spawn': {
      name: 'flatpak-spawn',
      options: optionTable(
        `-v|--verbose --host --clear-env --watch-bus --sandbox --no-network --latest-version --share-pids --expose-pids
        --forward-fd= --env= --unset-env= --directory= --env-fd= --app-path= --usr-path= --sandbox-expose=
        --sandbox-expose-ro= --sandbox-expose-path= --sandbox-expose-path-ro= --sandbox-expose-path-try=
        --sandbox-expose-path-ro-try= --sandbox-flag= --sandbox-a11y-own-name=`,
      ),
      environment: ['env'],
      cwd: 'directory',
    },
    ionice: { name: 'ionice', options: optionTable('-c|--class= -n|--classdata= -t|--ignore') },
    nice: { name: 'nice', options: optionTable('-n|--adjustment=') },
    nohup: { name: 'nohup', options: NO_OPTIONS },
    setsid: { name: 'setsid', options: optionTable('-c|--ctty -f|--fork -w|--wait') },
    stdbuf: { name: 'stdbuf', options: optionTable('-i|--input= -o|--output= -e|--error=') },
    sudo: {
      name: 'sudo',
      options: SUDO_OPTIONS,
      assignments: true,
      cwd: 'chdir',
      opens: {
        login: AS_OTHER_USER,
        shell: AS_OTHER_USER,
        host: 'it runs on another host',
        chroot: 'it runs in another root',
      },
    },
    taskset: { name: 'taskset', options: optionTable('-a|--all-tasks -c|--cpu-list'), operands: 1 },
    time: {
      name: 'time',
      options: optionTable('-a|--append -f|--format= -o|--output= -p|--portability -q|--quiet -v|--verbose -l -h'),
    },
    timeout: TIMEOUT,
    gtimeout: TIMEOUT,
    tini: { name: 'tini', options: optionTable('-s -g -v -w -l -e= -p=') },
    'xvfb-run': {
      name: 'xvfb-run',
      options: optionTable(
        `-a|--auto-servernum -d|--auto-display -e|--error-file= -f|--auth-file= -l|--listen-tcp -n|--server-num=
        -p|--xauth-protocol= -s|--server-args= -w|--wait=`,
      ),
    },
  },
);
