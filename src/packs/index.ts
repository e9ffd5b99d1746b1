/** Lists every pack in alphabetical order. Adding a tool is one file and one line here. */
import type { Pack } from "../core/effects/pack.ts";
import { withTeams } from "../core/knowledge/teams/packs.ts";
import type { Policy } from "../core/policy/policy.ts";
import { accounts } from "./accounts.ts";
import { adb } from "./adb.ts";
import { agentClients } from "./agent-clients/index.ts";
import { agentguard } from "./agentguard.ts";
import { applyPatch } from "./apply-patch.ts";
import { archives } from "./archives.ts";
import { awk } from "./awk.ts";
import { aws } from "./aws/index.ts";
import { backups } from "./backups/index.ts";
import { bq } from "./bq.ts";
import { buildTools } from "./build-tools.ts";
import { catalogue } from "./catalogue.ts";
import { clouds } from "./clouds/index.ts";
import { cmdFiles } from "./cmd/files.ts";
import { cmdProgram } from "./cmd/program.ts";
import { windowsTools } from "./cmd/tools.ts";
import { carriers } from "./command-wrappers/index.ts";
import { consoles } from "./consoles.ts";
import { controlPlanes } from "./control-planes/index.ts";
import { cp } from "./cp.ts";
import { cron } from "./cron.ts";
import { curl } from "./curl/index.ts";
import { directoryServices } from "./directory-services.ts";
import { disks } from "./disks/index.ts";
import { docker } from "./docker/index.ts";
import { couchbase } from "./document-stores/couchbase.ts";
import { influx } from "./document-stores/influx.ts";
import { memcached } from "./document-stores/memcached.ts";
import { neo4j } from "./document-stores/neo4j.ts";
import { nodetool } from "./document-stores/nodetool.ts";
import { searchEngines } from "./document-stores/search-engines.ts";
import { duplicates } from "./duplicates.ts";
import { earthly } from "./earthly.ts";
import { editorWindows } from "./editor-windows.ts";
import { editors } from "./editors.ts";
import { env } from "./env.ts";
import { envFiles } from "./env-files.ts";
import { escapes } from "./escapes.ts";
import { fd } from "./fd.ts";
import { find } from "./find.ts";
import { firewall } from "./firewall.ts";
import { fleet } from "./fleet/index.ts";
import { artisan, sail } from "./frameworks/artisan.ts";
import { django } from "./frameworks/django.ts";
import {
  adonis,
  directus,
  keystone,
  medusa,
  meteor,
  payload,
  redwood,
  strapi,
} from "./frameworks/javascript-backends.ts";
import { mix } from "./frameworks/mix.ts";
import { magento, phinx, symfony } from "./frameworks/php-consoles.ts";
import { phpTests } from "./frameworks/php-tests.ts";
import { rails } from "./frameworks/rails.ts";
import { drush, wp } from "./frameworks/wp.ts";
import { gh } from "./gh/index.ts";
import { git } from "./git/index.ts";
import { glab } from "./glab.ts";
import { go } from "./go.ts";
import { grpcurl } from "./grpcurl.ts";
import { httpie } from "./httpie.ts";
import { hub } from "./hub.ts";
import { hurl } from "./hurl.ts";
import { instanceMetadata } from "./instance-metadata.ts";
import { deno, node } from "./interpreters/node.ts";
import { otherLanguages } from "./interpreters/other-languages.ts";
import { perl } from "./interpreters/perl.ts";
import { php } from "./interpreters/php.ts";
import { python } from "./interpreters/python.ts";
import { ruby } from "./interpreters/ruby.ts";
import { java } from "./java.ts";
import { just } from "./just.ts";
import { k6 } from "./k6.ts";
import { kafka } from "./kafka/index.ts";
import { rpk } from "./kafka/rpk.ts";
import { keys } from "./keys.ts";
import { kubectl } from "./kubectl/index.ts";
import { kubernetesTools } from "./kubernetes-tools/index.ts";
import { loadTools } from "./load-tools.ts";
import { machine } from "./machine/index.ts";
import { make } from "./make/index.ts";
import { mcpCallers } from "./mcp-callers.ts";
import { nats } from "./message-brokers/nats.ts";
import { pulsar } from "./message-brokers/pulsar.ts";
import { rabbitmq } from "./message-brokers/rabbitmq.ts";
import { atlas } from "./migrations/atlas.ts";
import { dbmate } from "./migrations/dbmate.ts";
import { dotnetCli, dotnetEf } from "./migrations/dotnet-ef.ts";
import { flyway } from "./migrations/flyway.ts";
import { golangMigrate } from "./migrations/golang-migrate.ts";
import { goose } from "./migrations/goose.ts";
import { hasura } from "./migrations/hasura.ts";
import { drizzleKit, knex, mikroOrm, plainMigrations, sequelize, typeorm } from "./migrations/javascript.ts";
import { liquibase } from "./migrations/liquibase.ts";
import { prisma } from "./migrations/prisma.ts";
import { alembic, dbt, flask, pythonMigrations } from "./migrations/python.ts";
import { rustMigrations } from "./migrations/rust-migrations.ts";
import { mongosh, mongoTools } from "./mongo.ts";
import { mv } from "./mv.ts";
import { mysqlTools } from "./mysql-tools/import.ts";
import { mysqladmin } from "./mysql-tools/mysqladmin.ts";
import { percona } from "./mysql-tools/percona.ts";
import { pgloader } from "./mysql-tools/pgloader.ts";
import { netcat } from "./netcat.ts";
import { network } from "./network.ts";
import { newman } from "./newman.ts";
import { nodePackages } from "./node-packages/index.ts";
import { notebooks } from "./notebooks.ts";
import { npx } from "./npx.ts";
import { openssl } from "./openssl.ts";
import { oracle } from "./oracle.ts";
import { patch } from "./patch.ts";
import { permissions } from "./permissions.ts";
import { platforms } from "./platforms/index.ts";
import { postgresClusters } from "./postgres-server/clusters.ts";
import { postgresServer } from "./postgres-server/files.ts";
import { psCode } from "./powershell/code.ts";
import { dotnet } from "./powershell/dotnet.ts";
import { psFiles } from "./powershell/files.ts";
import { powershell } from "./powershell/program.ts";
import { psReading } from "./powershell/reading.ts";
import { removeItem } from "./powershell/remove-item.ts";
import { psSystem } from "./powershell/system.ts";
import { psWeb } from "./powershell/web.ts";
import { processes } from "./processes.ts";
import { procfile } from "./procfile.ts";
import { provisioning } from "./provisioning/index.ts";
import { psql } from "./psql/index.ts";
import { pythonPackages } from "./python-packages.ts";
import { railway } from "./railway.ts";
import { railwayCli } from "./railway-cli.ts";
import { redis } from "./redis/index.ts";
import { registries } from "./registries/index.ts";
import { rm } from "./rm.ts";
import { rsync } from "./rsync.ts";
import { runParts } from "./run-parts.ts";
import { saas } from "./saas/index.ts";
import { salesforce } from "./salesforce.ts";
import { scp } from "./scp.ts";
import { scriptRunners } from "./script-runners.ts";
import { scriptStarters } from "./script-starters.ts";
import { sed } from "./sed.ts";
import { serverTools } from "./server-tools/index.ts";
import { services } from "./services.ts";
import { shell } from "./shell/index.ts";
import { sqlClients } from "./sql-clients/index.ts";
import { sqlite } from "./sqlite.ts";
import { ssh } from "./ssh.ts";
import { storage } from "./storage.ts";
import { sudo } from "./sudo.ts";
import { systemPackages } from "./system-packages.ts";
import { tar } from "./tar.ts";
import { taskfile } from "./taskfile.ts";
import { tee } from "./tee.ts";
import { terminals } from "./terminals.ts";
import { terraform } from "./terraform/index.ts";
import { trash } from "./trash.ts";
import { vault } from "./vault.ts";
import { versionControl } from "./version-control.ts";
import { machines } from "./virtual-machines/index.ts";
import { websockets } from "./websockets.ts";
import { wget } from "./wget.ts";
import { xargs } from "./xargs.ts";

