/**
 * Reads pip, pipx, uv, poetry, pdm, hatch, rye, pipenv, pixi, conda. Packages can be installed again. What is asked
 * about is code from an address, publishing, and deleting whole environments. What `run` runs is read.
 */

import { optionValues } from "../core/effects/options.ts";
import type { Inner, Reading } from "../core/effects/pack.ts";
import { type Carrier, carriedBy } from "../core/kit/carrying.ts";
import { effectOfTemplate, tablesPack } from "../core/kit/subcommands.ts";
import type { Call, EffectTemplate, Table } from "../core/kit/table.ts";
import { literalWord, textOf } from "../core/text/words.ts";

const FROM_ADDRESS: EffectTemplate = {
  verb: "execute-remote",
  resource: "code",
  says: "installs straight from an address, whose build scripts run at once:",
  instead: "Install a released version by its name.",
};
const ENVIRONMENT: EffectTemplate = {
  verb: "delete",
  resource: "package",
  says: "deletes the environment with all that was installed in it",
  reach: "several",
  recovery: "effort",
};
const PUBLISHES: EffectTemplate = {
  verb: "publish",
  resource: "package",
  says: "publishes the package",
  named: [],
  instead: "Prepare the release, and let the person publish it.",
};

const VALUES =
  `r requirement c constraint e editable i index-url extra-index-url f find-links t target prefix root python p platform
    cache-dir log proxy timeout retries config-settings global-option n name file channel group with extra directory project
    index solver from spec use-pep517 only-binary no-binary`.split(/\s+/);
const PLAIN: Table["lines"] = [{ call: "" }];

/** Makes a pack. `install` takes names; an address instead of a name runs whatever is there. */
function tool(programs: string, installs: string, more: Partial<Table> = {}, carrier?: Carrier) {
  const verbs = new Set(installs.split("|"));
  return {
    programs: programs.split(" "),
    grammar: { values: VALUES },
    special: (call: Call): Reading | undefined => {
      const inner = carrier && carriedBy(call.command, carrier);
      if (inner) return { effects: [], inner: inner.map(one => ofPython(one, call.command)) };
      const at = call.words.findIndex(({ value }) => verbs.has(value ?? ""));
      return at >= 0 && at < 2 ? added(call, at) : undefined;
    },
    lines: PLAIN,
    ...more,
  };
}

function added(call: Call, at: number): Reading | undefined {
  const given = [
    ...call.words.slice(at + 1),
    ...optionValues(call.args, "r", "requirement", "e", "editable", "git", "url", "spec"),
  ];
  const remote = given.filter(({ value }) =>
    /^(https?|ftp|git|ssh|hg|svn|bzr)(\+\w+)?:\/\/|^[\w.[\],-]+ *@ *(https?|git\+\w+|git|ssh):\/\/|^git@/.test(
      value ?? "",
    ),
  );
  return remote.length > 0
    ? { effects: [effectOfTemplate(FROM_ADDRESS, remote, call, { id: "python-packages" })] }
    : undefined;
}

const publishing = (call = "publish"): Table["lines"] => [{ call, does: PUBLISHES }, { call: "" }];
const condaCarrier: Carrier = { command: "run", values: ["n", "p", "name", "prefix", "cwd"] };

