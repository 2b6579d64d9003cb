import { optionTable } from '../syntax/options.ts';
import { prefixWrapper } from './_prefix.ts';

/** Options of every command of the 1Password CLI 2. */
const OP_GLOBAL = `--account= --cache=? --config= --debug --encoding= --format= --iso-timestamps --no-color --session=`;

/** Options of every command of the Doppler CLI 3. */
const DOPPLER_GLOBAL = `-t|--token= --api-host= --dashboard-host= --no-check-version --no-verify-tls --no-timeout --timeout=
  --attempts= --no-dns-resolver --enable-dns-resolver --dns-resolver-address= --dns-resolver-proto=
  --dns-resolver-timeout= --no-read-env --scope= --config-dir= --configuration= --json --debug --print-config --silent`;

/** Options of every command of the Bitwarden Secrets Manager CLI 2. */
const BWS_GLOBAL = `-o|--output= -c|--color= -t|--access-token= -f|--config-file= -p|--profile= -u|--server-url=
  --uuids-as-keynames`;

/** Options of every command of fnox 1.33. */
const FNOX_GLOBAL = `-c|--config= -P|--profile= -v|--verbose --if-missing= --no-color --no-daemon --no-defaults
  --non-interactive --write-profile=`;

/** Options of every command of aws-vault 7 (cli/global.go); a switch can be denied (`--no-debug`). */
const AWS_VAULT_GLOBAL = `--debug --no-debug --backend= --prompt= --keychain= --secret-service-collection= --pass-dir= --pass-cmd=
  --pass-prefix= --file-dir=`;

/** Options of every command of chamber 3 (cmd/root.go). */
const CHAMBER_GLOBAL = `-r|--retries= --min-throttle-delay= --retry-mode= --verbose -b|--backend= --backend-s3-bucket=
  --kms-key-alias=`;

const INFISICAL_GLOBAL = `-l|--log-level= --log-format= --log-destination= --telemetry=? --domain= --silent`;

/** Programs that fetch secrets, put them into variables and start a command: evidence of how credentials are kept. */
export const secrets = prefixWrapper(
  { id: 'secrets', kind: 'secrets', packages: { 'npm:@infisical/cli': 'infisical' } },
  {
    op: {
      name: 'op run',
      verbs: ['run'],
      before: optionTable(OP_GLOBAL),
      options: optionTable(`${OP_GLOBAL} --env-file= --environment= --no-masking`),
    },
    doppler: {
      name: 'doppler run',
      verbs: ['run'],
      before: optionTable(DOPPLER_GLOBAL),
      options: optionTable(
        `${DOPPLER_GLOBAL} -p|--project= -c|--config= --command= --preserve-env=? --name-transformer= --dynamic-ttl=
        --fallback= --passphrase= --no-cache --no-fallback --fallback-readonly --fallback-only --offline
        --no-exit-on-write-failure --forward-signals --no-liveness-ping --mount= --format= --mount-format=
        --mount-template= --mount-max-reads= --only-secrets= --no-exit-on-missing-only-secrets --watch --silent-exit`,
      ),
      line: 'command',
    },
    infisical: {
      name: 'infisical run',
      verbs: ['run'],
      before: optionTable(INFISICAL_GLOBAL),
      options: optionTable(
        `${INFISICAL_GLOBAL} --token= --projectId= -e|--env= --expand=? --include-imports=? --recursive
        --secret-overriding=? --watch --watch-interval= -c|--command= -t|--tags= --path= --project-config-dir=`,
      ),
      line: 'command',
    },
    'aws-vault': {
      name: 'aws-vault exec',
      verbs: ['exec'],
      before: optionTable(AWS_VAULT_GLOBAL),
      options: optionTable(
        `${AWS_VAULT_GLOBAL} -d|--duration= -n|--no-session --region= -t|--mfa-token= -j|--json -s|--server --ec2-server
        --ecs-server --lazy --stdout`,
      ),
      mixed: true,
      operands: 1,
    },
    chamber: {
      name: 'chamber exec',
      verbs: ['exec'],
      before: optionTable(CHAMBER_GLOBAL),
      options: optionTable(`${CHAMBER_GLOBAL} --pristine --strict --strict-value=`),
      dashed: true,
    },
    teller: {
      name: 'teller run',
      verbs: ['run'],
      before: optionTable('-c|--config= --verbose'),
      options: optionTable('-r|--reset -s|--shell'),
      opens: { shell: 'its words are read once more by a shell' },
    },
    sops: {
      name: 'sops exec-env',
      verbs: ['exec-env'],
      options: optionTable(
        '--background --same-process --pristine --user= --decryption-order= --enable-local-keyservice=? --keyservice=',
      ),
      operands: 1,
      isLine: true,
    },
    'pass-cli': { name: 'pass-cli run', verbs: ['run'], options: optionTable('--env-file= --no-masking') },
    varlock: { name: 'varlock run', verbs: ['run'], options: optionTable(''), dashed: true },
    bws: {
      name: 'bws run',
      verbs: ['run'],
      before: optionTable(BWS_GLOBAL),
      options: optionTable(`${BWS_GLOBAL} --shell= --no-inherit-env --project-id=`),
      mixed: true,
      isLine: true,
    },
    fnox: {
      name: 'fnox exec',
      verbs: ['exec', 'x'],
      before: optionTable(FNOX_GLOBAL),
      options: optionTable(`${FNOX_GLOBAL} --replace`),
    },
    envchain: { name: 'envchain', options: optionTable(''), operands: 1 },
    vaultenv: { name: 'vaultenv', options: optionTable('--secrets-file= --token= --no-inherit-env') },
  },
);
