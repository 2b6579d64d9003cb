import { failure, TIMEOUT_MS } from './_report.ts';
import type { Subject } from './index.ts';

/** Name, extras and version specifiers of PEP 508, without URL and markers; `name@1.2` as uvx takes it. */
const REQUIREMENT =
  /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(\[[A-Za-z0-9._, -]*\])?(@[\w.!+-]+|[<>=!~][<>=!~\w.*+, -]*)?$/;

/**
 * A package of PyPI, installed by uv from wheels alone: building a source distribution would run its code. So would compiling
 * to bytecode, which starts Python in the new environment, where it runs the `.pth` files that a wheel brings.
 */
export const pypi: Subject = {
  id: 'pypi',
  example: 'pypi:server==1.2.3',
  read(text) {
    const [, name, extras = '', version = ''] = REQUIREMENT.exec(text.trim()) ?? [];
    if (name === undefined) return null;
    const pin = version === '@latest' ? '' : version.replace(/^@/, '==');
    return { name, spec: `${name}${extras}${pin}` };
  },
  async fetch({ name, spec }, { folder, env, run }) {
    const places = { UV_TOOL_DIR: `${folder}/tools`, UV_TOOL_BIN_DIR: `${folder}/bin` };
    const args = ['tool', 'install', '--no-build', '--no-config', '--', spec];
    const result = await run('uv', args, {
      cwd: folder,
      env: { ...env, ...places, UV_COMPILE_BYTECODE: '0' },
      timeoutMs: TIMEOUT_MS,
    });
    if (result.exitCode !== 0) return failure('uv', result);
    return { command: 'uvx', args: ['--from', spec, name], env: { UV_TOOL_DIR: places.UV_TOOL_DIR }, cwd: folder };
  },
};
