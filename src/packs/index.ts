/** Every pack, in alphabetical order. Adding a tool is one file and one line here. */
import type { Pack } from "../core/effects/pack.ts";
import { agentClients } from "./agent-clients.ts";
import { agentguard } from "./agentguard.ts";
import { aws } from "./aws/index.ts";
import { backups } from "./backups/index.ts";
import { carriers } from "./carriers/index.ts";
import { controlPlanes } from "./control-planes/index.ts";
import { cp } from "./cp.ts";
import { curl } from "./curl/index.ts";
import { django } from "./django.ts";
import { env } from "./env.ts";
import { find } from "./find.ts";
import { git } from "./git/index.ts";
import { interpreters } from "./interpreters.ts";
import { adonis, directus, keystone, medusa, payload, redwood, strapi } from "./javascript-backends.ts";
import { drizzleKit, knex, mikroOrm, plainMigrations, sequelize, typeorm } from "./javascript-migrations.ts";
import { keys } from "./keys.ts";
import { kubectl } from "./kubectl/index.ts";
import { mv } from "./mv.ts";
import { npx } from "./npx.ts";
import { prisma } from "./prisma.ts";
import { psql } from "./psql/index.ts";
import { alembic, dbt, flask, pythonMigrations } from "./python-migrations.ts";
import { rails } from "./rails.ts";
import { railway } from "./railway.ts";
import { railwayCli } from "./railway-cli.ts";
import { registries } from "./registries/index.ts";
import { rm } from "./rm.ts";
import { shell } from "./shell.ts";
import { sqlClients } from "./sql-clients/index.ts";
import { ssh } from "./ssh.ts";
import { sudo } from "./sudo.ts";
import { tee } from "./tee.ts";
import { terraform } from "./terraform/index.ts";
import { vault } from "./vault.ts";
import { wget } from "./wget.ts";
import { xargs } from "./xargs.ts";

// biome-ignore format: one pack per line, so that two additions never meet in one.
export const PACKS: readonly Pack[] = [
  adonis,
  agentClients,
  agentguard,
  aws,
  ...backups,
  alembic,
  carriers,
  controlPlanes,
  cp,
  curl,
  dbt,
  directus,
  django,
  drizzleKit,
  env,
  find,
  flask,
  git,
  interpreters,
  ...keys,
  keystone,
  knex,
  medusa,
  mikroOrm,
  kubectl,
  mv,
  npx,
  payload,
  plainMigrations,
  prisma,
  psql,
  pythonMigrations,
  rails,
  railway,
  railwayCli,
  redwood,
  ...registries,
  rm,
  sequelize,
  shell,
  sqlClients,
  strapi,
  ssh,
  sudo,
  tee,
  terraform,
  typeorm,
  vault,
  wget,
  xargs,
];
