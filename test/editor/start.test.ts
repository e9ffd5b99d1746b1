/** `npm start` as the README tells it: one command, one URL that answers, and nothing left after Ctrl-C. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isExecutable } from "../../src/platform/executables.ts";
import { openBrowser } from "../support/browser.ts";
import { NEWEST } from "../support/editor-install.ts";
import { run } from "../support/process.ts";
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
  let text = "";
  const url = await new Promise<string>((found, failed) => {
    child.stdout.on("data", data => {
      text += data;
      const address = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(text)?.[0];
      if (address) found(address);
    });
    ended.then(code => failed(new Error(`npm start ended with ${code}\n${text}`)));
  });
  // Whoever waits is told what for, and a printed address can be opened.
  const progress = text.slice(0, text.indexOf(url));
  for (const step of ["extension", "starting VS Code", "VS Code 1."])
    expect(progress).toMatch(new RegExp(`\\d+ s\\] .*${step}`));
  expect((await fetch(url)).status).toBe(200);
  expect(text).toContain(`ssh -L ${new URL(url).port}:127.0.0.1:${new URL(url).port} `);
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

/** Runs `npm start` to its end, which is a failure. */
async function failing(env: NodeJS.ProcessEnv): Promise<string> {
  const { code, stdout, stderr } = await run("npm", ["start"], {
    cwd: root,
    env: { ...process.env, AGENTGUARD_PROFILE: profile, AGENTGUARD_PORT: "0", ...env },
  });
  const said = `${stdout}${stderr}`;
  expect(code).toBe(1);
  // Neither an address to open nor the inside of a program.
  expect(said).not.toContain("VS Code is open at");
  expect(said).not.toMatch(/^ +at .*\.(mjs|ts|js):\d+/m);
  return said;
}

test("a machine without compilers is told what to install, before anything is fetched", async () => {
  const programs = join(profile, "bin");
  mkdirSync(programs);
  for (const name of ["node", "npm", "sh", "git", "curl"]) {
    const folder = (process.env.PATH ?? "").split(delimiter).find(candidate => isExecutable(join(candidate, name)));
    symlinkSync(join(folder ?? "/usr/bin", name), join(programs, name));
  }
  const said = await failing({ PATH: programs, AGENTGUARD_CACHE: join(profile, "cache") });
  for (const part of ["g++", "make", "python3"]) expect(said).toContain(part);
  expect(said).toMatch(/apt-get install|dnf install|xcode-select --install/);
  expect(said).not.toContain("fetching");
});

test("a server that answers with an error ends it, with the end of the server's log", async () => {
  const install = join(profile, "cache", "editor", `code-server-${NEWEST.codeServer}`);
  const entry = join(install, "node_modules", "code-server", "out", "node", "entry.js");
  const server = `
    if (process.argv.includes("--install-extension")) process.exit(0);
    const server = require("node:http").createServer((_, response) => {
      console.error("the workbench has lost its files");
      response.writeHead(500).end("vscode-workbench-web-configuration");
    });
    server.listen(0, "127.0.0.1", () => console.log("listening on http://127.0.0.1:" + server.address().port));`;
  for (const [file, text] of [
    [entry, server],
    [join(install, "node_modules", "code-server", "lib", "vscode", "package.json"), '{ "version": "1.139.1" }'],
    [join(install, "ready"), ""],
  ] as const) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  // No client is fetched for it.
  const said = await failing({ AGENTGUARD_CACHE: join(profile, "cache"), AGENTGUARD_CLAUDE: process.execPath });
  expect(said).toContain("the workbench has lost its files");
  expect(said).toContain("500");
});

async function reachable(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}
