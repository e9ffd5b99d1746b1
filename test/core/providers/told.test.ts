import { describe, expect, it } from "vitest";
import { losingValues } from "../../../src/core/providers/settings-that-lose.ts";
import { spokenName } from "../../../src/core/providers/spoken-name.ts";

function check(value: unknown, expected: readonly string[], replaces = false): void {
  expect(losingValues(value, replaces).map(({ verb, reach }) => `${verb} ${reach}`)).toEqual(expected);
}

describe("what a change sets", () => {
  it("puts away by state and by switch", () => {
    check({ status: "closed" }, ["revoke one"]);
    check({ data: { attributes: { cancelled: true } } }, ["revoke one"]);
    check({ accountEnabled: false }, ["revoke one"]);
    check({ deleted_at: "2024-05-01" }, ["revoke one"]);
    check({ status: "open", archived: false, enabled: true }, []);
  });
  it("scales to nothing", () => {
    check({ updates: [{ type: "web", quantity: 0 }] }, ["stop all"]);
    check({ dyno: "web=0:Standard-1X" }, ["stop all"]);
    check({ replicas: 2 }, []);
  });
  it("lets everybody in, and gives rights over everything", () => {
    check({ ingressRules: [{ source: "0.0.0.0/0", protocol: "all" }] }, ["weaken all"]);
    check({ ipAddresses: ["::/0"] }, ["weaken all"]);
    check({ policy: { bindings: [{ role: "roles/viewer", members: ["allUsers"] }] } }, ["weaken all"]);
    check({ publicAccessType: "ObjectRead" }, ["weaken one"]);
    check({ user: "bob", role: "org-admin" }, ["grant one"]);
    check({ role: "viewer", members: ["bob"], egress: "0.0.0.0/0", source: "10.0.0.0/8" }, []);
  });
  it("reads what is inside: patches, graph queries, policies", () => {
    check([{ op: "replace", path: "/environments/live/on", value: false }], ["revoke one"]);
    check({ statements: [{ statement: "MATCH (n:Order) DETACH DELETE n" }] }, ["delete all"]);
    check({ query: "FOR u IN users REMOVE u IN users" }, ["delete all"]);
    check({ query: "MATCH (n) RETURN count(n)" }, []);
    check({ policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }, ["weaken one"]);
  });
  it("opens what was closed", () => {
    check({ private: false }, ["weaken one"]);
    check({ visibility: "private" }, []);
  });
  it("replaces everything by nothing, only where it replaces", () => {
    check([], ["delete all"], true);
    check({ members: [] }, ["delete all"], true);
    check({ members: [] }, []);
    check({ members: ["ann"] }, [], true);
  });
});

describe("names that lose without destroying", () => {
  for (const [name, verb] of [
    ["archiveTeam", "revoke"],
    ["project_archive", "revoke"],
    ["deactivate_user", "revoke"],
    ["stop_server", "stop"],
    ["rebuild-droplet-by-slug", "overwrite"],
    ["publish_package", "publish"],
    ["transfer_native_token", "publish"],
    ["list_archived_teams", undefined],
    ["create_archive", undefined],
    ["close_tab", undefined],
    ["cancel_workflow_run", undefined],
    ["transfer_repository", "revoke"],
    ["publish_message", undefined],
  ] as const)
    it(`${name}: ${verb ?? "nothing"}`, () => expect(spokenName(name)?.verb).toBe(verb));
});
