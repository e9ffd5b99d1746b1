/** Reads sudo, doas, pkexec, run0, su, runuser and graphical ones, which run commands with somebody else's rights. */
import { type Argument, hasOption, operands, optionValue, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Scope } from "../core/places/scope.ts";
import { resolvePath } from "../core/text/paths.ts";
import { literalWord, textOf, type Word } from "../core/text/words.ts";

/** Options that take a value, by program. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  sudo: `u g h p C r t D R T U a user group host prompt close-from role type chdir chroot command-timeout
    other-user auth-type`.split(/\s+/),
  doas: ["a", "C", "u"],
  pkexec: ["user"],
  dzdo: ["u", "g", "p", "r", "C", "D"],
  pfexec: ["P"],
  // They ask for the password in a window.
  gksu: ["u", "m", "user", "message"],
  gksudo: ["u", "m", "user", "message"],
  kdesu: ["u", "p", "f"],
  kdesudo: ["u", "p", "f", "comment"],
  lxsudo: [],
  // systemd's sudo: run0(1).
  run0: `u g D user group unit property description slice nice chdir setenv background machine`.split(" "),
  su: ["c", "command", "s", "shell", "g", "group", "G", "supp-group", "w", "whitelist-environment"],
  runuser: ["c", "command", "s", "shell", "g", "group", "G", "u", "user", "supp-group"],
};

export const sudo: ProgramPack = {
  kind: "program",
  id: "sudo",
  programs: Object.keys(VALUES),
  ownPaths: true,
  read(command: Invocation): Reading {
    const switches = command.program === "su" || command.program === "runuser";
    const args = readArguments(command.argv.slice(1), {
      values: VALUES[command.program] ?? [],
      stopAtOperand: !switches,
    });
    // It lists, edits or drops rights, and runs nothing.
    if (!switches && hasOption(args, "e", "l", "v", "V", "K", "edit", "list", "validate", "version"))
      return { effects: [] };
    return { effects: [], inner: switches ? switched(command, args) : raised(command, args) };
  },
  examples: [
    { run: "sudo -u root rm -rf /", expect: "deny" },
    { run: "sudo -u root env -i PATH=/x nice -n 5 rm -rf /", expect: "deny" },
    { run: "sudo -- rm -rf ~", expect: "deny" },
    { run: "gksudo -u root rm -rf /home/dev", expect: "deny" },
    { run: "sudo --user=root -E FOO=1 rm -rf ~", expect: "deny" },
    { run: "echo 'rm -rf /' | sudo -s", expect: "deny" },
    { run: "sudo su -c 'rm -rf ~' root", expect: "deny" },
    { run: "su - root -c 'rm -rf ~'", expect: "deny" },
    { run: "doas -u www rm notes.txt", expect: "ask", files: { "notes.txt": "x" } },
    { run: "sudo -s -- 'rm -rf ~'", expect: "deny" },
    { run: "run0 --user=root --nice=5 rm -rf ~", expect: "deny" },
    { run: "run0 -u www ls", expect: "allow" },
    { run: "sudo -l", expect: "allow" },
    { run: "sudo apt-get install -y jq", expect: "allow" },
    { run: "sudo rm -rf node_modules", expect: "allow", files: { "node_modules/a": "x" } },
  ],
};

function raised(command: Invocation, args: readonly Argument[]): Inner[] {
  const { scope, rest } = withAssignments(command, operands(args));
  const folder = optionValue(args, "D", "chdir");
  const there = folder ? { ...scope, cwd: folderOf(folder, scope) } : scope;
  const shell = hasOption(args, "s", "i", "shell", "login");
  const [only, ...more] = rest;
  if (shell && only?.value && /\s/.test(only.value) && more.length === 0)
    return [{ kind: "shell", text: only.value, scope: there, ...(command.span && { span: command.span }) }];
  if (rest.length > 0) return [argv(command, rest, there)];
  return shell ? [argv(command, [literalWord("sh")], there)] : [];
}

/** Reads `su -c 'text' user`. Without a text the new shell reads standard input. */
function switched(command: Invocation, args: readonly Argument[]): Inner[] {
  const scope = via(command);
  const script = optionValue(args, "c", "command");
  if (script) return [{ kind: "shell", text: textOf(script), scope, ...(command.span && { span: command.span }) }];
  if (command.program === "runuser" && hasOption(args, "u", "user")) return [argv(command, operands(args), scope)];
  return [argv(command, [literalWord("sh")], scope)];
}

function withAssignments(command: Invocation, words: readonly Word[]): { scope: Scope; rest: readonly Word[] } {
  const variables = new Map(command.scope.variables);
  let at = 0;
  for (; at < words.length; at++) {
    const match = /^([A-Za-z_]\w*)=(.*)$/s.exec(words[at]?.value ?? "");
    if (!match?.[1]) break;
    variables.set(match[1], match[2] ?? "");
  }
  return { scope: { ...via(command), variables }, rest: words.slice(at) };
}

function argv(command: Invocation, words: readonly Word[], scope: Scope): Inner {
  return { kind: "argv", argv: words, scope, stdin: command.stdin, ...(command.span && { span: command.span }) };
}

function via(command: Invocation): Scope {
  return { ...command.scope, raised: true, via: [...command.scope.via, command.program] };
}

function folderOf(word: Word, scope: Scope): string | null {
  if (word.value === null || (scope.cwd === null && !word.value.startsWith("/"))) return null;
  return resolvePath(word.value, scope.cwd ?? "/");
}
