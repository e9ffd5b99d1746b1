/** Reads tools that publish. A publication cannot be undone, and withdrawing one breaks others' builds. */

import { hasOption } from "../../core/effects/options.ts";
import type { ProgramPack } from "../../core/effects/pack.ts";
import { line } from "../../core/kit/effect-templates.ts";
import { effectOfTemplate, tablePack } from "../../core/kit/subcommands.ts";
import type { EffectTemplate } from "../../core/kit/table.ts";
import { examples } from "./examples.ts";
import { JVM_TOOLS } from "./jvm-builds.ts";
import { owners, publishes, type Tool, withdraws } from "./publishing.ts";

const EVERY_GEM: EffectTemplate = {
  verb: "delete",
  resource: "package",
  reach: "all",
  says: "uninstalls every gem of this Ruby",
  instead: "Name the gems that should go.",
};

/** Sub-commands by tool. A call without a line is judged by its name alone. */
const TOOLS: Readonly<Record<string, Tool>> = {
  gem: {
    source: "https://guides.rubygems.org/command-reference/",
    grammar: { values: ["v", "version", "p", "platform", "host", "k", "key", "otp", "i", "install-dir"] },
    lines: [
      line("push", publishes("publishes the gem")),
      line("yank", withdraws("yanks the gem")),
      line("owner", owners("removes an owner of the gem"), { with: ["r", "remove"] }),
      line("owner", { verb: "grant", resource: "account", says: "adds an owner of the gem" }, { with: ["a", "add"] }),
      line("uninstall|cleanup"),
    ],
    special: call => {
      const [verb, ...names] = call.words;
      const unnamed = names.every(({ value }) => value === null) && hasOption(call.args, "a", "all");
      return verb?.value === "uninstall" && unnamed
        ? { effects: [effectOfTemplate(EVERY_GEM, names, call, { id: "registries" })] }
        : undefined;
    },
  },
  ...JVM_TOOLS,
  lerna: {
    source: "https://lerna.js.org/docs/api-reference/commands",
    grammar: { values: ["scope", "ignore", "since", "concurrency", "loglevel"], stopAtOperand: false },
    inner: ({ command }) => {
      const at = command.argv.findIndex(word => word.value === "exec");
      const dashes = command.argv.findIndex((word, i) => i > at && word.value === "--");
      const argv = at === -1 ? [] : command.argv.slice(Math.max(at, dashes) + 1);
      const { scope, stdin } = command;
      return argv.length > 0 ? [{ kind: "argv", argv, scope: { ...scope, via: [...scope.via, "lerna"] }, stdin }] : [];
    },
    lines: [
      line("exec"),
      line("publish", publishes("publishes every changed package", { named: [], reach: "several" })),
      line("clean"),
    ],
  },
};

/** One pack for each tool. */
export const registries: readonly ProgramPack[] = Object.entries(TOOLS).map(([id, { programs = [id], ...tool }]) =>
  tablePack({ ...tool, id, programs, examples: examples[id] ?? [] }),
);
