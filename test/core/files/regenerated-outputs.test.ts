/** Output that goes in the same text in which a tool makes it: told by what the tool is given, or by its name. */
import { expect, it } from "vitest";
import { judge } from "../../../src/core/pipeline.ts";
import { BUILT_IN } from "../../../src/core/policy/policy.ts";
import { PACKS } from "../../../src/packs/index.ts";
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
  ["rm -rf /app/node_modules /app/dist && cd /app && npm ci && npm run build", "allow"],
  [
    "unzip -o data.zip -d data && rm data.zip",
    "allow",
    { files: { "data.zip": "x" }, git: { untracked: ["data.zip"] } },
  ],
  ["tar xzf a.tar.gz; rm a.tar.gz", "allow", { files: { "a.tar.gz": "x" } }],
  ["unzip -l data.zip && rm data.zip", "ask", { files: { "data.zip": "x" } }],
  ["unzip b.zip && rm data.zip", "ask", { files: { "data.zip": "x" } }],
  ["zip -r data.zip src && rm -rf src", "ask", { files: { "src/a": "x" } }],
  ["rm -rf /srv/app/data && cd /srv/app && ls", "ask"],
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

/** Nothing can be looked at: no disk, no git. */
function checkUnseen(cases: readonly Case[]): void {
  for (const [run, expected] of cases)
    it(`unseen: ${run}`, () => {
      const around = { cwd: "/w", roots: ["/w"], home: "/home/dev", platform: "linux" as const };
      const action = { kind: "command", shell: "bash", text: run, cwd: "/w", origin: { agent: "test" } } as const;
      expect(judge(action, new Map(), { packs: PACKS, policy: BUILT_IN, around }).decision).toBe(expected);
    });
}

checkUnseen([
  ["gcc -o hello hello.c && ./hello; rm -f hello", "allow"],
  ["ghc -O2 Main.hs && ./Main; rm -f Main Main.hi Main.o", "allow"],
  ["pdflatex paper; rm -f paper.aux paper.bbl paper.out", "allow"],
  ["rm -f result.csv && ./run > result.csv", "allow"],
  ["rm -f output.txt && python3 run.py", "allow"],
  ["rm -f perf.data gmon.out lex.yy.c", "allow"],
  ["rm -f *.hi *.aux", "allow"],
  ["curl -sLo a.tgz https://example.com/a.tgz && tar xzf a.tgz && rm a.tgz", "allow"],
  ["rm /tmp/part_*", "allow"],
  ["rm /tmp/*", "ask"],
  ["rm -f hello", "ask"],
  ["rm -f data.csv && ./run", "ask"],
  ["rm -f *.csv", "ask"],
  ["gcc -o hello hello.c; rm -f hello.c", "ask"],
  ["rm -rf src && npm run build", "ask"],
]);
