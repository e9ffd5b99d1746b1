/** Classifies programs by what they do to files, by their names. Add a program by adding a word. */

import { EDITOR_PROGRAMS } from "../agents/code-editors.ts";
import { baseName } from "../text/paths.ts";

/**
 * `removes`: deletes or moves its operands. `writes`: changes its operands. `reads`: changes nothing. `shell`,
 * `starter`: run what their arguments say. `terminal`, `window`: a person uses them interactively.
 */
export type Role =
  | "removes"
  | "writes"
  | "reads"
  | "git"
  | "packages"
  | "build"
  | "formatter"
  | "shell"
  | "starter"
  | "terminal"
  | "window";

const NAMES = {
  removes: "rm rmdir unlink shred srm trash trash-put gio rimraf del-cli find fd mv rename truncate",
  writes: "sed perl tee cp dd rsync patch vi vim nvim view nano pico emacs hx kak micro joe ed ex mcedit",
  reads: `ls cat bat grep egrep fgrep rg ag ack wc head tail less more du df stat file diff cmp tree sort uniq cut awk
    gawk jq yq ps top htop sleep echo printf pwd which date xxd od md5sum sha1sum sha256sum`,
  git: "git lazygit tig gitui jj hub git-lfs",
  packages: `npm npx pnpm pnpx yarn bun bunx corepack deno pip pip3 pipx uv poetry pdm pipenv conda mamba cargo go
    bundle bundler gem composer mvn mvnw gradle gradlew dotnet nuget brew apt apt-get dpkg dnf yum pacman apk mix
    rebar3 stack cabal opam swift pod`,
  build: `make gmake ninja cmake meson tsc tsup webpack webpack-cli vite rollup rolldown esbuild parcel turbo nx gulp
    grunt bazel bazelisk next nuxt astro hugo jekyll eleventy rake just task msbuild xcodebuild sbt ant`,
  formatter: `prettier eslint biome dprint stylelint standard black ruff isort yapf autopep8 gofmt goimports rustfmt
    clang-format shfmt rubocop php-cs-fixer pint ktlint scalafmt swiftformat`,
  shell: "sh bash zsh fish dash ash ksh mksh tcsh csh nu pwsh busybox",
  starter: "sudo doas env time nice ionice nohup xargs timeout stdbuf setsid parallel watch entr script su",
  terminal: `gnome-terminal-server gnome-terminal konsole kitty alacritty wezterm wezterm-gui xterm urxvt rxvt foot
    ghostty terminator tilix xfce4-terminal ptyxis-agent tmux screen SCREEN zellij sshd sshd-session login
    mosh-server ttyd`,
  window: `${EDITOR_PROGRAMS.join(" ")} code-server server-main.js`,
} as const satisfies Record<Role, string>;

const ROLES: ReadonlyMap<string, Role> = new Map(
  Object.entries(NAMES).flatMap(([role, names]) => names.split(/\s+/).map(name => [name, role as Role] as const)),
);

/** Programs that run scripts. */
const INTERPRETER = /^(node|nodejs|python[\d.]*|ruby|php|perl|electron)$/;

/** The git subcommands that change files of a work tree. */
const CHANGING = new Set(
  `am apply bisect checkout cherry-pick clean clone merge mv pull read-tree rebase reset restore revert rm stash
   submodule switch worktree sparse-checkout checkout-index`.split(/\s+/),
);

/** Returns the name of a process: its program's or, for an interpreter, its script's. `words`: its command line. */
export function programOf(words: readonly string[]): string {
  const [program = "", ...rest] = words.length === 1 ? (words[0] ?? "").split(" ") : words;
  const name = baseName(program).replace(/^-|:$|\.exe$/g, "");
  if (!INTERPRETER.test(name)) return name;
  const at = rest.findIndex(word => !word.startsWith("-"));
  const script = rest[at] ?? "";
  // These options take source text or a module instead of a script.
  if (/^(-[a-z]*[ecpm]|--eval|--print)$/.test(rest[at - 1] ?? "") || !/^[\w@./+-]+$/.test(script)) return name;
  return baseName(script).replace(/(-cli)?\.[cm]?js$/, end => (end === ".js" ? end : ""));
}

export function roleOf(words: readonly string[]): Role | undefined {
  // Processes of an editor's window and server state their purpose in an option.
  if (words.some(word => /^--type=(extensionHost|ptyHost|fileWatcher|utility|renderer)$/.test(word))) return "window";
  const name = programOf(words);
  return ROLES.get(name) ?? ROLES.get(name.replace(/\.[cm]?js$/, ""));
}

/** Returns the git subcommand if it changes files, else undefined. */
export function changingCommand(words: readonly string[]): string | undefined {
  if (roleOf(words) !== "git") return undefined;
  const rest = words.slice(1);
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i] ?? "";
    // These options take a separate value.
    if (/^(-c|-C|--git-dir|--work-tree|--namespace)$/.test(word)) i++;
    else if (!word.startsWith("-")) return CHANGING.has(word) ? word : undefined;
  }
  return undefined;
}
