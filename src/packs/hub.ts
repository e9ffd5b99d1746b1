/** Reads hub, GitHub's older command line, which takes git's commands as well. */
import type { Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import { scopeInside } from "../core/kit/carrying.ts";
import { literalWord } from "../core/text/words.ts";

/** Matches hub's own commands, all of which `gh` has too. */
const OWN = /^(?:api|pr|issue|release|gist|browse|ci-status|create)$/;

export const hub: ProgramPack = {
  kind: "program",
  id: "hub",
  programs: ["hub"],
  ownPaths: true,
  read(command: Invocation): Reading {
    const [, verb, ...rest] = command.argv;
    const gone = verb?.value === "delete";
    const tool = gone ? ["gh", "repo", "delete"] : OWN.test(verb?.value ?? "") ? ["gh"] : ["git"];
    const words = gone ? rest : command.argv.slice(1);
    const argv = [...tool.map(word => literalWord(word)), ...words];
    const { span, stdin } = command;
    return { effects: [], inner: [{ kind: "argv", argv, scope: scopeInside(command), stdin, ...(span && { span }) }] };
  },
  examples: [
    { run: "hub api -X DELETE repos/acme/app", expect: "deny" },
    { run: "hub delete acme/app", expect: "deny" },
    { run: "hub push --force origin main", expect: "deny" },
    { run: "hub pr list", expect: "allow" },
    { run: "hub status", expect: "allow" },
  ],
};
