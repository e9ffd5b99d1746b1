/** Secrets of an act traced to where they are defined; raised when they are not the task's own. */
import { describe, expect, it } from "vitest";
import { BUILT_IN, type CredentialRule } from "../../../src/core/policy/policy.ts";
import { type Act, judgeIn } from "../../support/little-world.ts";

/** Made up, and put together here so that nobody takes it for a real one. */
const TOKEN = ["rw", "7f3a91c2", "5d8e44b0"].join("");
const DOMAINS = { "scripts/domains/.env": `# renews\nDNS_ZONE=acme.io\nRAILWAY_TOKEN=${TOKEN}\n` };
const API = "https://backboard.railway.app/graphql/v2";
const GONE = `-d '{"query":"mutation { volumeDelete(volumeId: \\"v1\\") }"}'`;

interface Case {
  readonly name: string;
  readonly act: string | Act;
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly credentials?: readonly CredentialRule[];
  /** What the card says of each credential that is raised. */
  readonly says: readonly string[];
}

function check({ name, act, files = DOMAINS, env, credentials = [], says }: Case): void {
  it(name, async () => {
    const whole: Act = typeof act === "string" ? { kind: "command", text: act } : act;
    const { reasons } = await judgeIn({ files, ...(env && { env }) }, whole, { ...BUILT_IN, credentials });
    const found = reasons.filter(({ rule }) => rule === "credentials/found").map(({ because }) => because);
    expect(found).toEqual(says);
    expect(JSON.stringify(reasons)).not.toContain(TOKEN);
  });
}

const FROM_DOMAINS = "its credential RAILWAY_TOKEN is from scripts/domains/.env, line 3";
const FOR_DOMAINS = [{ name: "RAILWAY_TOKEN", for: ["domains"] }];
const post = (token: string) => `curl -X POST ${API} -H "Authorization: Bearer ${token}" ${GONE}`;

describe("found in another folder, whatever the way it comes", () => {
  check({ name: "as it stands", act: post(TOKEN), says: [FROM_DOMAINS] });
  check({ name: "by variable", act: post("$RAILWAY_TOKEN"), says: [FROM_DOMAINS] });
  check({ name: "in braces", act: post(`\${RAILWAY_TOKEN}`), says: [FROM_DOMAINS] });
  check({
    name: "after its file was sourced",
    act: `source scripts/domains/.env && ${post("$RAILWAY_TOKEN")}`,
    says: [FROM_DOMAINS],
  });
  check({
    name: "cut out of its file",
    act: post("$(grep RAILWAY_TOKEN scripts/domains/.env | cut -d= -f2)"),
    says: [FROM_DOMAINS],
  });
  check({
    name: "kept in a variable of the act",
    act: `T=$(grep RAILWAY_TOKEN ./scripts/domains/.env | cut -d= -f2); ${post("$T")}`,
    says: [FROM_DOMAINS],
  });
  check({
    name: "read from standard input",
    act: `read -r T < scripts/domains/.env; ${post("$T")}`,
    says: [FROM_DOMAINS],
  });
  check({
    name: "after a change of folder",
    act: `cd scripts/domains && ${post("$(cat .env | tail -1 | cut -d= -f2)")}`,
    says: [FROM_DOMAINS],
  });
  check({
    name: "in PowerShell",
    act: {
      kind: "command",
      shell: "powershell",
      text: `Invoke-RestMethod -Method Delete -Uri https://api.acme.io/v1/volumes/v1 -Headers @{Authorization="Bearer $env:RAILWAY_TOKEN"}`,
    },
    files: { "C:/Users/dev/app/scripts/domains/.env": `\n\nRAILWAY_TOKEN=${TOKEN}` },
    says: [FROM_DOMAINS],
  });
  check({
    name: "by a program",
    act: `python3 -c "import os,requests; requests.delete('https://api.acme.io/v1/volumes/1', headers={'Authorization': os.environ['RAILWAY_TOKEN']})"`,
    says: [FROM_DOMAINS],
  });
  check({
    name: "by another program",
    act: `node -e "fetch('https://api.acme.io/v1/volumes/1', {method: 'DELETE', headers: {a: process.env.RAILWAY_TOKEN}})"`,
    says: [FROM_DOMAINS],
  });
  check({
    name: "in a tool's arguments",
    act: {
      kind: "mcp",
      server: "http",
      tool: "request",
      arguments: { method: "DELETE", url: "https://api.acme.io/v1/volumes/1", headers: { authorization: TOKEN } },
    },
    says: [FROM_DOMAINS],
  });
  check({
    name: "declared for something else",
    act: post(TOKEN),
    credentials: FOR_DOMAINS,
    says: [`${FROM_DOMAINS}, declared for domains`],
  });
  check({
    name: "the password of an address",
    act: "psql postgres://app:h8Kd02mQx1@db.acme.io/app -c 'drop table users'",
    files: { "packages/api/.env": "A=1\nDATABASE_URL=postgres://app:h8Kd02mQx1@db.acme.io/app" },
    says: ["its credential DATABASE_URL is from packages/api/.env, line 2"],
  });
});

