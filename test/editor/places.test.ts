/** Where a folder's defaults lead, as the badge shows it, and what a person says of a place: from the badge, from a card. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { inEditor } from "../support/editor-suite.ts";
import { must } from "../support/process.ts";
import { launcherReady, propose } from "../support/propose.ts";
import type { Workbench } from "../support/workbench.ts";

const suite = inEditor();
let window: Workbench;

/** Two folders of one person: a shop with a database, and a site with nothing but text. */
const work = (path: string) => join(suite().server.profile, "work", path);
const env = (host: string) => write(work("shop/.env"), `DATABASE_URL=postgres://app:secret@${host}:5432/shop\n`);

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const git = (...args: string[]) =>
  must("git", ["-C", work("shop"), "-c", "user.name=Me", "-c", "user.email=me@shop.example", ...args], {
    env: { PATH: process.env.PATH, HOME: suite().server.home, GIT_CONFIG_NOSYSTEM: "1" },
  });

const cluster = (name: string, server: string) => `- name: ${name}\n  cluster:\n    server: ${server}\n`;
const useContext = (context: string) =>
  write(
    join(suite().server.home, ".kube", "config"),
    `apiVersion: v1\nkind: Config\ncurrent-context: ${context}\nclusters:\n${cluster("here", "https://127.0.0.1:6443")}${cluster("there", "https://k8s.shop.example")}contexts:\n- name: kind-dev\n  context:\n    cluster: here\n- name: live-eu\n  context:\n    cluster: there\n`,
  );

const badge = (text: string | RegExp) => window.status(text);
const update = (host: string) =>
  propose(suite().places, {
    tool: "Bash",
    input: { command: `psql -h ${host} -c 'UPDATE carts SET open = false WHERE id = 7'` },
    cwd: work("shop"),
  });

/** The row of a list that asks. */
const row = (text: string) => window.page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first();

/** Waits until the badge says `text`, and tells how long that took. */
async function follows(what: string, text: string): Promise<void> {
  const started = performance.now();
  await badge(text).waitFor({ timeout: 60_000 });
  console.log(`the badge said ${text} ${Math.round(performance.now() - started)} ms after ${what}`);
}

beforeAll(async () => {
  write(work("site/README.md"), "# Site\n");
  env("127.0.0.1");
  await git("init", "-q", "-b", "main", ".");
  await git("commit", "-q", "--allow-empty", "-m", "Shop");
  window = await suite().window(work("shop"));
  await badge("LOCAL").waitFor({ timeout: 60_000 });
  await launcherReady(suite().places);
});

test("it follows an edit of an env file", async () => {
  env("db.shop.example");
  await follows("the edit", "PROD");
  await badge("PROD").hover();
  const why = window.page.locator(".monaco-hover", { hasText: "DATABASE_URL in .env points at db.shop.example" });
  await why.first().waitFor({ timeout: 60_000 });
  await window.picture("badge-hover");
  await window.page.keyboard.press("Escape");
});

test("a click on it marks the place, in the person's own policy, and acts there are judged by it", async () => {
  await badge("PROD").click();
  await row("db.shop.example").waitFor();
  await window.picture("mark-place");
  await row("db.shop.example").click();
  await row("Staging").waitFor();
  await window.picture("mark-environment");
  await row("Staging").click();
  await follows("the mark", "STAGING");
  await window.picture("badge-staging");
  expect(JSON.parse(readFileSync(suite().places.userPolicy, "utf8")).environments).toEqual({
    staging: { match: { host: ["db.shop.example"] } },
  });
  expect(await update("db.shop.example")).toEqual({ denied: false, reason: "" });
});

test("so does a card, whose act is judged again by it", async () => {
  const reaction = update("eu.shop.example");
  await window.button("Mark the Place…").waitFor({ timeout: 60_000 });
  await window.picture("card-mark");
  await window.answer("Mark the Place…");
  await row("eu.shop.example").click();
  await row("Staging").click();
  expect(await reaction).toEqual({ denied: false, reason: "" });
  await window.notification("eu.shop.example is staging from now on. What was asked has been judged by it.").waitFor();
  expect(await window.dialog.count()).toBe(0);
  expect(await update("eu.shop.example")).toEqual({ denied: false, reason: "" });
});

test("it follows the branch and the kube context", async () => {
  const policy = JSON.parse(readFileSync(suite().places.userPolicy, "utf8"));
  policy.environments.production = { match: { branch: ["release/*"] } };
  writeFileSync(suite().places.userPolicy, JSON.stringify(policy, null, 2));
  await git("checkout", "-q", "-b", "release/1");
  await follows("the switch of the branch", "PROD");
  await git("checkout", "-q", "main");
  await follows("the switch back", "STAGING");
  useContext("kind-dev");
  mkdirSync(work("shop/k8s"));
  useContext("live-eu");
  await follows("the switch of the context", "PROD");
  useContext("kind-dev");
  await follows("the switch back", "STAGING");
});

test("a window with several folders has one for each, and a click marks what its own folder reaches", async () => {
  const file = work("all.code-workspace");
  writeFileSync(file, JSON.stringify({ folders: [{ path: "shop" }, { path: "site" }] }));
  window = await suite().window(file);
  await badge("shop: △ STAGING").waitFor({ timeout: 60_000 });
  await badge("site: LOCAL").waitFor();
  await window.picture("badges");
  await badge("site: LOCAL").click();
  await window.notification("Nothing here leads to a place that could be marked").waitFor();
  write(work("site/.env"), "DATABASE_URL=postgres://app:secret@db.site.example/site\n");
  await badge("site: ▲ PROD").waitFor({ timeout: 60_000 });
  await badge("shop: △ STAGING").waitFor();
});
