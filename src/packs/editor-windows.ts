/** Reads VS Code and its forks started from a command line. Without the guard's extension nobody can be asked. */

import { EDITOR_PROGRAMS } from "../core/agents/code-editors.ts";
import { lettingGo } from "../core/detectors/guard/letting-go.ts";
import type { Effect } from "../core/effects/effect.ts";
import { hasOption, optionValues, readArguments } from "../core/effects/options.ts";
import type { Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import { shown } from "../core/files/targets.ts";
import { literalWord, type Word } from "../core/text/words.ts";

/** Options that disable or uninstall the extensions they name: `code --help`. */
const TAKEN_OUT = ["uninstall-extension", "disable-extension"];
/** Options that select a set of extensions without the guard's. */
const ELSEWHERE = ["extensions-dir", "user-data-dir", "profile"];
/** Debuggers of Chromium and Node, by which the window, its programs or its extensions can be controlled. */
const DEBUGGERS = /^(?:remote-debugging|inspect)(?:-|$)/;
const GRAMMAR = {
  values: [...TAKEN_OUT, ...ELSEWHERE, "install-extension", "g", "goto", "d", "diff", "a", "add", "locale"],
};

const ID = "editor-windows";

export const editorWindows: ProgramPack = {
  kind: "program",
  id: ID,
  programs: [...EDITOR_PROGRAMS, "code-server", "openvscode-server"],
  // Opening a file only shows it to the person.
  ownPaths: true,
  read(command: Invocation): Reading {
    const [program, ...words] = command.argv;
    const asNode = command.scope.variables.get("ELECTRON_RUN_AS_NODE");
    if (program && asNode !== undefined && asNode !== "") {
      const { scope, stdin, span } = command;
      const argv = [literalWord("node", program.span), ...words];
      return { effects: [], inner: [{ kind: "argv", argv, scope, stdin, ...(span && { span }) }] };
    }
    const args = readArguments(words, GRAMMAR);
    return {
      effects: [
        ...TAKEN_OUT.flatMap(option => optionValues(args, option).flatMap(word => takenOut(word, command))),
        ...(hasOption(args, "disable-extensions") ? [without("every extension", "certain", command)] : []),
        ...args
          .flatMap(arg => (arg.kind === "option" && DEBUGGERS.test(arg.name) ? [arg.name] : []))
          .map(name => debugged(name, command)),
        ...optionValues(args, "install-extension")
          .filter(isGuard)
          .map(word => replaced(word, command)),
        ...ELSEWHERE.flatMap(option => optionValues(args, option).map(word => elsewhere(option, word, command))),
      ],
    };
  },
  examples: [
    { run: "code --uninstall-extension agentguard.agentguard", expect: "deny" },
    { run: "code --uninstall-extension=AgentGuard.agentguard@0.1.0", expect: "deny" },
    { run: "cursor --disable-extensions .", expect: "deny", why: "the guard's among them" },
    { run: "code --disable-extension agentguard.agentguard .", expect: "deny" },
    { run: "code --remote-debugging-port=9333 .", expect: "ask", why: "whoever connects can press its buttons" },
    { run: "codium --inspect-brk-extensions 9229", expect: "ask" },
    { run: "cursor --inspect=0.0.0.0:5858", expect: "ask" },
    { run: "node --inspect server.js", expect: "allow" },
    { run: "chromium --headless --remote-debugging-port=9222", expect: "allow" },
    { run: "code --uninstall-extension $EXT", expect: "ask", why: "nobody knows which" },
    { run: "code --extensions-dir /tmp/none .", expect: "ask", why: "a window without the guard's extension" },
    { run: "code --install-extension ./agentguard-0.0.1.vsix --force", expect: "ask" },
    { run: "ELECTRON_RUN_AS_NODE=1 code ~/.local/share/agentguard/runtime/cli.cjs resume", expect: "deny" },
    { run: "code --uninstall-extension ms-python.python", expect: "allow" },
    { run: "code --install-extension ms-python.python", expect: "allow" },
    { run: "code --list-extensions --show-versions", expect: "allow" },
    { run: "code -g src/a.ts:10", expect: "allow" },
    { run: "cursor .", expect: "allow" },
    { run: "code --diff a.ts b.ts", expect: "allow" },
  ],
};

function isGuard({ value, text }: Word): boolean {
  return /agentguard/i.test(value ?? text);
}

function takenOut(word: Word, command: Invocation): Effect[] {
  if (isGuard(word)) return [without("AgentGuard's extension", "certain", command)];
  return word.value === null ? [without(`the extension ${shown(word)}`, "possible", command)] : [];
}

function without(what: string, certainty: Effect["certainty"], command: Invocation): Effect {
  return lettingGo(command, `takes ${what} out of ${command.program}`, certainty, ID);
}

function replaced(word: Word, command: Invocation): Effect {
  return lettingGo(command, `puts ${shown(word)} in the place of AgentGuard's extension`, "possible", ID);
}

function debugged(option: string, command: Invocation): Effect {
  const says = `opens ${command.program} to a debugger (--${option}), which can answer the guard's questions`;
  return lettingGo(command, says, "possible", ID);
}

function elsewhere(option: string, word: Word, command: Invocation): Effect {
  const says = `opens a window of ${command.program} with other extensions (--${option} ${shown(word)})`;
  return lettingGo(command, says, "possible", ID);
}
