/** Which project of a platform a command reaches: by the folder's link, by variables, by options. */
import { describe } from "vitest";
import { checkLandings, type Landing } from "../../../support/landing.ts";
import { markedIn } from "../../../support/marked.ts";

const POLICY = markedIn({
  staging: { project: ["shop-two", "abcdefghijklmnopqrst", "prj_two", "site-two"] },
  production: { project: ["shop-live-id"] },
});
const check = (cases: Readonly<Record<string, Landing>>) => checkLandings(cases, POLICY);

describe("Vercel", () => {
  const project = (name: string, id: string) => ({
    ".vercel/project.json": JSON.stringify({ orgId: "team_x", projectId: id, projectName: name }, null, 2),
  });
  check({
    "no link: unknown": { run: "vercel remove shop --yes", expect: "unknown" },
    "the link's project": {
      run: "vercel env rm API_KEY",
      files: project("acme-prod", "prj_one"),
      expect: "production",
      from: ".vercel/project.json:4",
    },
    "an id that is marked": { run: "vercel env rm API_KEY", files: project("shop", "prj_two"), expect: "staging" },
    "a variable beats the link": {
      run: "vercel env rm API_KEY",
      env: { VERCEL_PROJECT_ID: "prj_two" },
      files: project("acme-prod", "prj_one"),
      expect: "staging",
    },
    "the command says production itself": {
      run: "vercel deploy --prod",
      files: project("shop", "prj_two"),
      expect: "production",
    },
    "a link of the folder above": {
      run: "cd web && vercel env rm API_KEY",
      files: project("acme-prod", "prj_one"),
      expect: "production",
    },
  });
});

describe("Fly", () => {
  const toml = (app: string) => ({ "fly.toml": `# fly\napp = "${app}"\n` });
  check({
    "no file: unknown": { run: "fly volumes destroy vol_1", expect: "unknown" },
    "the file's app": {
      run: "fly volumes destroy vol_1",
      files: toml("shop-prod"),
      expect: "production",
      from: "fly.toml:2",
    },
    "an app that is marked": { run: "fly volumes destroy vol_1", files: toml("shop-two"), expect: "staging" },
    "the option beats the variable": {
      run: "fly volumes destroy vol_1 -a shop-two",
      env: { FLY_APP: "shop-prod" },
      expect: "staging",
    },
    "the variable beats the file": {
      run: "fly volumes destroy vol_1",
      env: { FLY_APP: "shop-two" },
      files: toml("shop-prod"),
      expect: "staging",
    },
  });
});

describe("Heroku", () => {
  const git = (...remotes: readonly (readonly [string, string])[]) => ({
    ".git/config": [
      "[core]\n\tbare = false\n",
      ...remotes.map(([name, url]) => `[remote "${name}"]\n\tfetch = +refs/*\n\turl = ${url}\n`),
    ].join(""),
  });
  check({
    "no remote: unknown": { run: "heroku pg:reset", expect: "unknown" },
    "the remote called heroku": {
      run: "heroku pg:reset",
      files: git(["origin", "git@github.com:a/b.git"], ["heroku", "https://git.heroku.com/shop-prod.git"]),
      expect: "production",
      from: ".git/config:8",
    },
    "the only one there is": {
      run: "heroku pg:reset",
      files: git(["live", "git@heroku.com:shop-two.git"]),
      expect: "staging",
    },
    "two say nothing": {
      run: "heroku pg:reset",
      files: git(["a", "https://git.heroku.com/shop-two.git"], ["b", "https://git.heroku.com/shop-prod.git"]),
      expect: "unknown",
    },
    "a remote called staging leads to production's app": {
      run: "heroku pg:reset -r staging",
      files: git(["staging", "https://git.heroku.com/shop.git"], ["prod", "https://git.heroku.com/shop.git"]),
      expect: "production",
      from: ".git/config:8",
      called: "staging",
    },
    "by variable": { run: "heroku pg:reset", env: { HEROKU_APP: "shop-two" }, expect: "staging" },
    "by option": {
      run: "heroku pg:reset --app shop-two",
      files: git(["heroku", "https://git.heroku.com/shop-prod.git"]),
      expect: "staging",
    },
  });
});

