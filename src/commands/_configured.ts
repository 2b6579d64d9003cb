import type { Gap } from '../model/gap.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Server } from '../model/server.ts';
import { version } from '../package.ts';
import { escapeLine } from '../reporters/_escape.ts';
import { scan } from '../scan/index.ts';
import type { Answers } from './_ask.ts';
import { withIo } from './_io.ts';
import { cleanWhenKilled } from './_killed.ts';
import { liveOf } from './_live.ts';
import type { EnumerateOptions } from './_live-options.ts';
import { cacheOf, selectionOf } from './_selection.ts';
import type { SelectionOptions } from './_selection-options.ts';
import type { Terminal } from './terminal.ts';

/**
 * The configured servers with what each offers, as far as that may be asked; no advisories, no probing. `only` names servers, `answers`
 * is where a person is heard already.
 */
export function configuredTools(
  options: SelectionOptions & EnumerateOptions,
  only: readonly string[],
  terminal: Terminal,
  answers: Answers | null = null,
): Promise<Inventory> {
  const { selection, machine, images } = selectionOf(options, terminal);
  const cache = cacheOf(options, terminal);
  return withIo(terminal, false, async (io, clear) => {
    const { close, ...live } = await liveOf({ ...options, probe: 'none', only }, selection.managed, terminal, {
      clear,
      answers,
    });
    const stopWatching = cleanWhenKilled(clear);
    try {
      return await scan({ selection, machine, images, cache, advisories: null, version: version(), ...live }, io);
    } finally {
      stopWatching();
      close();
    }
  });
}

/** Says on stderr of which of these servers the tools are not known, and why. */
export function tellGaps(gaps: readonly Gap[], servers: readonly Server[], terminal: Terminal): void {
  const isTold = ({ item, server }: Gap): boolean =>
    item === 'high-risk-tools-reviewed' && servers.some(({ id }) => id === server);
  for (const { server, message, hint } of gaps.filter(isTold)) {
    terminal.stderr(`mcp-audit: ${escapeLine(`${server ?? ''}: ${message}`)}\n`);
    if (hint !== '') terminal.stderr(`  ${escapeLine(hint)}\n`);
  }
}
