/** The badge of a card: nothing that leaves this machine is called local. */
import { describe, expect, it } from "vitest";
import { whereOf } from "../../../src/core/approval/where.ts";
import { BUILT_IN } from "../../../src/core/policy/policy.ts";
import { judgeIn, type World } from "../../support/little-world.ts";

describe("where", () => {
  const check = (run: string, where: string, because: string, world: World = {}) =>
    it(`${run}: ${where}`, async () => {
      const judgement = await judgeIn(world, { kind: "command", text: run });
      const told = whereOf(judgement, BUILT_IN);
      expect(told.where).toBe(where);
      expect(told.evidence.map(one => one.because).join("; ")).toContain(because);
    });
  const origin = { files: { ".git/config": '[remote "origin"]\n\turl = git@git.acme.io:acme/shop.git\n' } };

  check("npm publish", "REGISTRY", "registry.npmjs.org");
  check("npm publish --registry https://npm.acme.io", "REGISTRY", "npm.acme.io");
  check("npm publish", "REGISTRY", "registry says npm.acme.io", {
    files: { ".npmrc": "registry=https://npm.acme.io/\n" },
  });
  check("npm publish", "REGISTRY", "registry says npm.acme.io", {
    files: { "/home/dev/.npmrc": "registry = https://npm.acme.io\n" },
  });
  check("npm publish", "REGISTRY", "@acme:registry says npm.acme.io", {
    files: { ".npmrc": "@acme:registry=https://npm.acme.io\n", "package.json": '{"name": "@acme/shop"}' },
  });
  check("npm publish", "REGISTRY", "publishConfig says npm.pkg.github.com", {
    files: { "package.json": '{"publishConfig": {"registry": "https://npm.pkg.github.com"}}' },
  });
  check("npm publish", "REGISTRY", "npm_config_registry is npm.acme.io", {
    env: { npm_config_registry: "https://npm.acme.io" },
  });
  check("npm unpublish shop@1.0.0", "REGISTRY", "registry.npmjs.org");
  check("pnpm publish", "REGISTRY", "registry.npmjs.org");
  check("docker push acme/app", "REGISTRY", "docker.io");
  check("docker push ghcr.io/acme/app:1", "REGISTRY", "ghcr.io");
  check("cargo publish", "REGISTRY", "crates.io");
  check("gem push shop-1.gem", "REGISTRY", "rubygems.org");
  check("twine upload dist/a.whl", "REGISTRY", "pypi.org");
  check("vsce publish", "REGISTRY", "marketplace.visualstudio.com");
  check("poetry publish", "REGISTRY", "");
  check("helm push chart.tgz oci://reg.acme.io/charts", "REGISTRY", "reg.acme.io");
  check("git push -f origin main", "REMOTE", "the remote origin is on git.acme.io", origin);
  check("git push -f https://git.acme.io/shop main", "REMOTE", "the command pushes to git.acme.io");
  check("git push origin --delete next", "REMOTE", "", {});
  check("git push --mirror backup", "REMOTE", "");
  // What is on this machine stays local, and what an environment is known of keeps its name.
  check("git branch -D next", "LOCAL", "");
  check("rm -rf notes", "LOCAL", "", { files: { "notes/a": "x" } });
  check("psql -c 'drop table users'", "LOCAL", "");
  check("psql -h db.acme.io -c 'drop table users'", "PROD", "db.acme.io");
  check("npm uninstall -g npm", "LOCAL", "");
});