describe("found in other files that hold credentials", () => {
  const drop = `curl -X DELETE -H "Authorization: Bearer ${TOKEN}" https://api.acme.io/v1/volumes/1`;
  const at = (file: string, text: string, says: string) =>
    check({ name: file, act: drop, files: { [file]: text }, says: [`its credential ${says}`] });
  at(
    "/home/dev/.aws/credentials",
    `[default]\naws_secret_access_key = ${TOKEN}`,
    "aws_secret_access_key is from ~/.aws/credentials, line 2",
  );
  at("/home/dev/.netrc", `machine api.acme.io login dev password ${TOKEN}`, "password is from ~/.netrc, line 1");
  at("/home/dev/.npmrc", `//registry.npmjs.org/:_authToken=${TOKEN}`, "_authToken is from ~/.npmrc, line 1");
  at(
    "/home/dev/.config/gh/hosts.yml",
    `github.com:\n    user: dev\n    oauth_token: ${TOKEN}`,
    "oauth_token is from ~/.config/gh/hosts.yml, line 3",
  );
  at(
    "/home/dev/.kube/config",
    `users:\n- name: a\n  user:\n    token: ${TOKEN}`,
    "token is from ~/.kube/config, line 4",
  );
  at("/home/dev/.git-credentials", `https://dev:${TOKEN}@github.com`, "a password is from ~/.git-credentials, line 1");
  at("/home/dev/.pgpass", `db.acme.io:5432:app:dev:${TOKEN}`, "a password is from ~/.pgpass, line 1");
  at(
    "/home/dev/.railway/config.json",
    `{"user":{\n"token":"${TOKEN}"}}`,
    "token is from ~/.railway/config.json, line 2",
  );
  check({
    name: "a user's file that the act reads",
    act: post("$(cat ~/.config/gh/hosts.yml | grep oauth_token)"),
    files: { "/home/dev/.config/gh/hosts.yml": `github.com:\n  oauth_token: ${TOKEN}` },
    says: ["its credential oauth_token is from ~/.config/gh/hosts.yml, line 2"],
  });
  check({
    name: "a file that a program opens",
    act: `python3 -c "import json,requests; t=json.load(open('ops/secrets.json')); requests.delete('https://api.acme.io/v1/volumes/1', headers={'a': t['api_token']})"`,
    files: { "ops/secrets.json": `{\n  "api_token": "${TOKEN}"\n}` },
    says: ["its credential api_token is from ops/secrets.json, line 2"],
  });
});

describe("of another environment", () => {
  check({
    name: "production's file beside the task",
    act: post(TOKEN),
    files: { ".env.production": `RAILWAY_TOKEN=${TOKEN}` },
    says: ["its credential RAILWAY_TOKEN is from .env.production, line 1, which is of production"],
  });
  check({
    name: "declared for staging, used on production",
    act: post(TOKEN),
    files: { ".env": `RAILWAY_TOKEN=${TOKEN}` },
    credentials: [{ name: "RAILWAY_TOKEN", for: ["volumes"], environment: "staging" }],
    says: ["its credential RAILWAY_TOKEN is from .env, line 1, declared for volumes"],
  });
  check({
    name: "given to the agent, and declared for something else",
    act: post("$RAILWAY_TOKEN"),
    env: { RAILWAY_TOKEN: TOKEN },
    files: {},
    credentials: FOR_DOMAINS,
    says: [
      "its credential RAILWAY_TOKEN is from the environment that the agent was started with, declared for domains",
    ],
  });
});

describe("the task's own", () => {
  const own = { ".env": `RAILWAY_TOKEN=${TOKEN}` };
  check({ name: "its env file, by variable", act: post("$RAILWAY_TOKEN"), files: own, says: [] });
  check({ name: "its env file, as it stands", act: post(TOKEN), files: own, says: [] });
  check({ name: "its env file, sourced", act: `. ./.env && ${post("$RAILWAY_TOKEN")}`, files: own, says: [] });
  check({
    name: "its env file, for what it is declared for",
    act: post(TOKEN),
    files: own,
    credentials: [{ name: "RAILWAY_TOKEN", for: ["volumes"] }],
    says: [],
  });
  check({
    name: "what the agent was started with",
    act: post("$RAILWAY_TOKEN"),
    env: { RAILWAY_TOKEN: TOKEN },
    says: [],
  });
  check({
    name: "an act that loses nothing",
    act: `curl -H "Authorization: ${TOKEN}" https://api.acme.io/v1`,
    says: [],
  });
  check({ name: "an act that reaches nothing", act: "rm -rf src/$RAILWAY_TOKEN", says: [] });
  check({ name: "a name that only looks alike", act: post("$TOKEN"), says: [] });
});
