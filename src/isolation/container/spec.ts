import type { Laid } from '../view.ts';

/** What may be said, and be said so that it cannot be read: undefined is not said, null is not readable. */
export type Said<T> = T | null | undefined;

/** What is asked of a container engine for one container, whoever asks: a line, a compose file, the engine itself. */
export interface ContainerSpec {
  engine: 'docker' | 'podman' | 'nerdctl';
  /** `id`, `name`, `id:group`. */
  user: Said<string>;
  privileged: Said<boolean>;
  /** Null where one cannot be read. */
  capAdd: readonly string[] | null;
  capDrop: readonly string[] | null;
  /** `no-new-privileges`, `seccomp=unconfined`; a colon may stand for the sign. */
  securityOptions: readonly string[] | null;
  /** By name; empty where none is said. Null where one cannot be read, or which it is depends on what is not known. */
  networks: readonly string[] | null;
  /** What is known of the networks besides their names: `all` where one leads out. */
  networkReach?: 'all' | null;
  pid: Said<string>;
  ipc: Said<string>;
  uts: Said<string>;
  userns: Said<string>;
  cgroupns: Said<string>;
  /** Whether it joins a pod, whose namespaces it shares. */
  pod: boolean;
  /** Null where one cannot be read. */
  laid: readonly Laid[] | null;
  /** Bytes, processes, cores; 0 and less are no limit. */
  memory: Said<number>;
  processes: Said<number>;
  cores: Said<number>;
  /** What devices are named, as written; null where that cannot be read. */
  devices: readonly string[] | null;
  /** Whether it takes the folders of another container. */
  volumesFrom: boolean;
  /** Whether it is given the socket of its engine by an option of its own. */
  apiSocket: boolean;
  /** Whether the engine is one of this machine. */
  isHere: boolean;
}
