import type { NetworkView } from '../../model/isolation.ts';
import { lastValue, readOptions, type Options } from '../../syntax/options.ts';
import { TOOLHIVE_RUN } from '../../syntax/sandbox-options.ts';
import { booleanIn, dataIn, own, textsIn, type Data } from '../data.ts';
import { containerFacts } from '../container/facts.ts';
import { laidByVolume } from '../container/volumes.ts';
import { said } from '../fact.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Laid } from '../view.ts';
import { unclear, UNCLEAR_OPTION } from './_facts.ts';
import type { Tool } from './index.ts';

/** A profile as far as it is known: its mounts, its network, whether it is privileged. */
interface Profile {
  laid: Laid[] | null;
  network: NetworkView | null;
  privileged: boolean | null;
}

const UNREAD: Profile = { laid: null, network: null, privileged: null };

/** `thv run`: a container with no capabilities; mounts and network by a permission profile. Source: ToolHive, pkg/permissions, pkg/container/docker. */
export const toolhive: Tool = {
  id: 'toolhive',
  programs: ['thv'],
  read({ args }, _outer, around) {
    if (args[0] !== 'run') return null;
    const read = readOptions(args.slice(1), TOOLHIVE_RUN, 'mixed');
    if (read === null || read.options.has('from-config')) {
      return {
        ...unclear('container', read === null ? UNCLEAR_OPTION : 'its settings are in a file, which is not read'),
        isApart: true,
        isEnd: true,
      };
    }
    const { options, operands } = read;
    if (/^https?:/i.test(operands[0] ?? '')) return null;
    const profile = profileOf(options, operands[0] ?? '', around);
    const given = (options.get('volume') ?? []).map((word) => laidByVolume(word, around));
    const laid =
      profile.laid === null || given.includes(null) ? null : [...profile.laid, ...given.filter((one) => one !== null)];
    const named = lastValue(options, 'network');
    const isIsolated =
      options.has('isolate-network') && !/^(?:false|0|f)$/i.test(lastValue(options, 'isolate-network') ?? '');
    const facts = containerFacts(
      {
        engine: 'docker',
        user: undefined,
        privileged: profile.privileged,
        capAdd: [],
        capDrop: ['ALL'],
        securityOptions: ['label:disable'],
        networks: named === null ? [] : [named],
        ...(named === null ? { networkReach: null } : {}),
        pid: undefined,
        ipc: undefined,
        uts: undefined,
        userns: undefined,
        cgroupns: undefined,
        pod: false,
        laid,
        memory: undefined,
        processes: undefined,
        cores: undefined,
        devices: [],
        volumesFrom: false,
        apiSocket: false,
        isHere: true,
      },
      'static',
      around.home,
    );
    return {
      isApart: true,
      isEnd: true,
      facts: {
        ...facts,
        sandbox: said(['container'], 'ToolHive starts it in a container'),
        user: said(
          { id: null, isRoot: null, isMapped: null, isSame: null },
          'ToolHive sets no user: the image says which',
        ),
        network:
          named === null
            ? said(networkOf(profile, isIsolated), isIsolated ? '--isolate-network' : 'its permission profile')
            : facts.network,
      },
    };
  },
};

/** Its proxy holds a server to the profile; without it only a profile that allows all is as it says. */
function networkOf({ network }: Profile, isIsolated: boolean): NetworkView | null {
  return isIsolated || network?.reach === 'all' ? network : null;
}

/** The built-in ones are known; without a name a server of its registry has its own, and any other `network`. */
function profileOf(options: Options, server: string, around: Surroundings): Profile {
  const name = lastValue(options, 'permission-profile') ?? (/[/:]/.test(server) ? 'network' : null);
  if (name === 'none') return { laid: [], network: { reach: 'none', hosts: [] }, privileged: false };
  if (name === 'network') return { laid: [], network: { reach: 'all', hosts: null }, privileged: false };
  const file = dataIn(around.documents?.toolhive);
  if (name === null || file === null || Object.hasOwn(file, 'extends')) return UNREAD;
  const laid = [...laidOf(file, 'read', around), ...laidOf(file, 'write', around)];
  return {
    laid: laid.includes(null) ? null : laid.filter((one) => one !== null),
    network: networkIn(file),
    privileged: booleanIn(own(file, 'privileged')) === null ? null : own(file, 'privileged') === true,
  };
}

function laidOf(file: Data, key: 'read' | 'write', around: Surroundings): (Laid | null)[] {
  return (textsIn(own(file, key)) ?? [null]).map((word) => {
    if (word === null) return null;
    // One path stands for both sides.
    const laid = laidByVolume(word.includes(':') ? word : `${word}:${word}`, around);
    return laid === null ? null : { ...laid, access: key };
  });
}

function networkIn(file: Data): NetworkView | null {
  const outbound = dataIn(own(dataIn(own(file, 'network')) ?? {}, 'outbound'));
  if (outbound === null) return null;
  const isAll = booleanIn(own(outbound, 'insecure_allow_all'));
  const hosts = textsIn(own(outbound, 'allow_host'));
  if (isAll === null || hosts === null) return null;
  if (isAll === true) return { reach: 'all', hosts: null };
  return hosts.length === 0 ? { reach: 'none', hosts: [] } : { reach: 'allow-list', hosts: hosts.slice(0, 100) };
}