// biome-ignore format: one pack per line, so that two additions never meet in one.
export const PACKS: readonly Pack[] = [
  accounts,
  adb,
  adonis,
  agentClients,
  agentguard,
  alembic,
  applyPatch,
  archives,
  artisan,
  atlas,
  awk,
  aws,
  ...backups,
  bq,
  buildTools,
  carriers,
  ...catalogue,
  clouds,
  cmdFiles,
  cmdProgram,
  consoles,
  controlPlanes,
  couchbase,
  cp,
  cron,
  curl,
  dbmate,
  dbt,
  deno,
  directoryServices,
  directus,
  disks,
  django,
  docker,
  dotnet,
  dotnetCli,
  dotnetEf,
  drizzleKit,
  drush,
  duplicates,
  earthly,
  editors,
  editorWindows,
  env,
  envFiles,
  escapes,
  fd,
  find,
  firewall,
  flask,
  fleet,
  flyway,
  gh,
  git,
  glab,
  go,
  golangMigrate,
  goose,
  grpcurl,
  hasura,
  httpie,
  hub,
  hurl,
  influx,
  instanceMetadata,
  java,
  just,
  k6,
  kafka,
  ...keys,
  keystone,
  knex,
  kubectl,
  kubernetesTools,
  liquibase,
  loadTools,
  machine,
  machines,
  magento,
  make,
  mcpCallers,
  medusa,
  memcached,
  meteor,
  mikroOrm,
  mix,
  mongosh,
  mongoTools,
  mv,
  mysqladmin,
  mysqlTools,
  nats,
  neo4j,
  netcat,
  network,
  newman,
  node,
  nodePackages,
  nodetool,
  notebooks,
  npx,
  openssl,
  oracle,
  otherLanguages,
  patch,
  payload,
  percona,
  perl,
  permissions,
  pgloader,
  phinx,
  php,
  phpTests,
  plainMigrations,
  platforms,
  postgresClusters,
  postgresServer,
  powershell,
  prisma,
  processes,
  procfile,
  provisioning,
  psCode,
  psFiles,
  psql,
  psReading,
  psSystem,
  psWeb,
  pulsar,
  python,
  pythonMigrations,
  pythonPackages,
  rabbitmq,
  rails,
  railway,
  railwayCli,
  redis,
  redwood,
  ...registries,
  removeItem,
  rm,
  rpk,
  rsync,
  ruby,
  runParts,
  rustMigrations,
  saas,
  sail,
  salesforce,
  scp,
  scriptRunners,
  scriptStarters,
  searchEngines,
  sed,
  sequelize,
  serverTools,
  services,
  shell,
  sqlClients,
  sqlite,
  ssh,
  storage,
  strapi,
  sudo,
  symfony,
  systemPackages,
  tar,
  taskfile,
  tee,
  terminals,
  terraform,
  trash,
  typeorm,
  vault,
  versionControl,
  websockets,
  wget,
  windowsTools,
  wp,
  xargs,
];

/** Returns the packs for a policy: the same list for the same files of teams, as the engine keeps an index of it. */
export function packsFor({ knowledge }: Pick<Policy, "knowledge">): readonly Pack[] {
  if (knowledge.length === 0) return PACKS;
  const known = withKnowledge.get(knowledge) ?? withTeams(PACKS, knowledge);
  withKnowledge.set(knowledge, known);
  return known;
}

const withKnowledge = new WeakMap<Policy["knowledge"], readonly Pack[]>();
