import { describe, expect, test } from "vitest";
import { matchesCommand, otherSpellings } from "../../../src/core/rules/command-pattern.ts";
import { growth } from "../../support/growth.ts";

/** `holds` and `allows`: whether a rule of that kind means the command. */
function check(cases: readonly (readonly [pattern: string, command: string, holds: boolean, allows: boolean])[]): void {
  test.each(cases)("%s | %s", (pattern, command, holds, allows) => {
    expect({
      holds: matchesCommand(command, pattern, "holds"),
      allows: matchesCommand(command, pattern, "allows"),
    }).toEqual({ holds, allows });
  });
}

describe("options stand anywhere, together or apart", () => {
  check([
    ["git push --force", "git push --force", true, true],
    ["git push --force", "git push origin main --force", true, false],
    ["git push --force", "git -C app push --force origin", true, false],
    ["git push --force", "git push --force-with-lease", false, false],
    ["git push --force *", "git push origin main --force", true, true],
    ["rm -rf *", "rm -r -f x", true, true],
    ["rm -rf *", "rm -fr x", true, true],
    ["rm -rf *", "rm -f x", false, false],
    ["rm -r -f *", "rm -vrf x y", true, true],
    ["git push --force", "git -C app --no-pager push --force", true, false],
    ["npm run deploy", "npm run -w app deploy", true, false],
    ["aws s3 cp", "aws s3 --region eu cp a b", true, false],
    ["gh pr merge", "gh pr -R a/b merge 3", true, false],
    ["find . -depth -type f -ls", "find . -depth -type f -ls -delete", true, false],
    ["npm publish", "npm.cmd publish", true, true],
    ["npm publish", "NPM publish", true, true],
    ["terraform apply -auto-approve", "terraform apply -auto-approve=true", true, true],
    ["kubectl delete --namespace=prod *", "kubectl delete pod x --namespace=prod", true, true],
    ["kubectl delete --namespace=prod *", "kubectl delete pod x --namespace=dev", false, false],
  ]);
});

describe("a rule that holds means an option in either spelling; one that allows only what it says", () => {
  check([
    ["git push --force", "git push -f", true, false],
    ["git push -f", "git push origin main --force", true, false],
    ["git push --force", "git push -fu origin main", true, false],
    ["git branch --delete", "git branch -D next", true, false],
    ["rm --recursive --force *", "rm -rf x", true, false],
    ["rm -rf *", "rm --recursive --force x", true, false],
    ["rm -rf *", "rm --recursive x", false, false],
    ["docker system prune --all", "docker system prune -af", true, false],
    ["apt-get purge -y *", "apt-get purge --yes curl", true, false],
    // Another option of another tool.
    ["kubectl delete --force", "kubectl delete -f pod.yaml", false, false],
    ["helm upgrade --force", "helm upgrade -f values.yaml api .", false, false],
    ["git push --force", "git push --force-with-lease", false, false],
    ["git push -f", "git push --force-with-lease", false, false],
    ["git commit --force", "git commit -m f", false, false],
  ]);
});

test.each<[pattern: string, command: string, typed: readonly string[]]>([
  ["git push --force", "git push -f", ["-f"]],
  ["git push -f", "git push --force", ["--force"]],
  ["git push --force", "git push --force", []],
  ["rm --recursive --force *", "rm -rf x", ["-rf"]],
])("%s as %s is typed with %j", (pattern, command, typed) => expect(otherSpellings(command, pattern)).toEqual(typed));

describe("an allow means nothing that it does not name", () => {
  check([
    ["git push", "git push", true, true],
    ["git push", "git push origin main", true, false],
    ["git push", "git push --force", true, false],
    ["git push *", "git push origin main --force", true, true],
    ["git push origin feature/*", "git push origin feature/a", true, true],
    ["git push origin feature/*", "git push origin feature/a --force", true, false],
    ["npm publish*", "npm publish --tag next", true, false],
    ["npm run test:* *", "npm run test:unit -- --watch", true, true],
    ["ls", "ls -la", true, false],
  ]);
});

describe("words stand in order, and programs go by their names", () => {
  check([
    ["git push", "git log push", false, false],
    ["git push", "git commit -m push", false, false],
    ["docker * prune", "docker system prune", true, true],
    ["docker * prune", "docker image prune -a", true, false],
    ["npm publish", "/usr/bin/npm publish", true, true],
    ["npm publish", "npm.exe publish", true, true],
    ["./deploy.sh *", "./deploy.sh prod", true, true],
    ["deploy.sh prod", "./scripts/deploy.sh prod", true, true],
    ["*.sh", "./x.sh", true, true],
    ["git", "gitk", false, false],
  ]);
});

test("a pattern full of stars against a very long command ends at once", () => {
  const held = (words: number) => {
    const command = `x ${"a ".repeat(words)}b`;
    return () => expect(matchesCommand(command, "x * a * a * a * a c", "allows")).toBe(false);
  };
  // Four times as long may take sixteen times the time at worst.
  expect(growth(held(10_000), held(40_000), 64)).toBeLessThan(64);
});
