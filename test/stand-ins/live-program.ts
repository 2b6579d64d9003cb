import { chooseContainment, startContained } from '../../src/sandbox/index.ts';
import {
  realExchange,
  realFiles,
  realProcesses,
  realRun,
  realScratch,
  realStart,
  thisMachine,
} from '../../src/io/index.ts';

/*
 * A program that starts a server under limits and then waits, to be ended in the middle of it: `SANDBOX FIXTURE MODE MARK`. It says
 * `up` when the server answers.
 */
process.once('SIGUSR2', () => process.exit(0));
const [sandbox = 'none', fixture = '', ...args] = process.argv.slice(2);
const io = {
  files: realFiles,
  machine: thisMachine(),
  start: realStart,
  run: realRun,
  processes: realProcesses(),
  makeScratch: realScratch,
  exchange: realExchange,
};
const options = { sandbox: sandbox === 'auto' ? 'auto' : 'none', network: false, realHome: false } as const;
const containment = await chooseContainment(options, io);
if (typeof containment === 'string') throw new Error(containment);
const launchable = { command: process.execPath, args: [fixture, ...args], env: {}, cwd: null, reads: [] };
const contained = startContained(launchable, containment, io);
if (typeof contained === 'string') throw new Error(contained);
await contained.program.write('{"jsonrpc":"2.0","id":1,"method":"initialize"}\n');
for await (const chunk of contained.program.output) {
  if (chunk.length > 0) process.stdout.write('up');
}
