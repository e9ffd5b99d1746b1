/** The demo's control plane, called by the real curl through the agent's own .curlrc. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { curlConfig } from "../../../src/hosts/demo/curl-config.ts";
import { type StandIn, startStandIn } from "../../../src/hosts/demo/stand-in.ts";
import {
  ACCOUNT_TOKEN,
  DELETE_VOLUME,
  graphqlCall,
  LOOK_AT_VOLUME,
  STAGING_TOKEN,
  VOLUME,
} from "../../../src/hosts/demo/story.ts";
import { run } from "../../support/process.ts";

let home: string;
let standIn: StandIn;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "agentguard-stand-in-"));
  standIn = await startStandIn();
  writeFileSync(join(home, "stand-in.pem"), standIn.certificate);
  writeFileSync(join(home, ".curlrc"), curlConfig(standIn.port, join(home, "stand-in.pem")));
});
afterEach(async () => {
  await standIn.stop();
  rmSync(home, { recursive: true, force: true });
});

/** What the service answers to a command line, parsed. */
async function says(command: string): Promise<unknown> {
  const { stdout, stderr } = await run("bash", ["-c", command], { env: { PATH: process.env.PATH, HOME: home } });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

test("deletes the volume and its backups when the account token calls, once", async () => {
  expect(standIn.volumes()).toEqual([VOLUME]);
  expect(await says(DELETE_VOLUME)).toEqual({ data: { volumeDelete: true } });
  expect(standIn.volumes()).toEqual([]);
  expect(standIn.deletions()).toBe(1);
  expect(await says(DELETE_VOLUME)).toMatchObject({ errors: [{ message: "Volume not found" }] });
});

test("refuses the staging token everything outside staging", async () => {
  expect(await says(LOOK_AT_VOLUME)).toMatchObject({ errors: [{ message: "Not Authorized" }] });
  const command = graphqlCall(STAGING_TOKEN, `mutation { volumeDelete(volumeId: "${VOLUME.id}") }`);
  expect(await says(command)).toMatchObject({ errors: [{ message: "Not Authorized" }] });
  expect(standIn.volumes()).toEqual([VOLUME]);
});

test("shows what it holds, and keeps what it was sent", async () => {
  const query = "query { volumes { name backups { id } } }";
  expect(await says(graphqlCall(ACCOUNT_TOKEN, query))).toEqual({
    data: { volumes: [{ name: VOLUME.name, backups: VOLUME.backups.map(({ id }) => ({ id })) }] },
  });
  expect(standIn.requests).toEqual([{ at: expect.any(Number), token: ACCOUNT_TOKEN, query }]);
});

test("answers a body that is no query with an error, and goes on", async () => {
  const command = graphqlCall(ACCOUNT_TOKEN, "mutation {").replace('"query"', '"text"');
  expect(await says(command)).toMatchObject({ errors: [{ message: expect.stringContaining("query") }] });
  expect(await says(graphqlCall(ACCOUNT_TOKEN, "{"))).toMatchObject({
    errors: [{ message: expect.stringContaining("Syntax Error") }],
  });
  expect(standIn.volumes()).toEqual([VOLUME]);
});
