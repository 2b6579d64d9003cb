import { describe, expect, it } from 'vitest';
import { parse, toData } from '../../src/syntax/index.ts';
import { staticIsolation, type Documents } from '../../src/isolation/index.ts';
import { AROUND, short, stepsOf, wordsOf } from './_short.ts';

function data(yaml: string): unknown {
  const { root } = parse(yaml, 'yaml');
  return root === null ? null : toData(root);
}

function verdict(line: string, documents: Documents): string {
  const { steps, isWhole } = stepsOf(wordsOf(line));
  return short(staticIsolation(steps, isWhole, { ...AROUND, documents }));
}

const SERVICE = (body: string, rest = ''): Documents => ({
  compose: data(`services:\n  svc:\n    image: img\n${body.replace(/^/gm, '    ')}\n${rest}`),
});

const DOCKER = 'container | ? | none/none | all | - - - | ? 14 ? | -';
const ONLY = 'container | ? | ? | ? | ? ? ? | ? ? ? | ?';

describe('a compose file', () => {
  it.each<[string, string, string]>([
    ['nothing but an image', '', DOCKER],
    ['a user', 'user: "1000:1000"', DOCKER.replace('| ? |', '| uid 1000 |')],
    ['a user by number', 'user: 0', DOCKER.replace('| ? |', '| root |')],
    ['a user by a variable', 'user: "${UID:-1000}"', DOCKER],
    ['privileged', 'privileged: true', DOCKER.replace('? 14 ? | -', '? 41 - | privileged')],
    ['privileged by something else', 'privileged: "yes"', DOCKER.replace('? 14 ? | -', '? ? ? | -+?')],
    ['no network', 'network_mode: none', DOCKER.replace('all', 'none')],
    ['the network of the machine', 'network_mode: host', DOCKER.replace('| -', '| -').replace(/-$/, 'host-network')],
    ['the network of another service', 'network_mode: "service:db"', DOCKER.replace('all', '?').replace(/-$/, '-+?')],
    ['capabilities', 'cap_drop: [ALL]\ncap_add: [NET_BIND_SERVICE]', DOCKER.replace('14', '1')],
    ['security options', 'security_opt: ["no-new-privileges:true"]', DOCKER.replace('? 14', 'y 14')],
    ['limits', 'mem_limit: 512m\npids_limit: 100\ncpus: 0.5', DOCKER.replace('- - -', '512M 100 0.5c')],
    [
      'limits of its deployment',
      'deploy: { resources: { limits: { memory: 256M, pids: 20, cpus: "0.25" } } }',
      DOCKER.replace('- - -', '256M 20 0.25c'),
    ],
    [
      'limits that contradict each other',
      'mem_limit: 1g\ndeploy: { resources: { limits: { memory: 2g } } }',
      DOCKER.replace('- - -', '? - -'),
    ],
    ['a folder', 'volumes: ["/srv/d:/d:ro"]', DOCKER.replace('none/none', 'listed/none')],
    [
      'a folder in the long form',
      'volumes: [{ type: bind, source: /, target: /host, read_only: true }]',
      DOCKER.replace('none/none', 'all/none').replace(/-$/, 'docker-socket,host-root-mount,sensitive-mount'),
    ],
    ['a volume', 'volumes: ["data:/d"]', DOCKER],
    ['a folder beside its file', 'volumes: [".:/d"]', DOCKER.replace('none/none', '?/?').replace(/-$/, '-+?')],
    [
      'a processor for graphics',
      'deploy: { resources: { reservations: { devices: [{ capabilities: [gpu] }] } } }',
      DOCKER.replace(/-$/, 'device'),
    ],
    ['limits of its processes', 'ulimits: { nproc: 50 }', DOCKER.replace('- - -', '- ? -')],
    ['devices', 'devices: ["/dev/kvm:/dev/kvm"]', DOCKER.replace(/-$/, 'device')],
    ['the processes of the machine', 'pid: host', DOCKER.replace(/-$/, 'host-pid')],
    ['a service that it extends', 'extends: { service: base }', ONLY],
  ])('%s', (_, body, expected) => {
    expect(verdict('docker compose run --rm svc', SERVICE(body))).toBe(expected);
  });

  it.each<[string, string, string]>([
    [
      'a volume that is a folder of the machine',
      'volumes: ["data:/d"]|volumes:\n  data:\n    driver_opts: { type: none, o: bind, device: /home }',
      'listed/listed',
    ],
    ['a volume that somebody else made', 'volumes: ["data:/d"]|volumes:\n  data: { external: true }', '?'],
    ['a network of its own', 'networks: [back]|networks:\n  back: {}', 'all'],
    ['an internal network', 'networks: [back]|networks:\n  back: { internal: true }', '?'],
    ['an internal default network', '|networks:\n  default: { internal: true }', '?'],
    ['a network that somebody else made', 'networks: [back]|networks:\n  back: { external: true }', '?'],
    ['a network that is not declared', 'networks: [back]|', '?'],
  ])('%s', (_, text, expected) => {
    const [body = '', rest = ''] = text.split('|');
    const columns = verdict('docker compose run svc', SERVICE(body, rest)).split(' | ');
    expect(rest.startsWith('volumes') ? columns[2] : columns[3]).toBe(expected);
  });

  it('has its paths begin at its own folder', () => {
    const documents = { ...SERVICE('volumes: ["..:/d"]'), composeFolder: '/home/alice/project' };
    expect(verdict('docker compose run svc', documents)).toMatch(/listed\/listed.*sensitive-mount$/);
  });

  it('is overruled by options of the line, and added to', () => {
    const documents = SERVICE('user: "1000"\nvolumes: ["/srv/d:/d:ro"]');
    expect(verdict('docker compose run -u 0 -v /var/run/docker.sock:/s --cap-drop ALL svc', documents)).toBe(
      'container | root | listed/listed | all | - - - | ? 0 ? | docker-socket',
    );
  });

  it('is not guessed at: another service, several, something else', () => {
    const two: Documents = { compose: { services: { a: {}, b: {} } } };
    expect(verdict('docker compose run missing', SERVICE(''))).toBe(ONLY);
    expect(verdict('docker compose run __proto__', SERVICE(''))).toBe(ONLY);
    expect(verdict('docker compose up', two)).toBe(ONLY);
    expect(verdict('docker compose up', { compose: { services: { a: {} } } })).toBe(DOCKER);
    for (const compose of [
      null,
      [],
      'text',
      { services: [] },
      { services: { svc: 1 } },
      { services: { svc: { volumes: 'x' } } },
    ]) {
      expect(verdict('docker compose run svc', { compose })).toMatch(/^container \| \? \| \? /);
    }
  });
});

