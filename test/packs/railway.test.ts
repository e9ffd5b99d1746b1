import { describe, expect, it } from "vitest";
import { Facts } from "../../src/core/facts/facts.ts";
import { literalWord } from "../../src/core/text/words.ts";
import { railway } from "../../src/packs/railway.ts";

const FACTS = new Facts(new Map(), { roots: [], platform: "linux" });
const SCOPE = { cwd: "/", variables: new Map<string, string>(), via: [] };
const URL_ = literalWord("https://backboard.railway.app/graphql/v2");

function effects(query: string | null) {
  const body = query === null ? null : JSON.stringify({ query });
  return railway.read({ method: "POST", url: URL_, headers: [], body }, FACTS, SCOPE)?.effects ?? [];
}

describe("mutations", () => {
  it.each([
    [
      'mutation { volumeDelete(volumeId: "3d2c") }',
      ["deletes the volume 3d2c and the backups stored in it", "deletes the volume 3d2c and the backups stored in it"],
    ],
    ["mutation { a: serviceDelete(id: 1) }", ["deletes the service 1 in every environment"]],
    ['mutation { variableUpsert(input: {name: "A"}) }', ["overwrites the variable A"]],
    ["mutation { projectTokenDelete(id: 7) }", ["revokes the project token 7"]],
    [
      "mutation { deploymentRedeploy(id: 1) { id } }",
      ["changes something at backboard.railway.app through the mutation deploymentRedeploy"],
    ],
    [
      "mutation { gizmoDelete(id: 1) }",
      ["deletes the gizmo 1 at backboard.railway.app through the mutation gizmoDelete"],
    ],
    [
      "mutation { projectScheduleDeleteCancel(id: 1) }",
      ["changes something at backboard.railway.app through the mutation projectScheduleDeleteCancel"],
    ],
    ["query { project(id: 1) { volumes { edges { node { id } } } } }", []],
    [null, ["sends backboard.railway.app a GraphQL request that could not be read, so it may be any mutation"]],
  ])("%s", (query, says) => expect(effects(query).map(effect => effect.says)).toEqual(says));

  it("loses the backups with the volume", () => {
    const at = [{ kind: "control-plane", host: "backboard.railway.app", provider: "railway" }];
    expect(effects('mutation { volumeDelete(volumeId: "3d2c") }')).toMatchObject([
      { verb: "delete", resource: "volume", target: "volume 3d2c", recovery: "none", marks: ["with-backups"], at },
      { verb: "delete", resource: "backup", target: "backups of volume 3d2c", reach: "all", recovery: "none", at },
    ]);
  });

  it("leaves calls that carry no GraphQL to the general reader", () => {
    expect(railway.read({ method: "GET", url: URL_, headers: [] }, FACTS, SCOPE)).toBeUndefined();
  });
});

describe("tools of an MCP server", () => {
  it.each([
    ["volume_delete", "volume 3d2c"],
    ["delete_volume", "volume 3d2c"],
    ["delete-volume", "volume 3d2c"],
    ["volumeDelete", "volume 3d2c"],
    ["variable_upsert", "variable 3d2c"],
  ])("%s", (tool, target) => expect(railway.readTool?.(tool, { volumeId: "3d2c" })?.effects[0]?.target).toBe(target));

  it("leaves other tools alone", () => expect(railway.readTool?.("project_list", {})).toBeUndefined());
});
