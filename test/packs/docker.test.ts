/** What a container sees of this machine, and which engine a command reaches. */
import { describe, expect, it } from "vitest";
import type { Example } from "../../src/core/effects/pack.ts";
import { judgeIn } from "../support/little-world.ts";

const FILES = { "data/a.csv": "x", "dist/a.js": "x", "package.json": "{}", "/srv/data/a": "x" };
const GIT = { ignored: ["data/", "dist/"] };

async function worst(run: string, world: Omit<Example, "run" | "expect"> = { files: FILES, git: GIT }) {
  const judgement = await judgeIn(world, { kind: "command", text: run });
  const [effect] = judgement.effects;
  return { decision: judgement.decision, path: effect?.path, environment: judgement.environment.name };
}

describe("mounted folders are this disk", () => {
  it.each<[string, string, string | undefined]>([
    ["docker run -v $PWD:/w alpine rm -rf /w/data", "ask", "/home/dev/app/data"],
    ["docker run -v $PWD:/w -w /w alpine rm -rf data", "ask", "/home/dev/app/data"],
    ["docker run -v $PWD:/w -w /w alpine rm -rf dist", "allow", "/home/dev/app/dist"],
    ["docker run -v $PWD/data:/w alpine rm -rf /w/a.csv", "ask", "/home/dev/app/data/a.csv"],
    ["docker run -v ./data:/w:rw,z alpine rm /w/a.csv", "ask", "/home/dev/app/data/a.csv"],
    ["docker run --volume=$PWD:/w/ alpine sh -c 'cd /w && rm -rf data'", "ask", "/home/dev/app/data"],
    ["docker run --mount type=bind,src=/srv/data,dst=/d,readonly alpine rm -rf /d", "ask", "/srv/data"],
    ["docker run -v $PWD:/w alpine sh -c 'echo x > /w/data/a.csv'", "ask", "/home/dev/app/data/a.csv"],
    ["docker run -v $PWD:/w alpine rm -rf /w", "deny", "/home/dev/app"],
    ["docker run -v $PWD:/w alpine rm -rf /other", "allow", undefined],
    ["docker run -v data:/d alpine rm -rf /d/x", "ask", undefined],
    ["docker run -v $UNSET:/d alpine rm -rf /d/x", "ask", undefined],
    ["docker run --tmpfs /d alpine rm -rf /d/x", "allow", undefined],
    ["docker run -v /anonymous alpine rm -rf /anonymous/x", "allow", undefined],
    ["docker run --volumes-from db alpine rm -rf /d/x", "ask", undefined],
    ["docker run -v $PWD:/w alpine rm -rf /", "deny", undefined],
    ["docker exec web rm -rf /srv/data", "ask", undefined],
    ["docker -H ssh://ops@web1.acme.io run -v $PWD:/w -w /w alpine rm -rf data", "ask", undefined],
  ])("%s", async (run, decision, path) => {
    expect(await worst(run)).toMatchObject({ decision, path });
  });

  it("sees a part of a work tree with the names of that part", async () => {
    const files = { "web/src/a.ts": "x", "web/src/b.ts": "x" };
    const clean = await worst("docker run -v $PWD/web:/w -w /w node rm src/a.ts", {
      files,
      git: { untracked: ["web/src/b.ts"] },
    });
    const changed = await worst("docker run -v $PWD/web:/w -w /w node rm src/b.ts", {
      files,
      git: { untracked: ["web/src/b.ts"] },
    });
    expect([clean.decision, changed.decision]).toEqual(["allow", "ask"]);
  });
});

describe("the engine", () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ["docker volume rm a", {}, "local"],
    ["docker volume rm a", { DOCKER_HOST: "unix:///run/docker.sock" }, "local"],
    ["docker volume rm a", { DOCKER_HOST: "tcp://10.1.2.3:2376" }, "production"],
    ["docker volume rm a", { DOCKER_CONTEXT: "staging" }, "staging"],
    ["docker --context desktop-linux volume rm a", {}, "local"],
    ["docker --context prod volume rm a", {}, "production"],
    ["docker -c blue volume rm a", {}, "unknown"],
    ["docker --host=ssh://db1.acme.io volume rm a", {}, "production"],
    ["DOCKER_HOST=$(pick) docker volume rm a", {}, "unknown"],
    ["docker compose -f compose.prod.yml down -v", {}, "production"],
    ["docker --context prod compose down -v", {}, "production"],
  ])("%s %j", async (run, env, environment) => {
    expect((await worst(run, { env })).environment).toBe(environment);
  });
});

it("names each volume on its own", async () => {
  const { effects } = await judgeIn({}, { kind: "command", text: "docker volume rm a b" });
  expect(effects.map(({ target, says }) => [target, says])).toEqual([
    ["a", "deletes the volume a with what is stored in it"],
    ["b", "deletes the volume b with what is stored in it"],
  ]);
});
