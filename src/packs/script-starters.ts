/** Reads programs that run a Python or JavaScript script and observe it: coverage, profilers, launchers, restarters. */
import { operands, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import { type Carrier, carriedBy, scopeInside } from "../core/kit/carrying.ts";
import { ownProperty } from "../core/text/own-property.ts";
import { literalWord, textOf, type Word } from "../core/text/words.ts";

interface Starter extends Carrier {
  readonly runs: "python3" | "node";
}

const FOREVER = "m l o e p max logFile pidFile sourceDir workingDir minUptime spinSleepTime uid".split(" ");

/** Options with a value, from each program's own manual. */
const STARTERS: Readonly<Record<string, Starter>> = {
  coverage: {
    runs: "python3",
    command: "run",
    values: ["source", "omit", "include", "rcfile", "data-file", "concurrency", "context", "debug"],
  },
  memray: { runs: "python3", command: "run", values: ["o", "output", "live-port"] },
  mprof: { runs: "python3", command: "run", values: ["o", "output", "T", "interval"] },
  fil: { runs: "python3", command: "run", values: ["o"] },
  "fil-profile": { runs: "python3", command: "run", values: ["o"] },
  scalene: { runs: "python3", values: ["outfile", "profile-interval", "cpu-percent-threshold", "profile-only"] },
  pyinstrument: { runs: "python3", values: ["o", "r", "t", "i", "outfile", "renderer", "interval"] },
  viztracer: { runs: "python3", values: ["o", "output_file", "max_stack_depth", "include_files", "exclude_files"] },
  kernprof: { runs: "python3", values: ["o", "outfile", "s", "setup", "p", "prof-mod", "i"] },
  torchrun: {
    runs: "python3",
    values: `nnodes nproc-per-node nproc_per_node node-rank node_rank rdzv-backend rdzv_backend rdzv-endpoint
      rdzv_endpoint rdzv-id rdzv_id master-addr master_addr master-port master_port max-restarts max_restarts
      log-dir log_dir`.split(/\s+/),
  },
  accelerate: {
    runs: "python3",
    command: "launch",
    values: `config_file num_processes num_machines machine_rank mixed_precision main_process_port main_process_ip
      gpu_ids dynamo_backend`.split(/\s+/),
  },
  deepspeed: {
    runs: "python3",
    values: ["num_gpus", "num_nodes", "hostfile", "i", "e", "include", "exclude", "master_port"],
  },
  streamlit: { runs: "python3", command: "run" },
  chainlit: { runs: "python3", command: "run" },
  forever: { runs: "node", values: FOREVER, script: ["c", "command"] },
  supervisor: { runs: "node", values: ["w", "i", "p", "e", "x", "watch", "ignore", "extensions", "exec"] },
};

/** Sub-commands of forever on scripts that run already. */
const OF_RUNNING = /^(?:stop|stopall|stopbypid|list|config|set|clear|logs|columns|cleanlogs|restartall)$/;

export const scriptStarters: ProgramPack = {
  kind: "program",
  id: "script-starters",
  programs: [...Object.keys(STARTERS), "pytest", "py.test"],
  read(command: Invocation): Reading {
    const starter = ownProperty(STARTERS, command.program);
    return { effects: [], inner: starter ? started(command, starter) : collected(command) };
  },
  examples: [
    {
      run: "coverage run wipe.py",
      expect: "deny",
      files: { "wipe.py": "import shutil\nshutil.rmtree('/home/dev')\n" },
    },
    {
      run: "coverage run -m wipe",
      expect: "deny",
      files: { "wipe.py": "import shutil\nshutil.rmtree('/home/dev')\n" },
    },
    { run: "coverage run --source app -m pytest -q && coverage report", expect: "allow" },
    { run: "coverage erase", expect: "allow" },
    { run: "coverage run manage.py test", expect: "allow" },
    {
      run: "forever start server.js",
      expect: "allow",
      files: { "server.js": "require('http').createServer().listen(1)\n" },
    },
    {
      run: "forever start -l out.log wipe.js",
      expect: "deny",
      files: { "wipe.js": "require('fs').rmSync('/home/dev', { recursive: true })\n" },
    },
    { run: "forever stopall", expect: "allow" },
    { run: "torchrun --nproc_per_node 2 train.py", expect: "allow", files: { "train.py": "print(1)\n" } },
    { run: "streamlit run app.py", expect: "allow", files: { "app.py": "import streamlit\n" } },
    { run: "pytest wipe.py", expect: "deny", files: { "wipe.py": "import shutil\nshutil.rmtree('/home/dev')\n" } },
    {
      run: "pytest tests/test_wipe.py -k remove",
      expect: "allow",
      files: { "tests/test_wipe.py": "import shutil\ndef test_x(tmp_path):\n    shutil.rmtree(tmp_path)\n" },
    },
  ],
};

function started(command: Invocation, starter: Starter): Inner[] {
  const own = starter.runs === "node" ? withoutStart(command) : command;
  return ((own && carriedBy(own, starter)) ?? []).map(inner =>
    inner.kind === "argv"
      ? { ...inner, argv: [literalWord(starter.runs), ...asModule(own, inner.argv), ...inner.argv] }
      : inner,
  );
}

/** Reads `forever start app.js` as `forever app.js`; undefined for other sub-commands. */
function withoutStart(command: Invocation): Invocation | undefined {
  const verb = command.argv[1]?.value ?? "";
  if (OF_RUNNING.test(verb)) return undefined;
  return /^(?:start|restart)$/.test(verb)
    ? { ...command, argv: [...command.argv.slice(0, 1), ...command.argv.slice(2)] }
    : command;
}

/** Reads `coverage run -m pytest`, where a module follows the option. */
function asModule(command: Invocation | undefined, [first]: readonly Word[]): Word[] {
  const before = command && first ? command.argv.slice(0, command.argv.indexOf(first)) : [];
  return before.some(word => /^(?:-m|--module)$/.test(textOf(word))) ? [literalWord("-m")] : [];
}

/** Reads files that pytest(1) imports. One that is no test by name or folder is read as any program. */
function collected(command: Invocation): Inner[] {
  const words = operands(
    readArguments(command.argv.slice(1), { values: ["k", "m", "c", "p", "n", "o", "W", "rootdir"] }),
  );
  const files = words
    .map(word => textOf(word).replace(/::.*$/s, ""))
    .filter(file => file.endsWith(".py") && !/(?:^|[/_])(?:tests?|conftest|spec)(?:[/_.]|$)|[*?]/i.test(file));
  const span = command.span && { span: command.span };
  return files.slice(0, 8).map(file => ({
    kind: "argv",
    argv: [literalWord("python3"), literalWord(file)],
    scope: scopeInside(command),
    ...span,
  }));
}
