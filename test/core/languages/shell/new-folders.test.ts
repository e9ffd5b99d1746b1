/** Folders that a text makes and removes again: silent, unless something older may have come into them meanwhile. */
import { describe, expect, it } from "vitest";
import { judgeIn, type World } from "../../../support/little-world.ts";

const FILES: NonNullable<World["files"]> = {
  "src/a.ts": "x",
  "move.sh": "#!/bin/sh\nmv src w/\n",
  "move.py": "import os\nos.rename('src', 'w/src')\n",
  Makefile: "all:\n\tmv ../src .\n",
  "package.json": '{"scripts":{"pack":"mv src w"}}',
};

function check(expected: "allow" | "held", texts: readonly string[]): void {
  it.each(texts)("%s", async text => {
    const { decision } = await judgeIn({ files: FILES }, { kind: "command", text });
    expect(decision === "allow" ? "allow" : "held").toBe(expected);
  });
}

describe("made and removed by the same text", () => {
  check("allow", [
    "mkdir w && cd w && echo a > a.txt && cat a.txt && cd .. && rm -rf w",
    "mkdir -p w/x/y; touch w/x/y/z; rm -rf w",
    "mkdir w && cp src/a.ts w && tar czf /tmp/a.tgz w && rm -rf w",
    "git clone https://github.com/acme/tool.git && ls tool && rm -rf tool",
    "git clone https://github.com/acme/tool.git && cd tool && make && cd .. && rm -rf tool",
    "mkdir w && cd w && npm init -y && npm install lodash && cd .. && rm -rf w",
    "mkdir w; cat > w/t.py <<'E'\nimport json\nprint(json.dumps(1))\nE\npython3 w/t.py; rm -rf w",
  ]);
});

describe("older than the text", () => {
  check("held", ["mkdir src; rm -rf src", "mkdir -p src && rm -rf src", "./move.sh; mkdir -p w; rm -rf w"]);
});

describe("something older may have come into it", () => {
  check("held", [
    "mkdir w && mv src w && rm -rf w",
    "mkdir w && (mv src w); rm -rf w",
    "mkdir w && eval 'mv src w'; rm -rf w",
    "mkdir w && sh -c 'mv src w'; rm -rf w",
    "f() { mv src w; }; mkdir w; f; rm -rf w",
    "mkdir w; for f in src/*; do mv $f w; done; rm -rf w",
    "if test -d q; then mkdir w; else mv src w; fi; rm -rf w",
    "mkdir w; ls src/* | xargs -I{} mv {} w; rm -rf w",
    "mkdir w; find src -type f -exec mv {} w \\; ; rm -rf w",
    "mkdir w; rsync -a --remove-source-files src/ w/; rm -rf w",
    "mkdir w; git mv src w; rm -rf w",
    "mkdir w; sudo mount --bind src w; rm -rf w",
    "mkdir w && ./move.sh && rm -rf w",
    "mkdir w && bash move.sh && rm -rf w",
    "mkdir w && python3 move.py; rm -rf w",
    "mkdir w && python3 -c 'import move'; rm -rf w",
    "mkdir w && npm run pack; rm -rf w",
    "mkdir w; cd w; ../move.sh; cd ..; rm -rf w",
    "mkdir w; cp move.sh w; cd w; ./move.sh; cd ..; rm -rf w",
    "mkdir w; cp Makefile w; cd w; make; cd ..; rm -rf w",
    "mkdir w; echo 'mv ../src .' > w/m.sh; cd w; bash m.sh; cd ..; rm -rf w",
  ]);
});