describe('settings of the sandbox runtime', () => {
  const files = { denyRead: [], allowWrite: [], denyWrite: [] };
  const network = { allowedDomains: [], deniedDomains: [] };
  const SRT = (rest: string): string => `sandbox-runtime | same | ${rest}`;

  it.each<[string, unknown, string]>([
    ['nothing allowed', { network, filesystem: files }, SRT('all/listed | none | - - - | ? ? ? | -')],
    [
      'hosts, and no homes',
      {
        network: { allowedDomains: ['github.com', '*.npmjs.org'] },
        filesystem: { ...files, denyRead: ['~'], allowWrite: ['.'] },
      },
      SRT('without-home/listed | allow-list(github.com,*.npmjs.org) | - - - | ? ? ? | -'),
    ],
    [
      'everything kept from it but a folder',
      { network, filesystem: { ...files, denyRead: ['/'], allowRead: ['/srv'] } },
      SRT('listed/listed | none | - - - | ? ? ? | -'),
    ],
    [
      'a home given back',
      { network, filesystem: { ...files, denyRead: ['~'], allowRead: ['/home'] } },
      SRT('?/listed | none | - - - | ? ? ? | -'),
    ],
    ['files not held at all', { network, filesystem: { disabled: true } }, SRT('all/all | none | - - - | ? ? ? | -')],
    [
      'a socket',
      { network: { ...network, allowUnixSockets: ['/var/run/docker.sock'] }, filesystem: files },
      SRT('all/listed | none | - - - | ? ? ? | docker-socket'),
    ],
    [
      'every socket',
      { network: { ...network, allowAllUnixSockets: true }, filesystem: files },
      SRT('all/listed | none | - - - | ? ? ? | docker-socket'),
    ],
    [
      'a proxy of somebody else',
      { network: { ...network, httpProxyPort: 8080 }, filesystem: files },
      SRT('all/listed | ? | - - - | ? ? ? | -'),
    ],
    [
      'its own ports',
      { network: { ...network, allowLocalBinding: true }, filesystem: files },
      SRT('all/listed | loopback | - - - | ? ? ? | -'),
    ],
    [
      'a weaker sandbox',
      { network, filesystem: files, enableWeakerNestedSandbox: true },
      SRT('all/listed | none | - - - | ? ? ? | -+?'),
    ],
    ['something else', { network: { allowedDomains: 'all' }, filesystem: [] }, SRT('? | ? | - - - | ? ? ? | -')],
    ['nothing', {}, SRT('? | ? | - - - | ? ? ? | -+?')],
  ])('%s', (_, srt, expected) => expect(verdict('srt npx pkg', { srt })).toBe(expected));

  it('are not believed where they can change', () => {
    expect(verdict('srt --control-fd 3 npx pkg', { srt: { network, filesystem: files } })).toBe(
      'sandbox-runtime | ? | ? | ? | ? ? ? | ? ? ? | ?',
    );
  });
});

