import { optionTable, readOptions } from '../syntax/options.ts';
import { UNCLEAR } from './_prefix.ts';
import type { Wrapper } from './index.ts';

/** Options of OpenSSH 9. */
const OPTIONS = optionTable(
  `-4 -6 -A -a -C -f -G -g -K -k -M -N -n -q -s -T -t -V -v -X -x -Y -y -B= -b= -c= -D= -E= -e= -F= -I= -i= -J= -L= -l= -m= -O=
  -o= -P= -p= -Q= -R= -S= -W= -w=`,
);

/** Settings that start a program on this machine. */
const LOCAL_COMMAND =
  /^\s*(?:ProxyCommand|LocalCommand|KnownHostsCommand|PKCS11Provider|SecurityKeyProvider|Include)\b/i;

/** `ssh host command`: what is started is on another machine. */
export const ssh: Wrapper = {
  id: 'ssh',
  kind: 'remote-shell',
  programs: ['ssh', 'mosh', 'plink'],
  packages: {},
  nameOf: ({ program }) => program,
  unwrap({ program, args }) {
    const read = readOptions(args, OPTIONS);
    if (read === null || read.operands.length === 0) return UNCLEAR;
    const diverts =
      read.options.has('F') || (read.options.get('o') ?? []).some((setting) => LOCAL_COMMAND.test(setting));
    const open = ['it runs on another machine, where nothing is read'];
    if (diverts) open.push('its options can start a program on this one');
    return {
      kind: 'end',
      launch: { launcher: 'binary', variant: program, ecosystem: 'local' },
      target: { kind: 'unread', why: 'what runs on another machine is not read', hint: 'Scan that machine too.' },
      open: open.join('; '),
    };
  },
};