export const pythonPackages = tablesPack(
  "python-packages",
  [
    tool("pip pip3 pip2", "install|wheel|download"),
    tool("pipx", "install|inject|install-all|run", { inner: ranByPipx }),
    tool(
      "uv",
      "install|add|sync",
      { source: "https://docs.astral.sh/uv/reference/cli/", lines: publishing(), inner: ranTool },
      {
        command: "run",
        values: `with with-editable with-requirements python p package extra group only-group no-group directory project
          env-file index`.split(/\s+/),
      },
    ),
    tool("uvx", "", { special: fromAddress }),
    tool("poetry", "add", { source: "https://python-poetry.org/docs/cli/", lines: publishing() }, { command: "run" }),
    tool(
      "pdm rye",
      "add|install",
      { source: "https://pdm-project.org/en/latest/reference/cli/", lines: publishing() },
      { command: "run", values: ["p", "project"] },
    ),
    tool(
      "hatch",
      "",
      { source: "https://hatch.pypa.io/latest/cli/reference/", lines: publishing() },
      { command: "run", values: ["e", "env", "p", "project"] },
    ),
    tool("pipenv", "install", {}, { command: "run" }),
    tool("pixi", "add|install", {}, { command: "run", values: ["e", "environment", "manifest-path"] }),
    tool(
      "conda mamba micromamba",
      "install|create",
      {
        source: "https://docs.conda.io/projects/conda/en/latest/commands/index.html",
        lines: [
          { call: "env remove|delete", does: { ...ENVIRONMENT, named: ["n", "name", "p", "prefix"] } },
          { call: "remove|uninstall", with: ["all"], does: { ...ENVIRONMENT, named: ["n", "name", "p", "prefix"] } },
          { call: "" },
        ],
      },
      condaCarrier,
    ),
  ],
  [
    { run: "pip install git+https://github.com/acme/tool.git", expect: "ask" },
    { run: "pip3 install https://files.example/tool-1.0.tar.gz", expect: "ask" },
    { run: "pip install 'tool @ git+ssh://git@example.com/tool'", expect: "ask" },
    { run: "pip install -r https://files.example/requirements.txt", expect: "ask" },
    { run: "uv pip install git+https://github.com/acme/tool", expect: "ask" },
    { run: "uv run rm -rf ~", expect: "deny" },
    { run: "uv run --with rich - <<'E'\nimport shutil\nshutil.rmtree('/home/dev')\nE", expect: "deny" },
    { run: "uv run - <<'E'\nprint(1)\nE", expect: "allow" },
    { run: "uv run -m tool", expect: "deny", files: { "tool.py": "import shutil\nshutil.rmtree('/home/dev')\n" } },
    { run: "uv run tool.py", expect: "deny", files: { "tool.py": "import shutil\nshutil.rmtree('/home/dev')\n" } },
    { run: "uv run -m pytest -q", expect: "allow" },
    { run: "uvx --from git+https://github.com/acme/tool tool", expect: "ask" },
    { run: "poetry add git+https://github.com/acme/tool.git", expect: "ask" },
    { run: "poetry publish --build", expect: "ask" },
    { run: "uv publish", expect: "ask" },
    { run: "hatch publish", expect: "ask" },
    { run: "hatch -e dev run rm -rf ~", expect: "deny" },
    { run: "hatch build", expect: "allow" },
    { run: "pdm lock", expect: "allow" },
    { run: "conda env remove -n ml", expect: "ask" },
    { run: "conda remove -n ml --all -y", expect: "ask" },
    { run: "conda run -n ml rm -rf ~", expect: "deny" },
    { run: "pip install -r requirements.txt", expect: "allow" },
    { run: "pip install -e '.[dev]'", expect: "allow" },
    { run: "pip install torch --index-url https://download.pytorch.org/whl/cpu", expect: "allow" },
    { run: "pip uninstall -y requests", expect: "allow" },
    { run: "pip freeze | xargs pip uninstall -y", expect: "allow" },
    { run: "pip cache purge", expect: "allow" },
    { run: "uv remove requests && uv sync", expect: "allow" },
    { run: "uv pip uninstall requests", expect: "allow" },
    { run: "uv cache clean", expect: "allow" },
    { run: "poetry remove requests", expect: "allow" },
    { run: "poetry run pytest", expect: "allow" },
    { run: "pipenv --rm", expect: "allow" },
    { run: "conda remove -y numpy", expect: "allow" },
    { run: "conda create -n ml python=3.12 -y", expect: "allow" },
    { run: "pipx uninstall black", expect: "allow" },
    { run: "pipx run --spec git+https://github.com/acme/tool tool", expect: "ask" },
    { run: "pipx run black --check src", expect: "allow" },
    { run: "uvx twine upload dist/*", expect: "ask" },
    { run: "uv tool run --from git+https://github.com/acme/tool tool", expect: "ask" },
    { run: "uvx ruff check", expect: "allow" },
  ],
);

/** Reads `uv run -`, `-m module`, `--script file`: a Python program on standard input, as a module, or in any file. */
function ofPython(inner: Inner, { argv }: Call["command"]): Inner {
  if (inner.kind !== "argv") return inner;
  const [first] = inner.argv;
  const options = first ? argv.slice(0, argv.indexOf(first)).map(textOf) : [];
  const module = options.some(option => /^(?:-m|--module)$/.test(option));
  const script = options.some(option => /^(?:-s|--script|--gui-script)$/.test(option));
  if (first?.value !== "-" && !module && !script) return inner;
  return { ...inner, argv: [literalWord("python3"), ...(module ? [literalWord("-m")] : []), ...inner.argv] };
}

/** Reads `uv tool run` as `uvx`. */
function ranTool({ command }: Call): Inner[] {
  const { argv, scope, stdin, span } = command;
  const at = argv.findIndex(({ value }) => value === "tool");
  if (at < 0 || argv[at + 1]?.value !== "run") return [];
  const words = [literalWord("uvx"), ...argv.slice(at + 2)];
  return [{ kind: "argv", argv: words, scope, stdin, ...(span && { span }) }];
}

/** Reads `pipx run awscli s3 ls` as the package's program with the words after it. */
function ranByPipx({ command }: Call): readonly Inner[] {
  return carriedBy(command, { command: "run", values: ["spec", "pip-args", "python", "i", "index-url", "with"] }) ?? [];
}

/** Reads `uvx --from ADDRESS tool`, `uvx git+https://…`. */
function fromAddress(call: Call): Reading | undefined {
  const given = [...call.words.slice(0, 1), ...optionValues(call.args, "from", "with")];
  const remote = given.filter(({ value }) => /^(git\+|https?:)/.test(value ?? ""));
  if (remote.length > 0) return { effects: [effectOfTemplate(FROM_ADDRESS, remote, call, { id: "python-packages" })] };
  // A tool called by its name does what it does when installed: `uvx twine upload dist/*`.
  const inner = carriedBy(call.command, { values: ["from", "with", "p", "python", "index", "with-requirements"] });
  return inner ? { effects: [], inner } : undefined;
}
