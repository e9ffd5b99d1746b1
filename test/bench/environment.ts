/** What it costs to find the database that a command reaches, in a workspace as large as they get. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CommandAction } from "../../src/core/action/action.ts";
import { type Engine, settle } from "../../src/core/pipeline.ts";
import { BUILT_IN } from "../../src/core/policy/policy.ts";
import { PACKS } from "../../src/packs/index.ts";
import { gatherFacts } from "../../src/platform/gather.ts";
import { surroundingsOf } from "../../src/platform/surroundings.ts";
import "../support/agents.ts";
import { median, quantile, table } from "./numbers.ts";

const FILES = 50_000;
const PER_FOLDER = 25;
/** The stamps of what has just been made are not trusted yet. */
const SETTLING_MS = 300;

/** The same acts over and over, nothing kept between them but what the service keeps, too. */
const COMMANDS: Readonly<Record<string, string>> = {
  "harmless: ls -la": "ls -la",
  "prisma, remote": "npx prisma migrate reset --force",
  "rails, local": "RAILS_ENV=test bin/rails db:drop",
  "laravel, fallen back": "php artisan migrate:fresh --env=testing",
  "psql, by a variable": 'psql "$DATABASE_URL" -c "DROP TABLE users"',
};

const PROJECT: Readonly<Record<string, string>> = {
  ".env": "DATABASE_URL=postgres://app:pw@db.example.com/shop\nDB_HOST=db.example.com\nDB_DATABASE=shop\n",
  ".env.production": "DATABASE_URL=postgres://app:pw@db.example.com/shop\n",
  "package.json": '{"name": "shop", "scripts": {}}',
  "prisma/schema.prisma": 'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n',
  "config/database.yml": "test:\n  adapter: postgresql\n  database: shop_test\n",
  artisan: "<?php\n",
};

export async function benchEnvironment(rounds: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "ag-bench-workspace-"));
  try {
    layOut(folder);
    await new Promise(resolve => setTimeout(resolve, SETTLING_MS));
    const rows = [];
    for (const [name, text] of Object.entries(COMMANDS)) {
      const action: CommandAction = { kind: "command", text, shell: "bash", cwd: folder, origin: { agent: "bench" } };
      const engine: Engine = { packs: PACKS, policy: BUILT_IN, around: surroundingsOf(action, [folder]) };
      const times: number[] = [];
      for (let round = 0; round <= rounds; round++) {
        const started = performance.now();
        await settle(action, engine, gatherFacts);
        times.push((performance.now() - started) * 1000);
      }
      const [cold = 0, ...warm] = times;
      rows.push([name, ...[cold, median(warm), quantile(warm, 0.9)].map(value => value.toFixed(0))]);
    }
    return [
      `Resolving an environment in a workspace of ${FILES} files, µs, whole judgements with facts from this machine`,
      table([["", "first", "warm median", "warm p90"], ...rows]),
    ].join("\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function layOut(folder: string): void {
  for (const [path, text] of Object.entries(PROJECT)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  for (let i = 0; i < FILES / PER_FOLDER; i++) {
    const at = join(folder, `packages/p${i % 40}/src/m${(i / 40) | 0}`);
    mkdirSync(at, { recursive: true });
    for (let file = 0; file < PER_FOLDER; file++) writeFileSync(join(at, `f${file}.ts`), "");
  }
}
