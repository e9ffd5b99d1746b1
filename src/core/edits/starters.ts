/** Finds texts that make other tools fetch or start something: registries, tasks, hooks, filters, containers. */
import { EDITOR_FOLDERS } from "../agents/code-editors.ts";
import { allOf, ofAgents } from "../agents/known-agents.ts";
import { onlyKnownSources } from "../detectors/attack-techniques/known-sources.ts";
import { type Starter, TOOL_SETTINGS } from "../detectors/guard/tool-settings.ts";
import { UNSEEN_CODE } from "../detectors/guard/unseen-code.ts";
import type { Effect } from "../effects/effect.ts";
import { SHELL_FOLDER, SHELL_NAME } from "../languages/shell/shell-names.ts";
import { anyOf, inOrder, words } from "../text/expressions.ts";
import { literalPattern } from "../text/literal-pattern.ts";
import { pathSource } from "../text/path-pattern.ts";
import { INSTRUCTIONS } from "./instructions.ts";

const SOURCE = "takes packages from another source, whose code runs here";
/** A download that is run at once, decoded text that is run, or a reverse shell. */
const FETCHES_AND_RUNS =
  '(?:curl|wget|iwr|irm|Invoke-WebRequest)\\b[^"\\n]{0,300}?(?:\\||&&|;)[^"\\n]{0,80}?(?:sh|node|python3?|perl|ruby|iex)\\b|base64\\s+(?:-d|-D|--decode)|/dev/tcp/|\\b(?:nc|ncat)\\s[^"\\n]{0,80}-[ec]\\b';

/** Commands that destroy work wherever they occur. */
const LOSING =
  "\\brm\\s+-\\w{0,6}[rR]|\\bgit\\s+(?:reset\\s+--hard|clean\\s+-|push\\b|checkout\\s+(?:--|\\.)|stash\\s+(?:drop|clear))|\\bfind\\b[^\\n]{0,200}-delete\\b";
const LOSES = new RegExp(LOSING);

/** A program in a world-writable folder that an editor, a shell or a pager is told to start. */
const FROM_SHARED =
  "^[^#\\n]{0,200}?(?:!|\\b(?:system|execute|exec|spawn|popen|run-shell|if-shell|shell-command|start-process|call-process|make-process|async-shell-command|job_?start|io\\.popen|preexec|PAGER|shell))[^\\n]{0,60}?/(?:tmp|var/tmp|dev/shm)/[^\\n]{0,100}";

/** Lock files, in which package managers record the source of each package. */
const LOCK = inOrder([
  /\//,
  words`
    package-lock\.json npm-shrinkwrap\.json yarn\.lock pnpm-lock\.yaml bun\.lock poetry\.lock uv\.lock Pipfile\.lock
    composer\.lock Gemfile\.lock Cargo\.lock
  `,
  /$/,
]);

/** Settings folders of VS Code and its derivatives: the user's and a project's. */
const SETTINGS_FOLDERS = ["User", ...EDITOR_FOLDERS].map(literalPattern).join("|");

/** Files that define agents, or commands and skills of agents. */
const definesAgents = ofAgents(agents => {
  const folders = [".github", ...allOf(agents, "folders")].map(pathSource).join("|");
  return new RegExp(`/(?:${folders})/(?:agents?|commands?|skills?|droids|chatmodes)/.+\\.md$`);
});

/** Variables that make agents read other settings. */
const leadsElsewhere = ofAgents(agents => {
  const names = agents.flatMap(({ variables }) => variables ?? []).join("|");
  return new RegExp(
    `\\b(?:(?:${names})\\w{0,20}_(?:HOME|CONFIG|CONFIG_DIR|HOME_OVERRIDE|SETTINGS_PATH|DEFAULTS_PATH|SIMPLE|SAFE_MODE|PURE)|XDG_CONFIG_HOME)["']?\\s{0,4}[:=][^\\n]{0,100}`,
    "g",
  );
});

