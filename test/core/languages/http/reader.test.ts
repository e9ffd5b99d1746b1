import { describe, expect, it } from "vitest";
import type { HttpCall, ProviderPack } from "../../../../src/core/effects/pack.ts";
import { Facts } from "../../../../src/core/facts/facts.ts";
import { readHttp } from "../../../../src/core/languages/http/reader.ts";
import { literalWord, wordOfText } from "../../../../src/core/text/words.ts";

const FACTS = new Facts(new Map(), { roots: ["/w"], platform: "linux" });
const SCOPE = { cwd: "/w", variables: new Map(), via: [] };
const PROVIDER: ProviderPack = {
  kind: "provider",
  id: "acme",
  hosts: ["api.acme.io", "*.acme.dev"],
  read: call => (call.method === "PATCH" ? undefined : { effects: [] }),
  examples: [],
};

type Case =
  | readonly [line: string, effects: readonly string[]]
  | readonly [line: string, effects: readonly string[], more: Partial<HttpCall>];

/** `METHOD url` and what comes of it, as `verb resource target recovery certainty @place`. */
function check(cases: readonly Case[]): void {
  it.each(cases.map(([line, effects, more = {}]) => [line, effects, more] as const))("%s", (line, effects, more) => {
    const [method = "", url = ""] = line.split(" ");
    const call: HttpCall = { method, url: wordOfText(url), headers: [], ...more };
    const reading = readHttp(call, SCOPE, "curl", FACTS, [PROVIDER]);
    const found = reading.effects.map(effect => {
      const [at] = effect.at ?? [];
      const place = at?.kind === "host" ? at.host : "?";
      return `${effect.verb} ${effect.resource} ${effect.target} ${effect.recovery} ${effect.certainty} @${place}`;
    });
    const inner = (reading.inner ?? []).map(one => (one.kind === "sql" ? `sql ${one.text}` : one.kind));
    expect([...found, ...inner]).toEqual(effects);
  });
}

const mutation = (text: string): Partial<HttpCall> => ({ body: JSON.stringify({ query: text }) });

describe("plain calls", () => {
  check([
    ["GET https://api.x.io/v1/users/delete", []],
    ["HEAD https://api.x.io/", []],
    ["OPTIONS https://api.x.io/", []],
    ["DELETE https://api.x.io/v1/users/3", ["delete record /v1/users/3 none certain @api.x.io"]],
    ["DELETE https://api.x.io/v1/volumes/3", ["delete volume /v1/volumes/3 none certain @api.x.io"]],
    [
      "DELETE https://api.x.io/v1/projects/1/comments/2",
      ["delete record /v1/projects/1/comments/2 none certain @api.x.io"],
    ],
    ["DELETE http://localhost:3000/users/3", ["delete record /users/3 effort certain @localhost"]],
    ["DELETE http://app.localhost/users/3", ["delete record /users/3 effort certain @app.localhost"]],
    ["DELETE http://localhost:9200/logs-2024", ["delete record /logs-2024 effort certain @localhost"]],
    ["DELETE http://localhost:9200/logs/_doc/1", ["delete record /logs/_doc/1 effort certain @localhost"]],
    ["DELETE http://localhost:9200/_all", ["delete record /_all none certain @localhost"]],
    ["DELETE http://localhost:3000/users/*", ["delete record /users/* none certain @localhost"]],
    ["POST https://api.x.io/v1/users", ["mutate record /v1/users effort possible @api.x.io"]],
    ["PUT https://api.x.io/v1/users/3", ["mutate record /v1/users/3 effort possible @api.x.io"]],
    ["POST https://api.x.io/v1/volumes/3/delete", ["delete volume /v1/volumes/3/delete none likely @api.x.io"]],
    ["POST https://api.x.io/rpc/DeleteBackup", ["delete backup backup none likely @api.x.io"]],
    [
      "POST https://dynamodb.eu.amazonaws.com/",
      ["delete table table none likely @dynamodb.eu.amazonaws.com"],
      { headers: [{ name: "X-Amz-Target", value: literalWord("DynamoDB_20120810.DeleteTable") }], body: "{}" },
    ],
    ["POST https://ec2.x.io/?Action=TerminateInstances", ["delete service instances none likely @ec2.x.io"]],
    [
      "POST https://x.io/rpc",
      ["delete database database none likely @x.io"],
      { body: '{"method":"db.deleteDatabase"}' },
    ],
    [
      "POST https://api.x.io/v1/users/3",
      ["delete record /v1/users/3 none certain @api.x.io"],
      { headers: [{ name: "X-HTTP-Method-Override", value: literalWord("DELETE") }] },
    ],
    ["? https://api.x.io/v1/users/3", ["mutate record /v1/users/3 effort possible @api.x.io"]],
    ["GET file:///etc/passwd", []],
  ]);
});

