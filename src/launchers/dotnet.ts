import { lastValue, optionTable, readOptions, variableIn } from '../syntax/options.ts';
import { identifyTool } from './_nuget.ts';
import type { Declares, Identified, Launcher, NotIdentified } from './index.ts';

/** Options of the host before a file that it runs (`dotnet [options] app.dll`, `dotnet exec`). */
const HOST = optionTable(
  `-d|--diagnostics --additionalprobingpath= --additional-deps= --depsfile= --fx-version= --roll-forward=
  --roll-forward-on-no-candidate-fx= --runtimeconfig=`,
);

/** Options of `dotnet run` (SDK 10); every further word and what stands behind `--` is the program's. */
const RUN = optionTable(
  `-c|--configuration= -f|--framework= -r|--runtime= -p|--project= --property=? --file= --launch-profile|-lp= --no-launch-profile
  --launch-profile-arguments --device= --list-devices --no-build --interactive=? --no-restore --no-self-contained
  --self-contained|--sc=? -v|--verbosity= -a|--arch= --os= --disable-build-servers --artifacts-path= -e|--environment= --no-cache
  -bl=? -t= --force --no-dependencies --no-incremental --tl=?`,
);

const LOADS = ['additionalprobingpath', 'additional-deps', 'depsfile', 'runtimeconfig'];

/** `dotnet run`, `dotnet app.dll`, `dotnet tool run|exec`, `dotnet dnx`. */
export const dotnet: Launcher = {
  id: 'dotnet',
  programs: ['dotnet'],
  starts: 'dotnet',
  identify({ args }) {
    const host = readOptions(args, HOST);
    if (host === null) return { problem: 'an option of dotnet that is unknown' };
    const [verb = '', ...rest] = host.operands;
    const diverts = LOADS.some((name) => host.options.has(name));
    const open = diverts ? { open: 'an option of dotnet says where other code is loaded from' } : {};
    switch (verb) {
      case 'run':
        return identifyRun(rest);
      case 'dnx':
        return identifyTool(rest, 'dnx');
      case 'exec': {
        const read = readOptions(rest, HOST);
        const file = read?.operands[0];
        return file === undefined
          ? { problem: 'no file for dotnet' }
          : { ...local(null, { localEntry: file }), ...open };
      }
      case 'tool':
        return identifyToolCommand(rest);
      case 'fsi':
      case 'watch':
        return { problem: 'a command of dotnet that is not followed' };
      default:
        if (/\.(?:dll|exe)$/i.test(verb)) return { ...local(null, { localEntry: verb }), ...open };
        if (/\.cs$/i.test(verb)) return local('dotnet-run', { localEntry: verb });
        // `dotnet name` starts `dotnet-name` of the path, or a tool of the project.
        return /^[\w.-]+$/.test(verb)
          ? { ...local('dotnet-tool', { entryCommand: verb }), ...open }
          : { problem: 'no file for dotnet' };
    }
  },
};

function local(variant: string | null, facts: Partial<Declares>): Identified {
  return {
    launch: { launcher: 'dotnet', variant, ecosystem: 'local', ...facts },
    target: { kind: 'unread', why: 'packages of .NET are not read', hint: '' },
  };
}

function identifyRun(words: readonly string[]): Identified | NotIdentified {
  const end = words.indexOf('--');
  const own = end < 0 ? words : words.slice(0, end);
  const read = readOptions(
    own.filter((word) => !/^[-/]p:/.test(word)),
    RUN,
    'mixed',
  );
  if (read === null) return { problem: 'an option of dotnet that is unknown' };
  const project = lastValue(read.options, 'project') ?? lastValue(read.options, 'file');
  const file = read.operands[0];
  const localEntry = project ?? (file !== undefined && /\.cs$/i.test(file) ? file : null);
  const environment = (read.options.get('environment') ?? []).map(variableIn);
  return local('dotnet-run', { localEntry, environment });
}

function identifyToolCommand([verb, ...words]: readonly string[]): Identified | NotIdentified {
  if (verb === 'exec' || verb === 'execute') return identifyTool(words, 'dotnet-tool-exec');
  if (verb !== 'run') return { problem: 'a command of dotnet that starts no server' };
  const read = readOptions(words, optionTable('--allow-roll-forward'));
  const command = read?.operands[0];
  return command === undefined ? { problem: 'no tool of dotnet' } : local('dotnet-tool-run', { entryCommand: command });
}