/** What Yarn checks in itself, the usual wrappers of compilers, and limits of memory. */
const USUAL_VALUE = anyOf(
  [
    /yarnPath["']?\s*:\s*["']?\.yarn\/releases\//,
    /=\s*["']?(?:sccache|ccache|clang|gcc|lld|mold|rust-lld|probe-rs|wasm\w*)/,
    /max-old-space-size/,
  ],
  "i",
);

const STARTERS: readonly Starter[] = [
  {
    path: inOrder(
      [
        /\//,
        words`
          \.npmrc \.yarnrc(?:\.yml)? bunfig\.toml pip\.(?:conf|ini) uv\.toml \.condarc \.gemrc
          \.cargo/config(?:\.toml)? nuget\.config
        `,
        /$/,
      ],
      "i",
    ),
    finds: inOrder(
      [
        words`
          registry npmRegistryServer index-url extra-index-url find-links index source channel_alias value
        `,
        /["']?\s{0,8}[:=]\s{0,8}["']?(?:sparse\+)?https?:\/\/[^\s"']+/,
      ],
      "gi",
    ),
    unless: found => onlyKnownSources(found) || /crates\.io|nuget\.org/.test(found),
    says: SOURCE,
  },
  {
    path: inOrder([
      /\//,
      [
        /[\w.-]{0,40}requirements[\w.-]{0,40}\.(?:txt|in)/,
        /requirements\/[\w.-]{1,60}\.(?:txt|in)/,
        ...words`constraints\.txt Gemfile Pipfile pyproject\.toml`,
      ],
      /$/,
    ]),
    finds: inOrder(
      [
        /(?:^|\n|\\n)\s{0,8}/,
        words`--(?:extra-)?index-url --find-links -i -f source url index-url`,
        /[\s=]{1,8}["']?https?:\/\/[^\s"']+/,
      ],
      "g",
    ),
    unless: onlyKnownSources,
    says: SOURCE,
  },
  {
    path: /\/(?:\.npmrc|\.yarnrc(?:\.yml)?|\.cargo\/config(?:\.toml)?)$/,
    finds: inOrder(
      [
        /(?:^|\n|\\n|[{,])\s{0,8}["']?/,
        words`
          script-shell onload-script init-module node-options yarnPath yarn-path rustc-wrapper rustc-workspace-wrapper
          runner linker
        `,
        /["']?\s{0,8}[:=]\s{0,8}\S{0,200}/,
      ],
      "gi",
    ),
    unless: found => USUAL_VALUE.test(found),
    says: "names a program that the package manager starts",
  },
  {
    path: anyOf([
      inOrder([
        /\/\./,
        words`
          vimrc gvimrc exrc tmux\.conf screenrc psqlrc sqliterc mongoshrc\.js gdbinit lldbinit muttrc mailrc Rprofile
          irbrc pryrc pythonrc(?:\.py)? ghci lesskey inputrc nanorc emacs kermrc dircmdrc newsboat/config wezterm\.lua
          xinitrc xsessionrc
        `,
        /$/,
      ]),
      /\/\.config\/(?:nvim|vim|tmux|kitty|alacritty|wezterm|i3|sway|hypr|lf|ranger|mpv|newsboat|emacs)\/./,
      /\/\.emacs\.d\/init\.el$/,
    ]),
    finds: new RegExp(`^[^#\\n]{0,200}?(?:${FETCHES_AND_RUNS})[^\\n]{0,100}|${FROM_SHARED}`, "gm"),
    says: "has every start of a program fetch and start another one",
  },
  {
    path: /^\/etc\/php[\d.]*\/.+\.ini$|^\/usr\/local\/(?:etc|lib)\/php.*\.ini$|\/(?:\.user|php)\.ini$/,
    finds: inOrder(
      [
        /^\s{0,8}/,
        [
          /auto_(?:prepend|append)_file\s{0,4}=\s{0,4}["']?[^\s"';][^\n]{0,200}/,
          /(?:zend_)?extension\s{0,4}=\s{0,4}["']?\/(?:tmp|var\/tmp|dev\/shm|home)\/[^\n]{0,200}/,
          /allow_url_include\s{0,4}=\s{0,4}["']?(?:1|on|true|yes)\b/,
        ],
      ],
      "gim",
    ),
    says: "has every page of the web server run another program first",
  },
  {
    path: /^\/(?:(?:home|Users)\/[^/]+|root)\/\.[^/]/,
    finds: new RegExp(
      `^[^#\\n]{0,200}?\\b(?:exec(?:v[pe]*|l[pe]*|ute)?|system|spawnl?p?|popen)\\b\\W{1,8}${SHELL_FOLDER}${SHELL_NAME}(?![\\w.-])(?! -[a-z]*[cl])[^\\n]{0,100}|^[^#\\n]{0,200}?(?:/dev/tcp/|\\b(?:nc|ncat) [^\\n"']{0,80}-[ec] )[^\\n]{0,100}`,
      "gm",
    ),
    says: "has every start of a program open a shell, or hand one to another machine",
  },
  {
    path: /^\/usr\/(?:local\/)?s?bin\/[^/]+$|\/\.local\/bin\/[^/]+$/,
    finds: new RegExp(`^[^#\\n]{0,200}?(?:${FETCHES_AND_RUNS})[^\\n]{0,100}`, "gm"),
    says: "has a program that everybody starts fetch and start another one",
  },
  {
    path: /\/\.mailcap$/,
    finds: new RegExp(
      `^[^#\\n;]{1,80};\\s{0,8}(?:exec )?(?:${SHELL_FOLDER})?${SHELL_NAME}(?![\\w.-])[^\\n]{0,200}`,
      "gm",
    ),
    says: "has every look at a file of some kind start a shell",
  },
  TOOL_SETTINGS,
  {
    path: anyOf([
      inOrder([
        /\/\.(?:vim|config\/nvim)\//,
        words`plugin autoload after ftplugin pack`,
        /\/(?:(?!\/\.(?:vim|config\/nvim)\/).)+\.(?:vim|lua)$/,
      ]),
      /\/\.emacs\.d\/(?:(?!\/\.emacs\.d\/).)+\.el$/,
    ]),
    finds: inOrder(
      [
        /^[^#"\n]{0,200}?\b/,
        words`system job_?start spawn execute start-process call-process popen`,
        /\b[^\n]{0,40}\/(?:tmp|var\/tmp|dev\/shm)\/[^\n]{0,100}/,
      ],
      "gm",
    ),
    says: "has every start of an editor run a program from a folder that anybody may write to",
  },
  {
    path: /\.(?:php\d?|phtml|phar|jspx?|aspx?|ashx|cfm|cgi)$/i,
    finds: anyOf(
      [
        inOrder([
          /\b/,
          words`
            system exec shell_exec passthru popen proc_open eval assert create_function preg_replace array_map
            call_user_func
          `,
          /\s{0,4}\([^;\n]{0,120}\$_(?:GET|POST|REQUEST|COOKIE|SERVER|FILES)\b/,
        ]),
        /`[^`\n]{0,80}\$_(?:GET|POST|REQUEST|COOKIE)\b/,
        /\$_(?:GET|POST|REQUEST|COOKIE)\[[^\]]{1,40}\]\s{0,4}\(/,
        /\.exec\([^)\n]{0,80}request\.|Process\.Start\([^)\n]{0,120}Request|\beval\s{0,2}\(\s{0,2}Request/,
        /<cfexecute\b/,
      ],
      "gi",
    ),
    says: "answers every request by running what it says",
  },
  {
    path: LOCK,
    finds: /https?:\/\/(?!(?:127|10)\.|192\.168\.)\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?=[/\s"'#|,)]|$)/g,
    says: SOURCE,
  },
  {
    // Matches up to the host, so that further packages from a known host are not reported.
    path: LOCK,
    finds:
      /(?<=\b(?:resolved|tarball|registry|remote|source)["']?[:= ]{1,4}["']?(?:registry\+|sparse\+)?)https?:\/\/[\w.-]+/g,
    unless: found => onlyKnownSources(found) || found.endsWith("crates.io"),
    says: SOURCE,
  },
  {
    path: /\/(?:User|\.vscode)\/settings\.json$/,
    finds:
      /security\.workspace\.trust\.(?:enabled|startupPrompt|untrustedFiles)["']?\s{0,4}:\s{0,4}["']?(?:false|never|open)/g,
    says: "has the editor trust every folder",
  },
  {
    path: new RegExp(
      `/(?:${SETTINGS_FOLDERS}|\\.zed|\\.fleet|\\.idea)/[\\w.-]{1,60}\\.(?:json|xml)$|\\.code-workspace$|/\\.?mcp\\.json$`,
    ),
    finds: inOrder(
      [
        /["'][\w.-]{0,80}/,
        words`path command executable program binary server shell interpreter launcher linter formatter args`,
        /["']\s{0,4}:\s{0,4}\[?\s{0,4}["']\/(?:tmp|var\/tmp|dev\/shm)\/[^"'\n]{1,200}/,
      ],
      "gi",
    ),
    says: "has the editor start a program from a folder that anybody may write to",
  },
  INSTRUCTIONS,
  {
    path: new RegExp(`/(?:${SETTINGS_FOLDERS})/settings\\.json$|\\.code-workspace$|/\\.?devcontainer\\.json$`),
    finds: inOrder(
      [
        /"/,
        words`
          NODE_OPTIONS LD_PRELOAD LD_LIBRARY_PATH DYLD_INSERT_LIBRARIES BASH_ENV PYTHONSTARTUP PERL5OPT RUBYOPT
          JAVA_TOOL_OPTIONS
        `,
        /"\s{0,4}:\s{0,4}"[^"\n]{0,200}(?:--require|--import|-r |--loader|\/)[^"\n]{0,200}"/,
      ],
      "g",
    ),
    says: "has every program that starts in the editor's terminals load other code first",
  },
  {
    get path() {
      return definesAgents();
    },
    finds: /^\s{0,4}(?:permissionMode\s{0,4}:\s{0,4}["']?(?:bypassPermissions|dontAsk)\b|hooks\s{0,4}:)[^\n]{0,100}/gm,
    says: "defines an agent that asks nobody, or that has hooks of its own",
  },
  {
    path: anyOf([
      inOrder([
        /\//,
        words`
          \.envrc \.?mise\.toml \.?mise/config\.toml (?:\.vscode|User)/settings\.json \.?devcontainer\.json
          devbox\.json flake\.nix shell\.nix
        `,
        /$/,
      ]),
      /\.code-workspace$/,
    ]),
    get finds() {
      return leadsElsewhere();
    },
    says: "leads agents to other settings than those that hold AgentGuard's hook",
  },
  {
    path: /\/\.(?:procmailrc|forward|mailfilter|qmail)$/,
    finds: /^[^#\n]{0,200}\|\s{0,4}"?\/?[\w/.-]{1,100}[^\n]{0,200}/gm,
    says: "starts a program with every mail that comes in",
  },
  {
    path: /\/\.vscode\/tasks\.json$|\/User\/tasks\.json$|\.code-workspace$/,
    finds: /"runOn"\s{0,8}:\s{0,8}"folderOpen"/g,
    says: "starts a task whenever the folder is opened",
  },
  {
    path: /\/\.envrc$/,
    finds: new RegExp(
      `^[^#\\n]{0,400}?(?:\\beval\\b|\\b(?:curl|wget|nc|ncat)\\s|LD_PRELOAD|DYLD_INSERT|BASH_ENV|PROMPT_COMMAND|(?:PATH|NODE_OPTIONS|PYTHONPATH|PYTHONSTARTUP|GIT_\\w+)=["']?\\S{0,100}(?:/tmp/|/var/tmp/|/dev/shm/)|${FETCHES_AND_RUNS})[^\\n]{0,200}`,
      "gm",
    ),
    unless: found => /^\s*eval "?\$\((?:direnv|devenv|lorri|nix|mise|asdf|op|pyenv|rbenv|fnm|nodenv)\b/.test(found),
    says: "starts a program, or other programs than usual, whenever somebody enters the folder",
  },
  {
    path: /\/[._](?:curlrc|wgetrc)$|\/curlrc$/,
    finds: inOrder(
      [
        /^\s{0,8}-{0,2}/,
        words`
          proxy https?_proxy use_proxy insecure k check[-_]certificate ca[-_]?cert(?:ificate)? capath url upload-file
          data output config netrc-file doh-url resolve connect-to preproxy socks5\w*
        `,
        /\b[^\n]{0,200}/,
      ],
      "gim",
    ),
    says: "leads what is fetched through another place, or stops checking who answers",
  },
  {
    path: /\/(?:\.gitattributes|\.git\/info\/attributes|\.config\/git\/attributes)$/,
    finds:
      /\bfilter=(?!lfs\b|git-crypt\b|transcrypt\b|crypt\b|nbstripout\b|annex\b|sops\b|gitlfs\b|unset\b)[\w-]{1,60}/g,
    says: "has a program of its own read and change files whenever git touches them",
  },
  {
    path: /\/(?:docker-)?compose(?:[.-][\w-]{1,40}){0,3}\.ya?ml$/,
    finds: anyOf(
      [
        /^\s{0,20}(?:privileged:\s{0,4}["']?true\b|pid:\s{0,4}["']?host\b)/,
        /["'\s]\/:\/[\w./-]{0,80}/,
        /["'\s](?:\/var)?\/run\/docker\.sock:[\w./-]{1,80}(?!:ro|[\w./-])/,
        /\bsource:\s{0,4}["']?\/(?=["']?\s{0,4}$)/,
      ],
      "gm",
    ),
    says: "gives a container the machine it runs on",
  },
  {
    path: /\/(?:(?:firestore|storage|database)[\w.-]{0,40}\.rules(?:\.json)?|[\w-]{1,40}\.rules)$/,
    finds: anyOf(
      [
        /\ballow\s{1,4}[\w, ]{1,60}(?::\s{0,4}if\s{1,4}(?:true|1\s{0,2}==\s{0,2}1)\s{0,4};?|\s{0,4};)/,
        /"\.(?:read|write)"\s{0,4}:\s{0,4}"?true\b/,
      ],
      "g",
    ),
    says: "lets everybody read or change the data",
  },
  {
    path: /\/\.?devcontainer\.json$/,
    finds: /"initializeCommand"\s{0,8}:\s{0,8}[^\n]{1,300}/g,
    says: "starts a command on this machine whenever the container is opened",
  },
  {
    path: /\/(?:\.?devcontainer|package)\.json$/,
    finds: new RegExp(
      `["'.](?:postCreateCommand|postStartCommand|postAttachCommand|onCreateCommand|updateContentCommand|preinstall|install|postinstall|prepare|prepublish|preprepare|postprepare)["']?\\s{0,8}\\]?\\s{0,8}[:=]\\s{0,8}\\{?[^\\n]{0,300}?(?:${FETCHES_AND_RUNS}|child_process)[^\\n]{0,100}`,
      "g",
    ),
    says: "fetches and starts a program on every machine that installs or opens this",
  },
  {
    // Like git's own hooks, it runs on every clone; ordinary checks are exempt.
    path: /\/\.husky\/[^/_.][^/]*$/,
    finds: /^(?!\s{0,20}(?:#|$))[^\n]{1,400}/gm,
    unless: found => CHECKS.test(found.trim()) && !LOSES.test(found),
    says: "has git run something with everybody's commits",
  },
  {
    path: inOrder([
      /\/\.?/,
      words`
        lefthook(?:-local)?\.(?:ya?ml|toml|json) pre-commit-config\.ya?ml lintstagedrc(?:\.\w+)? overcommit\.yml
        simple-git-hooks\.\w+
      `,
      /$/,
    ]),
    finds: new RegExp(`^[^#\\n]{0,200}?(?:${FETCHES_AND_RUNS}|${LOSING})[^\\n]{0,100}`, "gm"),
    says: "has git run something with everybody's commits that loses work or starts what it fetches",
  },
];

/** What repositories' hooks usually run: linters, tests, formatters and message checks, by their usual runners. */
const CHECKS = inOrder([
  /^/,
  [
    /\. |source |\[ |if |fi$|then$|else$|exit \d|set -|export [A-Z_]+=|echo |cd /,
    inOrder([
      /(?:exec )?/,
      [
        ...words`
          npx npm pnpm yarn bun bunx make just task cargo go dotnet composer php bundle uv poetry pre-commit
          lint-staged commitlint prettier eslint biome tsc ruff black mypy pytest jest vitest nx turbo moon gitleaks
        `,
        /git diff|git add|git status|git rev-parse|git stash list/,
      ],
      /\b/,
    ]),
  ],
]);

const EVERY_FILE: readonly Starter[] = [...STARTERS, UNSEEN_CODE];

/** Returns whether the file's name alone says that its text may start something. */
export function isStarter(path: string): boolean {
  return STARTERS.some(starter => starter.path.test(path));
}

/** Number of characters of a text that are searched. */
const MAX_TEXT = 64 * 1024;

export function effectsOnStarters(write: Effect, path: string, before: string | null, after: string | null): Effect[] {
  if (after === null) return [];
  return EVERY_FILE.flatMap(({ path: named, finds, unless, says }): Effect[] => {
    if (!named.test(path)) return [];
    const old = before?.slice(0, MAX_TEXT) ?? "";
    const found = [...after.slice(0, MAX_TEXT).matchAll(finds)]
      .map(([text]) => text)
      .filter(text => !old.includes(text) && !unless?.(text));
    if (found.length === 0) return [];
    return [startingMore(write, says, found[0] ?? "")];
  });
}

/** Returns the effect of a file that newly starts something. `says`: what it does; `line`: the text that says so. */
export function startingMore(write: Effect, says: string, line: string): Effect {
  return {
    ...write,
    verb: "weaken",
    resource: "setting",
    reach: "one",
    recovery: "effort",
    certainty: "certain",
    says: `${says} (${line.replace(/\s+/g, " ").trim().slice(0, 60)})`,
    instead: "Show the person the change and let them make it.",
  };
}
