/** Programs that only run another one, in other circumstances: what they run is read as if it stood there alone. */
import { type Grammar, operands, optionValue, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import { unknownProgram } from "../core/effects/unknown-program.ts";
import { textOf, type Word } from "../core/effects/words.ts";
import type { Facts } from "../core/facts.ts";

interface Carrier {
  /** Options that take a value, without dashes. */
  readonly values?: readonly string[];
  /** Operands before the command: a duration, a lock file, a folder. */
  readonly before?: number;
  /** The sub-command that runs things; anything else the program does is left to the general reader. */
  readonly command?: string;
  /** An option whose value is a shell text to run. */
  readonly script?: readonly string[];
  /** Runs its words joined, through a shell. */
  readonly joins?: boolean;
  /** With one of these it only shows something. */
  readonly shows?: readonly string[];
}

const PLAIN: Carrier = {};
const RUN: Carrier = { command: "run" };
const EXEC: Carrier = { command: "exec" };

const CARRIERS: Readonly<Record<string, Carrier>> = {
  nice: { values: ["n", "adjustment"] },
  nohup: PLAIN,
  timeout: { values: ["s", "signal", "k", "kill-after"], before: 1 },
  gtimeout: { values: ["s", "signal", "k", "kill-after"], before: 1 },
  time: { values: ["f", "format", "o", "output"] },
  stdbuf: { values: ["i", "o", "e", "input", "output", "error"] },
  setsid: PLAIN,
  ionice: { values: ["c", "n", "p", "t", "class", "classdata"] },
  chrt: { before: 1 },
  taskset: { before: 1 },
  numactl: { values: ["C", "m", "N", "i", "p", "l"] },
  command: { shows: ["v", "V"] },
  builtin: PLAIN,
  exec: { values: ["a"] },
  chroot: { values: ["userspec", "groups"], before: 1 },
  unshare: { values: ["S", "G", "R", "w", "setuid", "setgid", "root", "wd"] },
  nsenter: { values: ["t", "S", "G", "target", "setuid", "setgid"] },
  setpriv: { values: ["reuid", "regid", "groups", "inh-caps", "bounding-set"] },
  prlimit: { values: ["p", "pid", "o", "output"] },
  choom: { values: ["n", "p", "adjust", "pid"] },
  flock: { values: ["w", "E", "timeout", "conflict-exit-code", "wait"], before: 1, script: ["c", "command"] },
  strace: { values: ["o", "e", "p", "s", "u", "a", "E", "b", "I", "O", "P", "S", "X"] },
  ltrace: { values: ["o", "e", "p", "s", "u", "a", "l", "n", "x"] },
  fakeroot: { values: ["l", "s", "i", "b", "lib", "faked"] },
  eatmydata: PLAIN,
  proxychains: { values: ["f"] },
  proxychains4: { values: ["f"] },
  torsocks: PLAIN,
  rlwrap: PLAIN,
  unbuffer: PLAIN,
  chronic: PLAIN,
  caffeinate: { values: ["t", "w"] },
  setarch: { before: 1 },
  linux32: PLAIN,
  linux64: PLAIN,
  arch: PLAIN,
  "dbus-run-session": { values: ["config-file"] },
  "xvfb-run": { values: ["n", "s", "f", "e", "p", "w", "server-num", "server-args", "error-file"] },
  "systemd-run": {
    values: ["p", "u", "E", "M", "H", "property", "unit", "setenv", "slice", "description", "uid", "gid"],
  },
  "systemd-inhibit": { values: ["what", "who", "why", "mode"] },
  busybox: { shows: ["list", "help"] },
  toybox: PLAIN,
  gosu: { before: 1 },
  "su-exec": { before: 1 },
  setuidgid: { before: 1 },
  chpst: { values: ["u", "U", "b", "e", "n", "l", "L", "d", "m", "o", "p", "f", "c"] },
  cpulimit: { values: ["l", "p", "e", "limit", "pid", "exe"] },
  watch: { values: ["n", "interval"], joins: true },
  script: { values: ["o", "t", "E", "I", "O", "B", "T", "m"], script: ["c", "command"] },
  "nix-shell": { values: ["p", "I", "packages", "attr", "A"], script: ["run", "command"] },
  poetry: RUN,
  pipenv: RUN,
  pdm: RUN,
  hatch: RUN,
  rye: RUN,
  uv: { command: "run", values: ["with", "python", "p", "package", "extra", "group", "directory", "env-file"] },
  conda: { command: "run", values: ["n", "p", "name", "prefix", "cwd"] },
  mamba: { command: "run", values: ["n", "p", "name", "prefix", "cwd"] },
  bundle: EXEC,
  rbenv: EXEC,
  pyenv: EXEC,
  asdf: EXEC,
  mise: { command: "exec", values: ["C", "cd"] },
  direnv: { command: "exec", before: 1 },
  dotenv: { values: ["e", "c", "v", "p"] },
  dotenvx: { command: "run", values: ["f", "env-file", "e", "env"] },
  doppler: { command: "run", values: ["p", "c", "project", "config", "t", "token"] },
  op: { command: "run", values: ["env-file", "account"] },
  infisical: { command: "run", values: ["env", "path", "projectId", "token"] },
  chamber: { command: "exec", before: 1 },
};

export const carriers: ProgramPack = {
  kind: "program",
  id: "carriers",
  programs: Object.keys(CARRIERS),
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    const carrier = CARRIERS[command.program] ?? PLAIN;
    const words = wordsAfter(command, carrier);
    return words ? { effects: [], inner: carried(command, carrier, words) } : unknownProgram(command, facts);
  },
  examples: [
    { run: "nohup nice -n 5 timeout -k 5 30 rm -rf ~/ &", expect: "deny" },
    { run: "timeout 5s stdbuf -oL rm -rf /", expect: "deny" },
    { run: "command rm -rf /", expect: "deny" },
    { run: "exec -a x rm -rf ~", expect: "deny" },
    { run: "busybox rm -rf ~", expect: "deny" },
    { run: "flock /tmp/l -c 'rm -rf ~'", expect: "deny" },
    { run: "watch -n 1 'rm -rf ~'", expect: "deny" },
    { run: "script -qc 'rm -rf ~' /dev/null", expect: "deny" },
    { run: "systemd-run --user rm -rf ~", expect: "deny" },
    { run: "poetry run rm -rf ~", expect: "deny" },
    { run: "doppler run -p web -- rm -rf ~", expect: "deny" },
    { run: "time rm notes.txt", expect: "ask", files: { "notes.txt": "x" } },
    { run: "command -v rm", expect: "allow" },
    { run: "timeout 60 npm test", expect: "allow" },
    { run: "poetry install", expect: "allow" },
    { run: "nohup npm start > /tmp/server.log 2>&1 &", expect: "allow" },
    { run: "exec 3>&1", expect: "allow" },
  ],
};

