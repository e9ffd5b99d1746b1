/** Recognizes programs that a system, a package manager or a tool has installed: they are not read. */
import { EDITOR_FOLDERS } from "../../agents/code-editors.ts";
import type { Facts } from "../../facts/facts.ts";
import { belongsToSystem } from "../../files/landmarks.ts";
import { secretFile } from "../../files/secret-files.ts";
import { anyOf, inOrder, words } from "../../text/expressions.ts";
import { literalPattern } from "../../text/literal-pattern.ts";
import { baseName } from "../../text/paths.ts";

/**
 * Whether what lies at an absolute `path` outside of the workspace is installed software, or a file that a person keeps
 * for shells and tools. A file that this session has made is neither.
 */
export function isInstalled(path: string, { around }: Facts): boolean {
  if (around.created?.includes(path)) return false;
  if (belongsToSystem(path) || PREFIXES.test(path) || FILLED.test(path)) return true;
  if (secretFile(path, around.home) !== undefined) return true;
  const own = around.home !== undefined && path.startsWith(`${around.home}/`) ? path.slice(around.home.length) : null;
  const inHome = own ?? HOME.exec(path)?.[1];
  return inHome !== undefined && (TOOLS.test(inHome) || EDITORS.test(inHome) || isStartup(inHome));
}

/** Folders into which packages install files. */
const PREFIXES = anyOf(
  [
    inOrder([
      /^\//,
      words`usr opt nix snap gnu Applications Library System home/linuxbrew var/lib/(?:flatpak|snapd|gems|dpkg)`,
      /\//,
    ]),
    /^[A-Za-z]:[\\/](?:Windows|Program Files(?: \(x86\))?|ProgramData|PROGRA~\d|tools|msys\d*|cygwin\d*)[\\/]/,
  ],
  "i",
);

/** Folders of packages, wherever they are. */
const FILLED = inOrder([
  /\//,
  words`
    node_modules site-packages dist-packages Cellar \.?venv libexec gems (?:ana|mini)conda\d* mamba(?:forge)?
    miniforge\d* google-cloud-sdk flutter emsdk homebrew linuxbrew
  `,
  /\//,
]);

const HOME = /^(?:\/home\/[^/]+(?=\/)|\/Users\/[^/]+(?=\/)|\/root|[A-Za-z]:[\\/]Users[\\/][^\\/]+)([\\/].+)$/i;

/** Folders in a home folder that tools fill. */
const TOOLS = inOrder(
  [
    /^[\\/]/,
    [
      ...words`Library AppData Applications snap go n Android perl5`,
      /(?:Documents|OneDrive)[\\/](?:Windows)?PowerShell/,
      inOrder([
        /\./,
        words`
          local cargo rustup nvm fnm volta n pyenv rbenv rvm nodenv asdf mise rtx sdkman jenv goenv phpenv tfenv deno
          bun npm npm-global pnpm[\w-]* yarn cache gradle m2 ivy2 sbt dotnet android composer gem bundle opam ghcup
          cabal stack elan julia\w* conda mambaforge krew fzf rye poetry pulumi fly foundry wasmer wasmtime platformio
          linuxbrew nix-[\w-]+ oh-my-[\w-]+ zprezto antigen zinit zsh bash_it tmux vim emacs\.d
          config[\\/](?:fish|zsh|nvim|tmux|powershell)
        `,
      ]),
    ],
    /[\\/]/,
  ],
  "i",
);
/** The same for editors made from VS Code, and for their servers. */
const EDITORS = new RegExp(`^[\\\\/](?:${EDITOR_FOLDERS.map(literalPattern).join("|")})[\\w-]*[\\\\/]`, "i");

/** `.bashrc`, `.profile`: files that each of a person's shells reads. */
function isStartup(inHome: string): boolean {
  return /^[\\/][^\\/]+$/.test(inHome) && /^\.[\w-]+$/.test(baseName(inHome.replaceAll("\\", "/")));
}
