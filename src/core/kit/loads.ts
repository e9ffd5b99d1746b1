/** Lists the files that a tool runs when it is started, according to the tools' own manuals. */
import { EDITOR_PROGRAMS } from "../agents/code-editors.ts";
import type { CodeLanguage } from "../effects/pack.ts";

export interface Load {
  /** Matches the absolute path. */
  readonly files: RegExp;
  /**
   * How the file is read: as code of a language, as code that is not parsed, as shell, as a script that is started, or
   * for the commands under its keys.
   */
  readonly as: CodeLanguage | "program" | "shell" | "script" | "tasks";
  /** Only files that the call names, with or without their extension. */
  readonly named?: true;
  /** Keys whose commands run, whatever the call names. */
  readonly names?: readonly string[];
  /** Only the tasks that the call names. */
  readonly asked?: true;
  /** Only when one of the words is of this kind. */
  readonly when?: RegExp;
  /** Its program may come in on standard input. */
  readonly stdin?: true;
  /** Where such files lie, besides what was written before: then a task that the call names is read there, too. */
  readonly here?: readonly string[];
  /** Unknown parts of it are no finding: tests and builds create and remove files of their own. */
  readonly seen?: true;
}

const PYTHON_TESTS: Load = { files: /\/(?:test_\w+|\w+_test)\.py$/, as: "python", seen: true };
const CONFTEST: Load = { files: /\/conftest\.py$/, as: "python", seen: true };
const SETUP: Load = {
  files: /\/setup\.py$/,
  as: "python",
  when: /^(?:\.|\.\/.*|\/.*|-e|--editable.*|\.\[.*|build|sdist)$/,
};
const PYPROJECT: Load = { files: /\/(?:pyproject|pixi)\.toml$/, as: "tasks" };
const MODULES: Load = { files: /\.py$/, as: "python", named: true };
const STARTED: Load = { files: /\/(?:site|user)customize\.py$/, as: "python" };
const JS_TESTS: Load = { files: /\.(?:test|spec)\.[cm]?[jt]sx?$/, as: "javascript", seen: true };
const JS_CONFIG: Load = {
  files: /\/(?:[\w.-]+\.(?:config|setup|conf)\.[cm]?[jt]s|\.\w+rc\.[cm]?js|gulpfile\.[cm]?[jt]s|Gruntfile\.[cm]?js)$/,
  as: "javascript",
};
const JS_NAMED: Load = { files: /\.[cm]?[jt]sx?$/, as: "javascript", named: true };
const GEMFILE: Load = { files: /\/(?:Gemfile|gems\.rb|[\w.-]+\.gemspec)$/, as: "ruby" };
const RAKE: Load = { files: /\/(?:[Rr]akefile(?:\.rb)?|[\w-]+\.rake)$/, as: "ruby" };
const C: Load = { files: /\.(?:c|cc|cpp|cxx|h|hpp|m|mm)$/, as: "program", stdin: true };
const GRADLE: Load = { files: /\.gradle(?:\.kts)?$/, as: "program" };
const GIT_HOOKS: Load = {
  files: /\/(?:\.husky|hooks|\.githooks|[\w.-]+)\/(?:pre|post|prepare|commit|applypatch)-[a-z-]+$/,
  as: "script",
  when: /^(?:commit|push|merge|rebase|checkout|switch|pull|am|gc|cherry-pick|revert)$/,
};
const PRE_COMMIT: Load = { files: /\/(?:\.pre-commit-config|\.?lefthook(?:-local)?)\.ya?ml$/, as: "tasks" };

const TABLE: readonly (readonly [programs: string, ...loads: readonly Load[]])[] = [
  ["pytest py.test coverage ward nose2", CONFTEST, PYTHON_TESTS],
  ["pip pip3 uv pipx poetry easy_install build flit", SETUP, { ...PYPROJECT, when: /^run$/ }],
  [
    "python python2 python3 pypy3 ipython py",
    STARTED,
    MODULES,
    { ...CONFTEST, when: /^pytest$/ },
    { ...PYTHON_TESTS, when: /^(?:pytest|unittest|nose2|coverage)$/ },
  ],
  ["tox", CONFTEST, SETUP, { files: /\/(?:tox\.(?:ini|toml)|setup\.cfg|pyproject\.toml)$/, as: "tasks" }],
  ["nox", { files: /\/noxfile\.py$/, as: "python" }],
  ["fab", { files: /\/fabfile\.py$/, as: "python" }, { files: /\/fabfile\.py$/, as: "program" }],
  ["invoke inv", { files: /\/tasks\.py$/, as: "python" }, { files: /\/tasks\.py$/, as: "program" }],
  ["doit", { files: /\/dodo\.py$/, as: "program" }],
  ["supervisord circusd monit s6-svscan uwsgi", { files: /./, as: "tasks", named: true }],
  ["waf", { files: /\/wscript(?:_build)?$/, as: "python" }],
  ["conan", { files: /\/conanfile\.py$/, as: "python" }],
  ["pio platformio", { files: /\.py$/, as: "python" }],
  ["sphinx-build sphinx-autobuild", { files: /\/conf\.py$/, as: "python" }],
  [
    "mkdocs pelican nikola cog snakemake pyinfra",
    { files: /\/(?:pelicanconf|conf|hooks?|deploy)\.py$|\/Snakefile$/, as: "python" },
    MODULES,
  ],
  [
    "jekyll middleman nanoc",
    { files: /\/_plugins\/(?:.(?!\/_plugins\/))*\.rb$|\/(?:config|Rules)\.?r?b?$/, as: "ruby" },
  ],
  ["xmake premake5 luarocks busted", { files: /\.(?:lua|rockspec)$/, as: "program" }],
  ["jake", { files: /\/[Jj]akefile(?:\.js)?$/, as: "javascript" }],
  ["cargo-make makers tup", { files: /\/(?:Makefile\.toml|Tupfile)$/, as: "tasks" }],
  ["nextflow", { files: /\.(?:nf|config)$/, as: "program" }],
  ["stap bpftrace dtrace", { files: /./, as: "program", named: true }],
  ["scons", { files: /\/SCons(?:truct|cript)$/, as: "python" }],
  ["gunicorn uvicorn hypercorn", { files: /\/gunicorn\.conf\.py$/, as: "python" }, MODULES],
  [
    "locust behave celery streamlit flask fastapi airflow jupyter",
    { ...MODULES },
    { files: /\/(?:locustfile|app|wsgi)\.py$/, as: "python" },
  ],
  ["manage.py django-admin", { files: /\/(?:manage|settings|urls|apps)\.py$/, as: "python" }],
  ["poe poethepoet taskipy", PYPROJECT],
  ["pdm hatch rye", { ...PYPROJECT, here: ["pyproject.toml"] }],
  ["pixi", { ...PYPROJECT, here: ["pixi.toml", "pyproject.toml"] }],
  ["devbox", { files: /\/devbox\.json$/, as: "tasks", here: ["devbox.json"] }],
  ["task", { files: /\/pyproject\.toml$/, as: "tasks" }],
  ["pipenv", { files: /\/Pipfile$/, as: "tasks", when: /^run$/, here: ["Pipfile"] }],
  [
    "mise rtx",
    {
      files: /\/\.?(?:mise|rtx)(?:\.local)?\.toml$/,
      as: "tasks",
      here: ["mise.toml", ".mise.toml", "mise.local.toml"],
    },
  ],
  ["rake", RAKE, GEMFILE],
  ["bundle bundler gem", GEMFILE],
  ["irb pry byebug rdbg", { files: /./, as: "ruby", named: true }],
  ["facter", { files: /\.rb$/, as: "ruby" }],
  ["blender", { files: /./, as: "python", named: true }],
  ["octave octave-cli cowsay cowthink", { files: /./, as: "program", named: true }],
  ["rspec", { files: /_spec\.rb$|\/\.?spec_helper\.rb$/, as: "ruby", seen: true }],
  ["fastlane", { files: /\/(?:Fastfile|Appfile|Pluginfile)$/, as: "ruby" }],
  ["guard", { files: /\/Guardfile$/, as: "ruby" }],
  ["rackup puma unicorn thin", { files: /\/(?:config\.ru|puma\.rb|unicorn\.rb)$/, as: "ruby" }],
  ["pod", { files: /\/Podfile$|\.podspec$/, as: "ruby" }],
  ["vagrant", { files: /\/Vagrantfile$/, as: "ruby" }],
  ["brew", { files: /\/Brewfile$/, as: "ruby" }],
  ["cap", { files: /\/(?:Capfile|deploy\.rb)$/, as: "ruby" }],
  ["thor", { files: /\/Thorfile$|\.thor$/, as: "ruby" }],
  ["danger", { files: /\/Dangerfile$/, as: "ruby" }],
  ["ruby", { files: /\.rb$/, as: "ruby", named: true }],
  ["node bun deno tsx ts-node zx electron", JS_NAMED],
  ["jest vitest mocha ava tap cypress playwright karma jasmine wdio", JS_CONFIG, JS_TESTS],
  [
    "webpack vite rollup esbuild next nuxt gulp grunt eslint prettier babel postcss tailwindcss stylelint tsup parcel astro remix commitlint semantic-release release-it svelte-kit knex sequelize",
    JS_CONFIG,
  ],
  [
    "npm pnpm yarn bun",
    { files: /\/\.pnpmfile\.c?js$|\/\.yarnrc\.cjs$/, as: "javascript" },
    { files: /\/package\.json$/, as: "tasks", asked: true },
  ],
  [
    "lint-staged",
    { files: /\/(?:package\.json|\.lintstagedrc(?:\.json|\.ya?ml)?)$/, as: "tasks", names: ["lint-staged"] },
  ],
  ["nodemon", { files: /\/nodemon\.json$/, as: "tasks" }],
  ["pm2", { files: /\/ecosystem\.config\.[cm]?js$/, as: "javascript" }],
  ["composer", { files: /\/composer\.json$/, as: "tasks" }],
  ["deno", { files: /\/deno\.jsonc?$/, as: "tasks", when: /^task$/ }],
  ["pre-commit prek lefthook husky", PRE_COMMIT],
  ["git", GIT_HOOKS, { ...PRE_COMMIT, when: /^(?:commit|push|merge)$/ }],
  ["direnv", { files: /\/\.envrc$/, as: "shell", when: /^(?:allow|permit|grant|exec|reload|edit)$/ }],
  ["ansible-playbook ansible-pull", { files: /\.ya?ml$/, as: "tasks", named: true }],
  ["terraform tofu terragrunt", { files: /\.tf$/, as: "program", when: /^(?:plan|apply|refresh|import|console)$/ }],
  ["systemctl", { files: /\.(?:service|timer|socket)$/, as: "tasks", when: /^(?:start|restart|enable|link)$/ }],
  ["gcc cc g++ c++ clang clang++ tcc c99", C],
  ["make gmake", C],
  ["autoconf autoheader autoreconf aclocal", { files: /\/(?:configure\.(?:ac|in)|ac\w+\.m4)$/, as: "program" }],
  ["rustc rust-script", { files: /\.rs$/, as: "program", stdin: true }],
  ["prove", { files: /\.t$/, as: "perl" }],
  ["cargo", { files: /\.rs$/, as: "program" }],
  ["go", { files: /\.go$/, as: "program", stdin: true }],
  ["java javac jshell", { files: /\.(?:java|jsh)$/, as: "program", stdin: true }],
  ["kotlinc kotlin", { files: /\.kts?$/, as: "program" }],
  ["scala scalac scala-cli sbt amm", { files: /\.(?:scala|sc|sbt)$/, as: "program" }],
  ["dotnet csc csharp csi fsi msbuild", { files: /\.(?:cs|csx|fs|fsx|vb|csproj|fsproj|proj|targets)$/, as: "program" }],
  ["swift swiftc", { files: /\.swift$/, as: "program", stdin: true }],
  ["zig crystal v dmd dub ldc2 haxe", { files: /\.(?:zig|cr|v|d|hx)$/, as: "program", stdin: true }],
  ["ghc runghc stack cabal", { files: /\.hs$/, as: "program" }],
  ["dart flutter", { files: /\.dart$/, as: "program", stdin: true }],
  ["mix elixir iex elixirc", { files: /\.exs?$/, as: "program" }],
  ["erlc escript rebar3", { files: /\.(?:erl|escript|config)$/, as: "program" }],
  ["gradle gradlew", GRADLE],
  ["mvn mvnw", { files: /\/pom\.xml$/, as: "program" }],
  ["ant", { files: /\.xml$/, as: "program" }],
  ["cmake ctest cpack", { files: /\/CMakeLists\.txt$|\.cmake$/, as: "program" }],
  ["meson", { files: /\/meson\.build$/, as: "program" }],
  ["ninja samu", { files: /\.ninja$/, as: "tasks" }],
  [
    "bazel bazelisk buck buck2 pants please",
    { files: /\/(?:BUILD|BUCK|WORKSPACE)(?:\.bazel)?$|\.bzl$/, as: "program" },
  ],
  ["R Rscript", { files: /\/\.Rprofile$/, as: "program" }, { files: /\.[rR]$/, as: "program", named: true }],
  ["emacs emacsclient", { files: /\.el$/, as: "program" }],
  ["vim vi ex view", { files: /./, as: "program", named: true }],
  ["gdb lldb rr cgdb", { files: /\/\.(?:gdb|lldb)init$/, as: "program" }, { files: /./, as: "program", named: true }],
  [EDITOR_PROGRAMS.join(" "), { files: /\/\.vscode\/tasks\.json$/, as: "tasks" }],
  ["act gitlab-runner gitlab-ci-local", { files: /\.ya?ml$/, as: "tasks" }],
  ["logrotate", { files: /./, as: "tasks", named: true }],
  ["awk gawk mawk nawk nvim lua nim", { files: /\.(?:awk|lua|nims?)$/, as: "program", named: true }],
  ["pandoc", { files: /./, as: "script", named: true }],
];

export const LOADS: ReadonlyMap<string, readonly Load[]> = new Map(
  TABLE.flatMap(([programs, ...loads]) => programs.split(" ").map(program => [program, loads] as const)),
);
