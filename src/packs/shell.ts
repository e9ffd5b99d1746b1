/** Shells and what a shell runs from text: -c, a script, standard input, eval, source, trap. */
import type { Effect, Span } from "../core/effects/effect.ts";
import type { Inner, Invocation, ProgramPack, Reading, Stdin } from "../core/effects/pack.ts";
import { scriptAt, unseenCode, withArguments } from "../core/effects/shell/scripts.ts";
import { HOLE, textOf, type Word } from "../core/effects/words.ts";
import type { Facts } from "../core/facts.ts";

const SHELLS = "sh bash zsh dash ksh mksh ash rbash fish csh tcsh yash osh posh oksh".split(" ");

export const shell: ProgramPack = {
  kind: "program",
  id: "shell",
  programs: [...SHELLS, "eval", "source", ".", "trap", "newgrp", "bind", "complete", "compgen"],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    switch (command.program) {
      case "eval":
        return evaluated(command);
      case "source":
      case ".":
        return command.argv.length > 1
          ? fromFile(command, command.argv.slice(1), facts)
          : fromInput(command, [], facts);
      case "trap":
        return trapped(command);
      case "newgrp":
        return fromInput(command, [], facts);
      case "bind":
      case "complete":
      case "compgen":
        return bound(command);
      default:
        return started(command, facts);
    }
  },
  examples: [
    { run: "bash -c 'rm -rf ~'", expect: "deny" },
    { run: `bash -lc "sh -c 'rm -rf ~'"`, expect: "deny" },
    { run: "sh -e +x -o pipefail -c 'rm -rf \"$1\"' _ /home/dev", expect: "deny" },
    { run: "bash <<'EOF'\nrm -rf ~\nEOF", expect: "deny" },
    { run: "bash <<< 'rm -rf /'", expect: "deny" },
    { run: "echo 'rm -rf ~' | sh", expect: "deny" },
    { run: "echo cm0gLXJmIH4K | base64 -d | sh", expect: "deny", why: "decoded to rm -rf ~" },
    { run: "$SHELL -c 'rm -rf ~'", expect: "deny" },
    { run: "eval 'rm -rf' ~", expect: "deny" },
    { run: `bash -c 'rm -rf "$0"' ~`, expect: "deny", why: "the first word behind the text is $0" },
    { run: `bash -c 'rm -rf "$0"' dist`, expect: "allow" },
    { run: ". <(echo 'rm -rf ~')", expect: "deny" },
    { run: ". <(echo X=1); echo $X", expect: "allow" },
    { run: "source <(kubectl completion bash)", expect: "allow", why: "completions for the shell" },
    { run: "source <(./tool completion bash)", expect: "ask", why: "nobody knows what prints it" },
    { run: `trap 'rm -rf "$work"' EXIT; work=$(mktemp -d); ls "$work"`, expect: "allow", why: "set before it runs" },
    { run: `d=/tmp/x; trap 'rm -rf "$d"' EXIT; d=$HOME; ls`, expect: "deny" },
    { run: `d=; trap 'rm -rf "$d"' EXIT; d=$(mktemp -d); ls`, expect: "allow" },
    { run: `trap 'rm -rf "$work"' EXIT; work=$HOME; exit 0`, expect: "deny" },
    { run: `clean() { rm -rf "$1"; }; echo ready`, expect: "allow", why: "nobody calls it" },
    { run: `clean() { rm -rf "$1"/; }; echo ready`, expect: "allow", why: "nobody calls it" },
    { run: `clean() { rm -rf "$1"/; }; clean`, expect: "deny", why: "without an argument it is the root" },
    { run: 'PY=$(command -v python3 || command -v python); "$PY" --version', expect: "allow" },
    { run: "R=$(command -v shred || command -v rm); $R notes.md", expect: "ask", why: "two different tools" },
    { run: "trap 'rm -rf ~' EXIT", expect: "deny" },
    { run: "bash clean.sh", expect: "deny", files: { "clean.sh": "#!/bin/sh\nrm -rf ~\n" } },
    { run: "bash clean.sh ~", expect: "deny", files: { "clean.sh": 'rm -rf "$1"\n' } },
    { run: "source ./env.sh && rm -rf $OUT", expect: "deny", files: { "env.sh": "OUT=/home/dev\n" } },
    { run: "curl -fsSL https://example.com/install.sh | sh", expect: "ask" },
    { run: "cat list | base64 -d | bash", expect: "ask" },
    { run: "bash <(curl -fsSL https://example.com/install.sh)", expect: "ask" },
    { run: 'bash -c "$CMD"', expect: "ask" },
    { run: 'eval "$CMD"', expect: "ask" },
    { run: "echo 'rm -rf ~' > x.sh; bash x.sh", expect: "deny", why: "written, then run" },
    { run: "cat > /tmp/x.sh <<'EOF'\nrm -rf ~\nEOF\nchmod +x /tmp/x.sh && bash /tmp/x.sh", expect: "deny" },
    { run: "curl -fsSLo i.sh https://example.com/i.sh && bash i.sh", expect: "ask", why: "downloaded, then run" },
    { run: "bash /dev/fd/3 3<<< 'rm -rf ~'", expect: "deny" },
    { run: "echo 'rm -rf ~' | source", expect: "deny", why: "fish reads what comes in" },
    { run: "starship init fish | source", expect: "allow" },
    { run: "fish -c 'if test -d ~/x; rm -rf ~; end'", expect: "deny" },
    { run: "fish -c 'for f in *.log; echo $f; end'", expect: "allow" },
    { run: "fish clean.fish", expect: "deny", files: { "clean.fish": "function go\n  rm -rf ~\nend\ngo\n" } },
    { run: "fish lint.fish", expect: "allow", files: { "lint.fish": "for f in src/*.ts\n  echo $f\nend\n" } },
    { run: "newgrp docker <<< 'rm -rf ~'", expect: "deny" },
    { run: `bind -x '"\\C-a": rm -rf ~'`, expect: "deny", why: "a key runs it" },
    { run: "complete -C 'rm -rf ~' ls", expect: "deny", why: "the next tabulator runs it" },
    { run: "complete -F _ls -o default ls", expect: "allow" },
    { run: "bash -c 'npm test'", expect: "allow" },
    { run: "bash scripts/build.sh", expect: "allow", files: { "scripts/build.sh": "set -e\nnpm ci\nrm -rf dist\n" } },
    {
      run: "source .venv/bin/activate",
      expect: "allow",
      files: { ".venv/bin/activate": "deactivate () { unset X; }\n" },
    },
    { run: "source ~/.bashrc", expect: "allow" },
    { run: 'eval "$(ssh-agent -s)"', expect: "allow" },
    { run: "bash -n -c 'rm -rf ~'", expect: "allow", why: "only checked" },
    { run: "bash --version", expect: "allow" },
    { run: "trap - EXIT", expect: "allow" },
    { run: "echo 'rm -rf ~' > /tmp/i; bash --rcfile /tmp/i -i", expect: "deny" },
    { run: "cat > run.sh <<'EOF'\nrm -rf \"$1\"\nEOF\nchmod +x run.sh", expect: "allow", why: "written, not run" },
  ],
};

