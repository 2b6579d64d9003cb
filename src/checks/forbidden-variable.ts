import type { Finding } from '../model/finding.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Server } from '../model/server.ts';
import { makeFinding } from './_finding.ts';
import { named } from './_tools.ts';
import { placesOf } from './_words.ts';
import type { Check } from './index.ts';

interface Power {
  severity: 'high' | 'medium';
  /** What its value does, going on from the name. */
  does: string;
}

/*
 * Severity | what such a variable does | its names. Sources: ld.so(8), dyld(1), bash(1), git(1), and the manuals of Node 24, Python 3.14,
 * Perl 5.40, Ruby 3.4, OpenJDK 25 and .NET 10.
 */
const TABLE = `
high | loads code into every program that is started | LD_PRELOAD LD_AUDIT DYLD_INSERT_LIBRARIES GCONV_PATH
high | is read as options of Node.js, which can load code | NODE_OPTIONS BUN_OPTIONS
high | names a file that shells run first | BASH_ENV
high | is read as options of its interpreter, which can load code | PERL5OPT RUBYOPT
high | is read as options of Java, which can load code | JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS
high | loads code into .NET programs | DOTNET_STARTUP_HOOKS CORECLR_PROFILER CORECLR_PROFILER_PATH COR_PROFILER COR_PROFILER_PATH
high | names a program that git runs | GIT_SSH GIT_SSH_COMMAND GIT_EXEC_PATH GIT_EXTERNAL_DIFF GIT_PROXY_COMMAND
medium | decides which programs are found | PATH PATHEXT COMSPEC
medium | decides which libraries are loaded | LD_LIBRARY_PATH DYLD_LIBRARY_PATH DYLD_FRAMEWORK_PATH DYLD_FALLBACK_LIBRARY_PATH
medium | decides which modules are loaded | NODE_PATH PYTHONPATH PYTHONHOME PERL5LIB RUBYLIB CLASSPATH
medium | can switch off that certificates are checked | NODE_TLS_REJECT_UNAUTHORIZED PYTHONHTTPSVERIFY GIT_SSL_NO_VERIFY
`;

const POWERS = new Map<string, Power>(
  TABLE.trim()
    .split('\n')
    .flatMap((line) => {
      const [word = '', does = '', names = ''] = line.split(' | ');
      const severity = word === 'high' ? 'high' : 'medium';
      return names.split(' ').map((name) => [name, { severity, does }] as const);
    }),
);

/** Names that the entry sets, and those that the line sets for a program of this machine: in a container they are its own matter. */
function namesOf({ environment, launch }: Server): string[] {
  return [...new Set([...environment, ...(launch.ecosystem === 'oci' ? [] : launch.environment)])];
}

/** Windows knows no difference between capitals and small letters. */
function powerOf(name: string, { target }: Inventory): Power | undefined {
  return POWERS.get(target.platform === 'win32' ? name.toUpperCase() : name);
}

function judge(server: Server, name: string, { severity, does }: Power): Finding {
  return makeFinding(forbiddenVariable, server, {
    subject: name,
    severity,
    confidence: 'high',
    title: `${named(server.name)} is started with ${named(name)}, which ${does}`,
    evidence: ['Its value was not read into the report: look at it in the config.'],
    fix: `In ${placesOf(server)} remove ${named(name)}, and name the program, file or option that it is for in the line itself.`,
  });
}

export const forbiddenVariable: Check = {
  id: 'forbidden-variable',
  kind: 'forbidden-variable',
  item: 'critical-findings-handled',
  title: 'Variable that changes what runs',
  why: 'The variable decides which code runs, or which checks are made, whatever the command line says. A reviewer reads the line, and something else starts.',
  remediation: 'Remove the variable, and say in the line itself what it is for.',
  references: [
    'https://man7.org/linux/man-pages/man8/ld.so.8.html',
    'https://nodejs.org/api/cli.html#node_optionsoptions',
  ],
  run: (inventory) =>
    inventory.servers.flatMap((server) =>
      namesOf(server).flatMap((name) => {
        const power = powerOf(name, inventory);
        return power === undefined ? [] : [judge(server, name, power)];
      }),
    ),
};
