/** Reads Go's own command, which fetches modules and runs them at once. The fetched programs are read elsewhere. */

import type { Reading } from "../core/effects/pack.ts";
import { line } from "../core/kit/effect-templates.ts";
import { effectOfTemplate, tablePack } from "../core/kit/subcommands.ts";
import type { Call, EffectTemplate } from "../core/kit/table.ts";
import { textOf, type Word } from "../core/text/words.ts";

const FETCHED: EffectTemplate = {
  verb: "execute-remote",
  resource: "code",
  says: "fetches and runs code straight from",
  instead: "Name the version that has been looked at: module@v1.2.3.",
};
/** Matches the language's own tools. */
const OWN = /^(?:golang\.org\/x|google\.golang\.org|go\.dev|cuelang\.org)\//;
/** Matches a tag, which always means the same text, as Go's checksum database holds it. */
const TAGGED = /@v\d+\.\d+\.\d+(?:[-+][\w.-]+)?$/;

export const go = tablePack({
  id: "go",
  programs: ["go"],
  grammar: {
    values: "C o p exec mod modfile overlay pkgdir tags ldflags gcflags asmflags toolexec".split(" "),
    singleDash: true,
    stopAtOperand: false,
  },
  special: fetched,
  lines: [line("*"), line("")],
  examples: [
    { run: "go run github.com/someone/tool@latest", expect: "ask" },
    { run: "go run example.com/tool@main --all", expect: "ask" },
    { run: "go run github.com/golangci/golangci-lint/cmd/golangci-lint@v1.61.0 run", expect: "allow" },
    { run: "go run golang.org/x/tools/cmd/goimports@latest -w .", expect: "allow" },
    { run: "go run ./cmd/server", expect: "allow" },
    { run: "go run . admin@latest", expect: "allow", why: "the program's own argument" },
    { run: "go install golang.org/x/tools/gopls@latest", expect: "allow" },
    { run: "go clean -modcache", expect: "allow" },
    { run: "go test ./... -run TestDelete", expect: "allow" },
  ],
});

function fetched(call: Call): Reading | undefined {
  const [verb, module] = call.words;
  if (verb?.value !== "run" || !module || !isFloating(module)) return undefined;
  return { effects: [effectOfTemplate(FETCHED, [module], call, { id: "go" })] };
}

/** Matches `example.com/tool@latest`, which is whatever it is when it is run. */
function isFloating(module: Word): boolean {
  const text = textOf(module);
  return /^[\w-]+(?:\.[\w-]+)+\/[^@\s]*@/.test(text) && !OWN.test(text) && !TAGGED.test(text);
}