describe('a profile of ToolHive', () => {
  it.each<[string, unknown, string]>([
    [
      'hosts and folders',
      { read: ['/srv/in'], write: ['/srv/out:/out'], network: { outbound: { allow_host: ['api.example.com'] } } },
      'container | ? | listed/listed | allow-list(api.example.com) | - - - | ? 0 ? | confinement-off',
    ],
    [
      'privileged',
      { privileged: true, network: { outbound: { insecure_allow_all: true } } },
      'container | ? | none/none | all | - - - | ? 41 - | confinement-off,privileged',
    ],
    ['nothing', {}, 'container | ? | none/none | ? | - - - | ? 0 ? | confinement-off'],
    ['another one', { extends: 'none' }, 'container | ? | ? | ? | - - - | ? ? ? | confinement-off+?'],
    ['lists of something else', { read: 'x' }, 'container | ? | ? | ? | - - - | ? 0 ? | confinement-off+?'],
  ])('%s', (_, toolhive, expected) => {
    expect(verdict('thv run --isolate-network --permission-profile p.json ghcr.io/x/y', { toolhive })).toBe(expected);
  });

  it('holds the network only where it is isolated', () => {
    const toolhive = { network: { outbound: { allow_host: ['api.example.com'] } } };
    expect(verdict('thv run --permission-profile p.json ghcr.io/x/y', { toolhive })).toContain('| none/none | ? |');
  });
});

describe('a profile of seatbelt', () => {
  it.each<[string, string]>([
    ['(version 1)(deny default)', 'none/none | none'],
    ['(version 1)(allow default)(deny network-outbound (remote ip "*:25"))', 'all/all | ?'],
    ['(version 1)(allow default)(deny file-read* (subpath "/Users"))', 'without-home/all | all'],
    ['(version 1)(allow default)(deny file-read* (literal "/etc/x"))', 'all/all | all'],
    ['(version 1)(allow default)(deny file-read* (subpath "/a"))(allow file-read* (subpath "/a/b"))', '?/all | all'],
    ['(version 1)(allow default)(deny file-write*)(allow file-write* (subpath (param "DIR")))', 'all/? | all'],
    [
      '(version 1)(deny default)(allow file-read* (require-any (subpath "/usr") (subpath "/lib")))',
      'listed/none | none',
    ],
    ['(version 1)(deny default)(allow file-read* (require-not (subpath "/usr")))', '?/none | none'],
    ['(version 1)(deny default (with no-log))(allow network* (remote unix-socket))', 'none/none | loopback'],
    ['(version 1)(deny default)(allow network* (local ip "*:*"))', 'none/none | ?'],
    ['(version 1)(deny default)(allow network-outbound (remote ip "localhost.evil:80"))', 'none/none | ?'],
    ['(version 1)(deny default)(allow file-write-create (subpath "/tmp"))', 'none/listed | none'],
    ['(version 1)(allow default)(deny file-write-unlink)', 'all/all | all'],
    ['(version 1)(define (f) 1)(allow default)', '? | ?'],
    ['(version 1)(allow default', '? | ?'],
    ['(version 1))(allow default)', '? | ?'],
    ['(version 1)(allow default)"', '? | ?'],
    [`${'('.repeat(1000)}${')'.repeat(1000)}`, '? | ?'],
    ['', 'none/none | none'],
  ])('%s', (seatbelt, expected) => {
    expect(verdict('sandbox-exec -f p.sb npx pkg', { seatbelt }).split(' | ').slice(2, 4).join(' | ')).toBe(expected);
  });
});
