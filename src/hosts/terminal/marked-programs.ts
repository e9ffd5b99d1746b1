/**
 * Finds the programs that packs mark as dangerous: the pack finds a loss in a held example that calls it by its name.
 * Programs that only start others (`sudo`, `make`, `node`) do not count: what they start has a stand-in of its own.
 */
import type { Effect, ResourceKind, Verb } from "../../core/effects/effect.ts";
import type { Invocation, Pack, ProgramPack } from "../../core/effects/pack.ts";
import type { Step } from "../../core/effects/trace.ts";
import { Facts } from "../../core/facts/facts.ts";
import { traceEffects } from "../../core/reading/read.ts";
import { literalWord, programName, type Word } from "../../core/text/words.ts";

const CWD = "/home/dev/app";
const HOME = { HOME: "/home/dev" };

/** Verbs that remove something or change it for others. Reading, sending and running are left to the line itself. */
const TAKES: ReadonlySet<Verb> = new Set([
  "delete",
  "overwrite",
  "drop",
  "truncate",
  "update",
  "discard",
  "rewrite-history",
  "destroy",
  "revoke",
  "publish",
  "mutate",
  "migrate",
  "deploy",
  "stop",
  "weaken",
]);

/** Texts that a program carries out itself. Of other texts, each is started as a program or judged as a text. */
const OWN_TEXTS: ReadonlySet<string> = new Set(["sql", "http", "patch", "mcp"]);

/** Returns the programs in alphabetical order. It reads every held example: seconds, so it runs at build time. */
export function markedPrograms(packs: readonly Pack[]): string[] {
  const byProgram = new Map<string, ProgramPack>();
  for (const pack of packs) if (pack.kind === "program") for (const name of pack.programs) byProgram.set(name, pack);
  const marked = new Set<string>();
  for (const { examples } of packs) {
    for (const { run, expect, shell, env } of examples) {
      if (expect === "allow" || shell !== undefined) continue;
      const origin = { agent: "agentguard" };
      const action = { kind: "command", text: run, shell: "bash", cwd: CWD, env: { ...HOME, ...env }, origin } as const;
      for (const step of commandsIn(traceEffects(action, nothingKnown(), packs))) {
        const pack = byProgram.get(programName(step.words[0]));
        if (!pack) continue;
        const byText = step.inside.some(({ kind, effects }) => OWN_TEXTS.has(kind) && effects.some(takes));
        for (const name of pack.programs)
          if (!marked.has(name) && loses(pack, name, step.words, byText)) marked.add(name);
      }
    }
  }
  return [...marked].filter(name => /^[\w.][\w.+-]*$/.test(name)).sort();
}

function nothingKnown(): Facts {
  return new Facts(new Map(), { roots: [CWD], home: HOME.HOME, guard: [], hookFiles: [], platform: "linux" });
}

function* commandsIn(step: Step): Generator<Step> {
  if (step.kind === "command") yield step;
  for (const inside of step.inside) yield* commandsIn(inside);
}

/** Tells whether a pack finds a loss in these words. `byText`: also in the text that the program carries out. */
function loses(pack: ProgramPack, name: string, words: readonly Word[], byText: boolean): boolean {
  const command: Invocation = {
    program: name,
    argv: [literalWord(name), ...words.slice(1)],
    redirects: [],
    stdin: { kind: "none" },
    scope: { cwd: CWD, variables: new Map(Object.entries(HOME)), via: [] },
  };
  const { effects, inner = [] } = pack.read(command, nothingKnown());
  return effects.some(takes) || (byText && inner.some(({ kind }) => OWN_TEXTS.has(kind)));
}

/** Every script that writes `>` overwrites a file, without a program that a stand-in could replace. */
const FILES: ReadonlySet<ResourceKind> = new Set(["file", "unknown"]);

function takes({ verb, resource, recovery, certainty }: Effect): boolean {
  if (recovery === "free" || certainty === "possible") return false;
  return TAKES.has(verb) && !(verb === "overwrite" && FILES.has(resource));
}
