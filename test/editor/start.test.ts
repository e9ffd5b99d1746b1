/** `npm start` as the README tells it: one command, one URL, and nothing left after Ctrl-C. */
import { spawn } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openBrowser } from "../support/browser.ts";
import { root } from "../support/project.ts";
import { isAlive, serviceProcess } from "../support/service.ts";
import { Workbench } from "../support/workbench.ts";

let profile: string;
beforeEach(() => {
  profile = realpathSync(mkdtempSync(join(tmpdir(), "agentguard-start-")));
});
afterEach(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));

test("prints a URL that shows the guarded workspace, and stops everything on Ctrl-C", async () => {
  const child = spawn("npm", ["start"], {
    cwd: root,
    env: { ...process.env, AGENTGUARD_PROFILE: profile, AGENTGUARD_PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const ended = new Promise<number | null>(resolve => child.on("exit", resolve));
  const url = await new Promise<string>((found, failed) => {
    let text = "";
    child.stdout.on("data", data => {
      text += data;
      const address = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(text)?.[0];
      if (address) found(address);
    });
    ended.then(code => failed(new Error(`npm start ended with ${code}\n${text}`)));
  });
  const browser = await openBrowser();
  try {
    const window = new Workbench(await browser.newPage());
    await window.page.goto(url, { waitUntil: "domcontentloaded" });
    await window.ready();
    await window.status("PROD").waitFor({ timeout: 60_000 });
    await window.status("Stop agents").waitFor();
  } finally {
    await browser.close();
  }
  const service = await serviceProcess(join(profile, "home"));
  // As a terminal does: to the whole group.
  process.kill(-(child.pid ?? 0), "SIGINT");
  await ended;
  await expect.poll(() => reachable(url), { timeout: 15_000 }).toBe(false);
  await expect.poll(() => isAlive(service), { timeout: 15_000 }).toBe(false);
});

async function reachable(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}
