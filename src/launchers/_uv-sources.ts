import { lastValue, type Options } from '../syntax/options.ts';
import { readExtras } from './_requirement.ts';
import type { Launch } from '../model/launch.ts';

/** `a,b[x,y],c>=1,<2` as uv splits it: at commas outside brackets that no further version clause follows (crates/uv-cli/src/comma.rs). */
function splitList(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '[') depth++;
    else if (text[at] === ']') depth = Math.max(0, depth - 1);
    else if (text[at] === ',' && depth === 0 && !/^\s*[!=<>~]/.test(text.slice(at + 1, at + 20))) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)].map((part) => part.trim()).filter((part) => part !== '');
}

/** Requirements that `--with` names. */
export function withRequirements(options: Options): string[] {
  return (options.get('with') ?? []).flatMap(splitList);
}

/** What uv's options add to a launch: further packages, the registry that counts first, the folder, and what stays open. */
export function sourcesOf(options: Options): {
  launch: Pick<Launch, 'extraPackages' | 'registry' | 'cwd'>;
  open: string[];
} {
  const last = (name: string): string | null => lastValue(options, name);
  const editable = (options.get('with-editable') ?? []).flatMap(splitList);
  const { extraPackages, unread } = readExtras([...withRequirements(options), ...editable]);
  // `--index` counts before `--extra-index-url`, and both before the default; it may have a name (`name=URL`).
  const index = options.get('index')?.[0]?.replace(/^[\w-]+=(?=[a-z][a-z0-9+.-]*:)/i, '');
  const registry = index ?? options.get('extra-index-url')?.[0] ?? last('default-index') ?? last('index-url');
  const open = [
    ...(unread > 0 ? ['a further package (--with) cannot be read'] : []),
    ...(options.has('with-requirements') ? ['a file names further packages (--with-requirements)'] : []),
    ...(options.has('overrides') ? ['a file can replace packages (--overrides)'] : []),
    ...(options.has('find-links') ? ['packages can come from another place (--find-links)'] : []),
    ...(options.has('config-file') ? ['a settings file can change where packages come from (--config-file)'] : []),
    ...(options.has('env-file') ? ['it reads variables from a file (--env-file), which is not followed'] : []),
  ];
  return { launch: { extraPackages, registry, cwd: last('directory') }, open };
}
