/** The badge follows what it rests on: real files, real watchers, whatever they were before the change. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EnvironmentName } from "../../../src/core/places/environment.ts";
import { environmentOfFolder } from "../../../src/hosts/engine.ts";
import { realClock } from "../../../src/hosts/service/clock.ts";
import { EnvironmentWatch } from "../../../src/hosts/service/watch.ts";
import { markedIn } from "../../support/marked.ts";

const POLICY = markedIn({ production: { host: ["db.acme.io"], branch: ["release/*"] } });
const DATABASE = "DATABASE_URL=postgres://db.acme.io/x\n";
const KUBE = (context: string) =>
  `current-context: ${context}\ncontexts:\n- {name: ${context}, context: {cluster: c}}\nclusters:\n- {name: c, cluster: {server: "https://198.51.100.4"}}\n`;

let home: string;
let realHome: string | undefined;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), "ag-watch-")));
  realHome = process.env.HOME;
  process.env.HOME = home;
});
afterEach(() => {
  process.env.HOME = realHome;
  rmSync(home, { recursive: true, force: true });
});

interface Case {
  /** Relative to the home folder; the workspace is `app`. */
  readonly files?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  change(write: (path: string, text: string) => void): void;
  /** What it says at first; `local` if nothing else. Afterwards it is production. */
  readonly before?: EnvironmentName;
  /** Nothing that the badge rests on. */
  readonly unseen?: true;
}

function check(cases: Readonly<Record<string, Case>>): void {
  it.each(Object.entries(cases))(
    "%s",
    async (_name, { files = {}, variables = {}, change, before = "local", unseen }) => {
      const write = (path: string, text: string) => {
        mkdirSync(dirname(join(home, path)), { recursive: true });
        writeFileSync(join(home, path), text);
      };
      write("app/README.md", "x");
      for (const [path, text] of Object.entries(files)) write(path, text);
      const folder = join(home, "app");
      const inHome = Object.fromEntries(
        Object.entries(variables).map(([name, path]) => [name, path.replace("~", home)]),
      );
      let changes = 0;
      const watch = new EnvironmentWatch(realClock, () => changes++);
      const look = async (): Promise<EnvironmentName> => {
        const { result, sources } = await environmentOfFolder(folder, POLICY, inHome);
        return watch.set(folder, sources) ? look() : result.name;
      };
      try {
        expect(await look()).toBe(before);
        change(write);
        const expected = unseen ? "local" : "production";
        let now = await nextLook(look, () => changes);
        // A change in two steps is heard twice.
        for (let i = 0; i < 100 && now !== expected; i++) now = await nextLook(look, () => changes);
        expect(now).toBe(expected);
        expect(changes > 0).toBe(!unseen);
      } finally {
        watch.close();
      }
    },
  );
}

/** Waits for the next change, not for a time: the answer without one is that nothing was heard. */
async function nextLook(look: () => Promise<EnvironmentName>, changes: () => number): Promise<EnvironmentName> {
  const had = changes();
  for (let i = 0; i < 30 && changes() === had; i++) await new Promise(resolve => setTimeout(resolve, 10));
  return look();
}

describe("the badge's files", () => {
  check({
    "an env file that is new": { change: write => write("app/.env", DATABASE) },
    "an env file that is edited": { files: { "app/.env": "A=1\n" }, change: write => write("app/.env", DATABASE) },
    "an env file that is replaced by renaming": {
      files: { "app/.env": "A=1\n" },
      change: write => {
        write("app/.new", DATABASE);
        renameSync(join(home, "app/.new"), join(home, "app/.env"));
      },
    },
    "an env file deeper down": {
      files: { "app/services/api/config/.env": "A=1\n" },
      change: write => write("app/services/api/config/.env", DATABASE),
    },
    "an env file in new folders": { change: write => write("app/services/api/.env", DATABASE) },
    "a platform's link that is edited": {
      files: { "app/fly.toml": 'app = "shop-dev"\n' },
      before: "development",
      change: write => write("app/fly.toml", 'app = "shop-prod"\n'),
    },
    "a platform's link that is new": {
      change: write => write("app/.vercel/project.json", '{"projectId": "prj_1", "projectName": "acme-prod"}'),
    },
    "Terraform's workspace": {
      files: { "app/main.tf": "" },
      change: write => write("app/.terraform/environment", "prod"),
    },
    "the current kube context": {
      files: { "app/Chart.yaml": "name: x", ".kube/config": KUBE("kind-x") },
      change: write => write(".kube/config", KUBE("prod-eu")),
    },
    "a kubeconfig that is new": {
      files: { "app/Chart.yaml": "name: x" },
      change: write => write(".kube/config", KUBE("prod-eu")),
    },
    "a kubeconfig elsewhere": {
      files: { "app/Chart.yaml": "name: x", "clusters/one.yaml": KUBE("kind-x") },
      variables: { KUBECONFIG: "~/clusters/one.yaml:~/clusters/two.yaml" },
      change: write => write("clusters/one.yaml", KUBE("prod-eu")),
    },
    "an account of AWS": {
      files: {
        "app/.envrc": "export AWS_PROFILE=green\n",
        ".aws/config": "[profile acme-prod]\nsso_account_id = 111111111111\n",
      },
      before: "unknown",
      change: write =>
        write(
          ".aws/config",
          "[profile acme-prod]\nsso_account_id = 111111111111\n[profile green]\nsso_account_id = 111111111111\n",
        ),
    },
    "the active configuration of gcloud": {
      files: {
        "app/cloudbuild.yaml": "",
        ".config/gcloud/configurations/config_work": "[core]\nproject = acme-prod\n",
      },
      change: write => write(".config/gcloud/active_config", "work"),
    },
    "the current context of Docker": {
      files: { "app/Dockerfile": "FROM x", ".docker/config.json": "{}" },
      change: write => write(".docker/config.json", '{"currentContext": "prod-edge"}'),
    },
    "the branch": {
      files: { "app/.gitignore": "x" },
      change: () => {
        execFileSync("git", ["init", "-q", "-b", "release/1"], { cwd: join(home, "app") });
      },
    },
    "a source file": { change: write => write("app/src.ts", "x"), unseen: true },
    "another file beside the kubeconfig": {
      files: { "app/Chart.yaml": "name: x", ".kube/config": KUBE("kind-x") },
      change: write => write(".kube/cache.json", "x"),
      unseen: true,
    },
  });

  it("a kubeconfig behind a link", async () => {
    mkdirSync(join(home, "app"));
    mkdirSync(join(home, ".kube"));
    mkdirSync(join(home, "real"));
    writeFileSync(join(home, "app/Chart.yaml"), "name: x");
    writeFileSync(join(home, "real/config"), KUBE("kind-x"));
    symlinkSync(join(home, "real/config"), join(home, ".kube/config"));
    let changes = 0;
    const watch = new EnvironmentWatch(realClock, () => changes++);
    watch.set(join(home, "app"), (await environmentOfFolder(join(home, "app"), POLICY)).sources);
    writeFileSync(join(home, "real/config"), KUBE("prod-eu"));
    for (let i = 0; i < 500 && changes === 0; i++) await new Promise(resolve => setTimeout(resolve, 10));
    watch.close();
    expect(changes).toBe(1);
  });
});