describe("Railway", () => {
  const config = (path: string, environmentName: string) => ({
    "~/.railway/config.json": JSON.stringify(
      {
        projects: { [path]: { projectPath: path, name: "shop", project: "p-1", environment: "e-1", environmentName } },
      },
      null,
      2,
    ),
  });
  check({
    "no link: unknown": { run: "railway down", expect: "unknown" },
    "the folder's own link": {
      run: "railway down",
      files: config("/home/dev/app", "production"),
      expect: "production",
      from: "~/.railway/config.json:3",
    },
    "a link of the folder above": { run: "railway down", files: config("/home/dev", "staging"), expect: "staging" },
    "a link of another folder": {
      run: "railway down",
      files: config("/home/dev/other", "production"),
      expect: "unknown",
    },
    "an option beats the link": {
      run: "railway down -e production",
      files: config("/home/dev/app", "staging"),
      expect: "production",
    },
    "a project's token stands above the link": {
      run: "railway down",
      env: { RAILWAY_TOKEN: "x" },
      files: config("/home/dev/app", "staging"),
      expect: "unknown",
    },
  });
});

describe("Supabase, Neon, Netlify, Cloudflare, Firebase, Convex", () => {
  check({
    "Supabase, linked": {
      run: "supabase db reset --linked",
      files: { "supabase/.temp/project-ref": "abcdefghijklmnopqrst\n" },
      expect: "staging",
      from: "supabase/.temp/project-ref:1",
    },
    "Supabase, a project that nobody knows": {
      run: "supabase db reset --linked",
      files: { "supabase/.temp/project-ref": "zbcdefghijklmnopqrst" },
      expect: "unknown",
    },
    "Supabase on this machine": {
      run: "supabase db reset",
      files: { "supabase/.temp/project-ref": "zbcdefghijklmnopqrst" },
      expect: "local",
    },
    "Supabase by option": {
      run: "supabase db push --include-seed --project-ref abcdefghijklmnopqrst",
      expect: "staging",
    },
    "Neon, linked": {
      run: "neonctl branches reset x",
      files: { ".neon": JSON.stringify({ projectId: "shop-two" }) },
      expect: "staging",
    },
    "Neon, a branch": {
      run: "neonctl databases delete x",
      files: { ".neon": JSON.stringify({ projectId: "old-sea-1", branch: "production" }) },
      expect: "production",
    },
    "Netlify, linked": {
      run: "netlify sites:delete",
      files: { ".netlify/state.json": JSON.stringify({ siteId: "site-two" }) },
      expect: "staging",
    },
    "Netlify by variable": { run: "netlify sites:delete", env: { NETLIFY_SITE_ID: "site-two" }, expect: "staging" },
    "a worker": {
      run: "wrangler delete",
      files: { "wrangler.toml": 'main = "x.ts"\nname = "shop-two"\n' },
      expect: "staging",
      from: "wrangler.toml:2",
    },
    "a worker in JSON with comments": {
      run: "wrangler delete",
      files: { "wrangler.jsonc": '{\n  // the worker\n  "name": "shop-two",\n}' },
      expect: "staging",
    },
    "a worker's environment": {
      run: "wrangler delete --env production",
      files: { "wrangler.toml": 'name = "shop-two"\n' },
      expect: "production",
    },
    "Firebase's default": {
      run: "firebase firestore:delete --all-collections",
      files: { ".firebaserc": '{\n "projects": {\n  "default": "shop-two"\n }\n}' },
      expect: "staging",
      from: ".firebaserc:3",
    },
    "Firebase, the alias in use": {
      run: "firebase firestore:delete --all-collections",
      files: {
        ".firebaserc": '{"projects": {"default": "shop-two", "test": "shop-live-id"}}',
        "~/.config/configstore/firebase-tools.json": JSON.stringify({ activeProjects: { "/home/dev/app": "test" } }),
      },
      expect: "production",
    },
    "Firebase, an alias that is production's project": {
      run: "firebase firestore:delete --all-collections -P staging",
      files: { ".firebaserc": '{"projects": {"staging": "shop-1", "prod": "shop-1"}}' },
      expect: "production",
      called: "staging",
    },
    "Firebase, an alias whose project is marked": {
      run: "firebase firestore:delete --all-collections -P next",
      files: { ".firebaserc": '{"projects": {"next": "shop-two"}}' },
      expect: "staging",
    },
    "Convex, a deployment for production": {
      run: "npx convex import --replace x.zip",
      files: { ".env.local": "CONVEX_DEPLOYMENT=prod:happy-otter-1\n" },
      expect: "production",
    },
  });
});