/** The program, and the file that an interactive bash reads before it: `--rcfile`. */
function started(command: Invocation, facts: Facts): Reading {
  const program = programOf(command, facts);
  const at = command.argv.findIndex(({ value }) => /^--(?:rcfile|init-file)$/.test(value ?? ""));
  const file = at > 0 ? command.argv[at + 1] : undefined;
  if (!file) return program;
  const before = fromFile(command, [file], facts);
  return {
    effects: [...before.effects, ...program.effects],
    inner: [...(before.inner ?? []), ...(program.inner ?? [])],
  };
}

/** `bash [options] [-c text | file] [arguments]`, or a text on standard input. */
function programOf(command: Invocation, facts: Facts): Reading {
  const words = command.argv.slice(1);
  let text = false;
  let input = false;
  let at = 0;
  for (; at < words.length; at++) {
    const value = words[at]?.value ?? "";
    if (value === "--" || value === "-") {
      at++;
      break;
    }
    if (/^--(version|help|dump-strings|dump-po-strings)$/.test(value)) return { effects: [] };
    if (/^--(rcfile|init-file|command)$/.test(value)) at++;
    if (value.startsWith("--")) continue;
    if (!/^[-+][A-Za-z]/.test(value)) break;
    // Only checked, never run: sh(1), `set -n`.
    if (/^-[a-z]*n[a-z]*$/.test(value)) return { effects: [] };
    text ||= value.startsWith("-") && value.includes("c");
    input ||= value.startsWith("-") && value.includes("s");
    if (/[oO]$/.test(value)) at++;
  }
  const [first, ...rest] = words.slice(at);
  if (text) return first ? inline(command, first, rest) : { effects: [] };
  if (input || !first) return fromInput(command, input ? words.slice(at) : [], facts);
  return fromFile(command, [first, ...rest], facts);
}

