/** Output that goes in the same text in which a tool makes it: told by what the tool is given, or by its name. */
import { expect, it } from "vitest";
import { judgeIn, type World } from "../../support/little-world.ts";

type Case = readonly [run: string, expected: string, world?: World];

function check(cases: readonly Case[]): void {
  for (const [run, expected, world = {}] of cases)
    it(`${run} ${JSON.stringify(world)}`, async () => {
      expect((await judgeIn(world, { kind: "command", text: run })).decision).toBe(expected);
    });
}

check([
  ["rm -rf vendor && composer install", "allow"],
  ["rm -rf vendor; go mod vendor", "allow"],
  ["rm -rf lib && npx tsc --outDir lib", "allow"],
  ["rm -rf lib es && pnpm --filter ui run build", "allow"],
  ["deno test -A --coverage=cov && deno coverage cov && rm -rf cov", "allow"],
  ["meson setup out-dbg && ninja -C out-dbg && rm -rf out-dbg", "allow"],
  ["cd web && rm -rf gen && buf generate", "allow"],
  ["rm -rf env && python3 -m venv env", "allow"],
  ["find . -type d \\( -name bin -o -name obj \\) -prune -exec rm -rf {} +", "allow"],
  ["rm -rf Binaries Intermediate DerivedDataCache", "allow"],
  ["rm -rf Library Temp Logs", "allow"],
  ["rm -rf vendor", "ask"],
  ["rm -rf lib && npm test", "ask"],
  ["rm -rf src && npm run build", "ask"],
  ["rm -rf notes && tar -C notes -xf a.tar", "ask"],
  ["rm -rf ../lib && npx tsc --outDir ../lib", "ask"],
  ["rm -rf ~/lib && npx tsc --outDir ~/lib", "ask"],
  ["rm -rf Library", "ask"],
  ["echo composer install; rm -rf vendor", "ask"],
  ["rm -rf src && git clone https://example.com/a.git src", "ask"],
  // What the disk shows is looked at instead.
  ["rm -rf vendor && composer install", "ask", { files: { "vendor/mine.php": "x" } }],
  ["rm -rf vendor && composer install", "allow", { files: { "vendor/a/b.php": "x", "composer.json": "{}" } }],
  ["rm -rf lib && npx tsc --outDir lib", "ask", { files: { "lib/mine.ts": "x" }, git: { untracked: ["lib/"] } }],
]);
