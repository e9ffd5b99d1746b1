/** The sentences of cards and of `explain`, for everyday commands: each says what is true in this small world. */
import { describe, expect, it } from "vitest";
import { makeCard } from "../../../src/core/approval/make-card.ts";
import { unmeasured } from "../../../src/core/approval/unmeasured.ts";
import { BUILT_IN } from "../../../src/core/policy/policy.ts";
import { judgeIn, type World } from "../../support/little-world.ts";

const WORLD: World = {
  files: {
    "src/a.ts": "export const a = 1",
    "notes.md": "notes",
    "package.json": "{}",
    ".env": "DATABASE_URL=postgres://app@db.shop.internal/shop",
  },
};

async function said(text: string) {
  const judgement = await judgeIn(WORLD, { kind: "command", text });
  const action = {
    kind: "command",
    text,
    shell: "bash",
    cwd: "/home/dev/app",
    origin: { agent: "test", env: {} },
  } as const;
  const lost = unmeasured(judgement.effects);
  return { ...makeCard(action as never, judgement, BUILT_IN, { lost, counts: [] }), lost };
}

describe("what it does", () => {
  const check = (text: string, expected: string) =>
    it(`${text}: ${expected}`, async () => expect((await said(text)).what).toBe(expected));
  check("rm -rf gone", "Deletes gone, which is not there now.");
  check("mkdir gone && rm -rf gone", "Deletes the folder gone.");
  check("touch made && rm made", "Deletes made, which is not there now.");
  check("mv notes.md src/", "Moves notes.md.");
  check("chmod -R 777 .", "Lets everybody change everything in this folder.");
  check("mongosh --eval 'db.users.drop()'", "Drops the collection users.");
  check("mongosh --eval 'db.users.deleteMany({})'", "Deletes every document of users.");
  check("psql -c 'DROP TABLE users'", "Drops the table users.");
  check("kubectl rollout restart deploy/api", "Restarts deploy/api.");
  check("kubectl edit deploy api", "Changes deploy api.");
  check("alembic upgrade head", "Migrates the database forward to head.");
  check("rails db:migrate", "Migrates the database forward.");
  check("heroku pg:reset -a shop", "Deletes everything in the database of shop.");
  check("gh pr close 3 --delete-branch", "Closes the pull request 3 and deletes its branch.");
  check("crontab -r", "Deletes every scheduled job of this user.");
  check(
    "npx prisma db push --accept-data-loss",
    "Changes the schema and drops the tables and columns that the definition lacks.",
  );
  check("terraform apply", "Changes the infrastructure to what the configuration in app says.");
  check("rm -rf ~/.claude", "Deletes /home/dev/.claude, which is not there now.");
});

describe("what is lost", () => {
  const check = (text: string, ...expected: string[]) =>
    it(`${text}: ${expected}`, async () => expect((await said(text)).lost).toEqual(expected));
  const unknown = "How much that is could not be measured.";
  check("terraform apply");
  check("terraform state rm aws_s3_bucket.b");
  check("helm uninstall api", `Everything in the release api. ${unknown}`);
  check("redis-cli flushall", `Every key. ${unknown}`);
  check("docker compose down -v", `Everything in the project's volumes. ${unknown}`);
  check("pg_restore --clean -d shop a.dump", `What the archive also holds in shop. ${unknown}`);
  check("psql -c 'DELETE FROM users WHERE id = 5'", "One row of users.");
  check("psql -c 'ALTER TABLE users DROP COLUMN email'", `Everything in the column email of users. ${unknown}`);
  check("mongosh --eval 'db.users.drop()'", `Everything in the collection users. ${unknown}`);
  check("docker compose run --rm api npm run db:reset");
});

describe("what has to be typed", () => {
  const check = (text: string, expected: string | undefined) =>
    it(`${text}: ${expected}`, async () => expect((await said(text)).typeName).toBe(expected));
  check("heroku pg:reset -a shop --confirm shop", "shop");
});

describe("why", () => {
  const check = (text: string, expected: string) =>
    it(`${text}: ${expected}`, async () =>
      expect((await said(text)).why.map(({ because }) => because)).toContain(expected));
  check("cat ~/.aws/credentials", "a secret that was read can only be replaced");
  check("rm -rf ~/.claude", "it changes settings of Claude Code, which hold the guard's hook");
  check("kubectl delete pods --all", "no kubeconfig here says which cluster this reaches");
  check("serverless remove", "which account this reaches could not be told");
});
