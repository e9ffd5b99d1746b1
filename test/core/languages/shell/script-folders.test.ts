/** Where scripts say that they, their project and their output lie. */
import { expect, it } from "vitest";
import { judgeIn } from "../../../support/little-world.ts";

type Case = readonly [script: string, expected: string];

function check(cases: readonly Case[]): void {
  for (const [script, expected] of cases)
    it(script, async () => {
      const files = {
        "scripts/x.sh": `#!/bin/bash\n${script}\n`,
        "src/a.ts": "x",
        "dist/a.js": "x",
        "package.json": "{}",
      };
      const judged = await judgeIn(
        { files, git: { untracked: ["src/a.ts"] } },
        { kind: "command", text: "bash scripts/x.sh" },
      );
      expect(judged.decision === "allow" ? "allow" : "hold").toBe(expected);
    });
}

check([
  ['ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"; rm -rf "$ROOT/dist"', "allow"],
  ['ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"; rm -rf "$ROOT/src"', "hold"],
  ['ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"; rm -rf "$ROOT"', "hold"],
  ['HERE=$(dirname -- "$(readlink -f "$0")"); rm -rf "$HERE/../dist"', "allow"],
  ['HERE=$(dirname -- "$(readlink -f "$0")"); rm -rf "$HERE/../src"', "hold"],
  ['OUT="${OUT:-dist}"; rm -rf "$OUT"', "allow"],
  ['OUT="${OUT:-src}"; rm -rf "$OUT"', "hold"],
  ['rm -rf "${DIR:-/}"', "hold"],
  ['OUT=src; OUT="${OUT:-dist}"; rm -rf "$OUT"', "hold"],
  ['rm -rf "$DIR/dist/.."', "hold"],
  ['w="/tmp/work.$$"; trap \'rm -rf "$w"\' EXIT; echo hi > "$w/a"', "allow"],
  ['w="src"; trap \'rm -rf "$w"\' EXIT', "hold"],
  ['while read -r id; do rm -f "/tmp/page-$id.html"; done < list', "allow"],
  ['while read -r id; do rm -rf "/tmp/$id"; done < list', "hold"],
  ['while read -r id; do rm -rf "/tmp/page-$id/../.."; done < list', "hold"],
]);