/** The words behind the sub-command that runs things; undefined when the program is asked for something else. */
function wordsAfter(command: Invocation, carrier: Carrier): readonly Word[] | undefined {
  const words = command.argv.slice(1);
  if (carrier.command === undefined) return words;
  const grammar: Grammar = { values: carrier.values ?? [], stopAtOperand: true };
  const [first, ...rest] = operands(readArguments(words, grammar));
  return first?.value === carrier.command ? rest : undefined;
}

function carried(command: Invocation, carrier: Carrier, words: readonly Word[]): Inner[] {
  const grammar: Grammar = { values: [...(carrier.values ?? []), ...(carrier.script ?? [])], stopAtOperand: true };
  const args = readArguments(words, grammar);
  if (args.some(arg => arg.kind === "option" && carrier.shows?.includes(arg.name))) return [];
  const scope = { ...command.scope, via: [...command.scope.via, command.program] };
  const span = command.span && { span: command.span };
  const rest = operands(args).slice(carrier.before ?? 0);
  // `flock file -c 'text'`: the option may stand behind the operand.
  const behind = carrier.script && readArguments(rest, { values: carrier.script, stopAtOperand: true });
  const script =
    carrier.script && (optionValue(args, ...carrier.script) ?? optionValue(behind ?? [], ...carrier.script));
  if (script) return [{ kind: "shell", text: textOf(script), scope, ...span }];
  if (rest.length === 0) return [];
  if (carrier.joins) return [{ kind: "shell", text: rest.map(textOf).join(" "), scope, ...span }];
  return [{ kind: "argv", argv: rest, scope, stdin: command.stdin, ...span }];
}