describe("where it goes", () => {
  check([
    ["DELETE api.x.io/users/3", ["delete record /users/3 none certain @api.x.io"]],
    ["DELETE HTTPS://API.X.IO./users/3", ["delete record /users/3 none certain @api.x.io"]],
    ["DELETE https://user:pw@api.x.io:8443/users/3", ["delete record /users/3 none certain @api.x.io"]],
    ["DELETE http://2130706433/users/3", ["delete record /users/3 effort certain @127.0.0.1"]],
    ["DELETE http://[::1]:3000/users/3", ["delete record /users/3 effort certain @::1"]],
    ["DELETE http://localhost:￼/users/3", ["delete record /users/3 effort certain @localhost"]],
    ["DELETE https://api.x.io￼", ["delete record / none certain @api.x.io"]],
    ["DELETE https://￼/users/3", ["delete record /users/3 none certain @?"]],
    ["DELETE ￼/users/3", ["delete record /users/3 none certain @?"]],
    ["DELETE https://api-￼.x.io/users/3", ["delete record /users/3 none certain @?"]],
    ["DELETE http://prod-￼/users/3", ["delete record /users/3 none certain @?"]],
    [
      "DELETE http://x/volumes/3",
      ["delete volume /volumes/3 none certain @localhost"],
      { socket: literalWord("/run/docker.sock") },
    ],
  ]);
});

describe("GraphQL, on any host", () => {
  check([
    ["POST https://api.x.io/graphql", [], mutation("query { users { id } }")],
    ["POST https://api.x.io/graphql", [], mutation("query { deleteUser(id: 1) { id } }")],
    [
      "POST https://api.x.io/graphql",
      ["delete volume volume 3d2c none likely @api.x.io"],
      mutation('mutation { volumeDelete(volumeId: "3d2c") }'),
    ],
    [
      "POST https://api.x.io/graphql",
      ["mutate record createUser effort possible @api.x.io"],
      mutation("mutation { createUser { id } }"),
    ],
    [
      "POST https://api.x.io/graphql",
      ["execute-unknown code GraphQL request to api.x.io none possible @api.x.io"],
      { body: null },
    ],
    [
      "POST http://localhost/graphql",
      ["delete record user 1 effort likely @localhost"],
      mutation("mutation { deleteUser(id: 1) }"),
    ],
    [
      "POST http://localhost/graphql",
      ["execute-unknown code GraphQL request to localhost effort possible @localhost"],
      { body: null },
    ],
    [
      "POST https://api.x.io/v1",
      ["delete database database 1 none likely @api.x.io"],
      mutation("mutation { deleteDatabase(id: 1) }"),
    ],
    ["GET https://api.x.io/graphql?query=mutation{deleteUser(id:1)}", ["delete record user 1 none likely @api.x.io"]],
    ["GET https://api.x.io/graphql?query={me{id}}", []],
    [
      "POST https://api.x.io/graphql",
      [
        "delete volume volume none possible @api.x.io",
        "execute-unknown code GraphQL request to api.x.io none possible @api.x.io",
      ],
      { body: '{"query":"mutation { volumeDelete(volumeId: "}' },
    ],
  ]);
});

describe("SQL in a call", () => {
  check([
    ["POST https://api.x.io/sql", ["sql DROP TABLE x"], { body: '{"sql":"DROP TABLE x"}' }],
    ["GET http://localhost:8123/?query=DROP%20TABLE%20x", ["sql DROP TABLE x"]],
    ["POST http://localhost:8123/", ["sql TRUNCATE TABLE x"], { body: "TRUNCATE TABLE x" }],
  ]);
});

describe("provider packs", () => {
  check([
    ["DELETE https://api.acme.io/x", []],
    ["DELETE https://eu.acme.dev/x", []],
    ["DELETE https://acme.dev/x", ["delete record /x none certain @acme.dev"]],
    ["DELETE https://evilapi.acme.io.x.io/x", ["delete record /x none certain @evilapi.acme.io.x.io"]],
    ["PATCH https://api.acme.io/x", ["mutate record /x effort possible @api.acme.io"]],
  ]);
});