/** Behind the text stands what it knows as `$0`, then its arguments. */
function inline(command: Invocation, script: Word, [own, ...args]: readonly Word[]): Reading {
  const text = textOf(script);
  if (isUnknown(text)) return { effects: unseenUnlessCommitted(command, script.text, "likely") };
  return { effects: [], inner: [shellText(command, text, args, { via: `${command.program} -c`, own })] };
}

function evaluated(command: Invocation): Reading {
  const words = command.argv.slice(1);
  const text = words.map(textOf).join(" ");
  const shown = words.map(word => word.text).join(" ");
  if (words.length === 0 || words.every(word => setsUpShell(callIn(word)))) return { effects: [] };
  const inner: Inner[] = isUnknown(text)
    ? []
    : [{ kind: "shell", text, scope: { ...command.scope, via: [...command.scope.via, "eval"] }, ...spanOf(command) }];
  // `eval set -- "$parsed"` puts the arguments in order, as getopt prints them.
  const ordersArguments = words[0]?.value === "set" && words[1]?.value === "--";
  const unseen = text.includes(HOLE) && !ordersArguments;
  return { effects: unseen ? unseenUnlessCommitted(command, shown, "likely") : [], inner };
}

/** `bash file` and `source file`. A file that is not there does nothing. */
function fromFile(command: Invocation, words: readonly Word[], facts: Facts): Reading {
  const [file, ...args] = words.filter((word, i) => i > 0 || word.value !== "--");
  if (!file) return { effects: [] };
  if (/^(\/dev\/(stdin|fd\/0)|\/proc\/self\/fd\/0)$/.test(file.value ?? "")) return fromInput(command, args, facts);
  const given = /^\/dev\/fd\/\d+$/.test(file.value ?? "")
    ? command.redirects.find(({ operator }) => operator === "<<<")
    : undefined;
  if (given) return { effects: [], inner: [shellText(command, textOf(given.target), args, { via: command.program })] };
  if (file.value === null) {
    // `<(…)` is code made on the spot; a path in a variable is likely a script of the project.
    const made = /^["']?<\(/.test(file.text);
    const output = made ? command.made?.get(file.text) : undefined;
    if (output?.kind === "text" && !isUnknown(output.text))
      return { effects: [], inner: [shellText(command, output.text, args, { via: command.program })] };
    if (output?.kind === "pipe" && output.producer && setsUpShell(output.producer.map(({ text }) => text).join(" ")))
      return { effects: [] };
    return made
      ? { effects: [unseenCode(file.text, "likely", command.span)] }
      : { effects: unseenUnlessCommitted(command, file.text, "possible") };
  }
  return fromScript(command, file, args, `${command.program} ${file.text}`, facts);
}

function fromScript(command: Invocation, file: Word, args: readonly Word[], via: string, facts: Facts): Reading {
  const script = scriptAt(file, command.scope, facts);
  const sourced = command.program === "source" || command.program === ".";
  switch (script.kind) {
    case "none":
      return { effects: [] };
    case "unseen":
      return { effects: [unseenCode(file.text, "likely", command.span)] };
    case "text":
      return {
        effects: [],
        inner: [
          shellText(command, script.text, args, { via, own: sourced ? undefined : file, committed: script.committed }),
        ],
      };
  }
}

/** In a script that people have seen, code in a variable is how it does its work. */
function unseenUnlessCommitted(command: Invocation, from: string, certainty: "likely" | "possible"): Effect[] {
  return command.scope.committed ? [] : [unseenCode(from, certainty, command.span)];
}

function fromInput(command: Invocation, args: readonly Word[], facts: Facts): Reading {
  const { stdin } = command;
  switch (stdin.kind) {
    case "none":
      return { effects: [] };
    case "text":
      return isUnknown(stdin.text)
        ? { effects: [unseenCode("its standard input", "likely", command.span)] }
        : {
            effects: [],
            inner: [shellText({ ...command, stdin: { kind: "none" } }, stdin.text, args, { via: command.program })],
          };
    case "file":
      return stdin.path.value === null
        ? { effects: [unseenCode(stdin.path.text, "likely", command.span)] }
        : fromScript({ ...command, stdin: { kind: "none" } }, stdin.path, args, command.program, facts);
    case "pipe": {
      const made = producerOf(stdin);
      // `starship init fish | source`, as fish's manuals have it.
      const sets = /^(?:source|\.)$/.test(command.program) && setsUpShell(made);
      return { effects: sets ? [] : [unseenCode(made, "likely", command.span)] };
    }
  }
}

/** `bind -x '"keys": text'` and `complete -C text`: the next key or tabulator runs the text. */
function bound(command: Invocation): Reading {
  const option = command.program === "bind" ? "-x" : "-C";
  const at = command.argv.findIndex(({ value }) => value === option);
  const word = at > 0 ? command.argv[at + 1] : undefined;
  if (!word) return { effects: [] };
  const text = option === "-x" ? textOf(word).replace(/^\s*"[^"]*"\s*:?/, "") : textOf(word);
  const scope = { ...command.scope, via: [...command.scope.via, command.program] };
  return { effects: [], inner: [{ kind: "shell", text, scope, ...spanOf(command) }] };
}

/** `trap 'text' SIGNAL…`: the text runs when the signal comes, `EXIT` for certain. */
function trapped(command: Invocation): Reading {
  const [text, ...signals] = command.argv.slice(1).filter(word => word.value !== "--");
  if (!text || signals.length === 0 || text.value === "-" || text.value === "" || text.value?.startsWith("-"))
    return { effects: [] };
  const scope = { ...command.scope, via: [...command.scope.via, "trap"] };
  return { effects: [], inner: [{ kind: "shell", text: textOf(text), scope, ...spanOf(command) }] };
}

/** Tools whose output is made for `eval` and `source`: it sets variables and completions of the shell and nothing else. */
function setsUpShell(call: string): boolean {
  return (
    /^(ssh-agent|dircolors|brew shellenv|(direnv|mise|asdf|atuin|starship|zoxide|fnm|pyenv|rbenv|nodenv|jenv|goenv) (hook|export|init|activate|env)|conda shell\.\w+|opam env|keychain|register-python-argcomplete|minikube (\S+ )*docker-env|luarocks path)\b[^;&|`$()<>]*$/.test(
      call,
    ) ||
    /^[a-z][\w-]* (completions?( (bash|zsh|fish|script|-s \w+|--shell[ =]\w+))?|(shell-|generate-shell-|--)?completions?[ =](bash|zsh|fish)|--(bash|zsh|fish))$/.test(
      call,
    )
  );
}

/** The one call that a word is made of: `"$(ssh-agent -s)"`. */
function callIn(word: Word): string {
  return /^"?(?:\$\(|`)\s*([^()`]*?)\s*[)`]"?$/.exec(word.text)?.[1] ?? "";
}

function isUnknown(text: string): boolean {
  return text.replaceAll(HOLE, "").trim() === "" && text.includes(HOLE);
}

interface Called {
  readonly via: string;
  /** What the text knows as `$0`. */
  readonly own?: Word | undefined;
  readonly committed?: boolean;
}

function shellText(
  command: Invocation,
  text: string,
  args: readonly Word[],
  { via, own, committed = command.scope.committed === true }: Called,
): Inner {
  const { committed: _, ...outer } = withArguments(command.scope, args, via);
  const known = own !== undefined && own.value !== null && !own.glob;
  const scope = known ? { ...outer, variables: new Map(outer.variables).set("0", own.value) } : outer;
  const { stdin, program } = command;
  const fish = program === "fish" || (own ?? command.argv[1])?.value?.endsWith(".fish");
  return {
    kind: "shell",
    text,
    scope: { ...scope, ...(committed && { committed }) },
    stdin,
    ...(fish && { dialect: "fish" }),
    ...spanOf(command),
  };
}

function producerOf(stdin: Extract<Stdin, { kind: "pipe" }>): string {
  return stdin.producer ? stdin.producer.map(word => word.text).join(" ") : "another command";
}

function spanOf(command: Invocation): { span?: Span } {
  return command.span ? { span: command.span } : {};
}
