/** Recognises the guard's own files and agents' hook configuration, because changing them can disable the guard. */
import { EDITOR_FOLDERS } from "../agents/code-editors.ts";
import { allOf, inHome, ofAgents } from "../agents/known-agents.ts";
import type { Surroundings } from "../facts/facts.ts";
import { anyOf, inOrder, words } from "../text/expressions.ts";
import { literalPattern } from "../text/literal-pattern.ts";
import { endsIn, isOneOf } from "../text/path-pattern.ts";
import { belowSomebodysHome, isBelow, isWindows, normalizePath } from "../text/paths.ts";
import { agentOfHookFile, hookFileIn } from "./hook-files.ts";

export interface GuardFile {
  /** `own`: never allowed, not even by a person on a card. `hooks` and `policy`: a person is asked. */
  readonly kind: "own" | "hooks" | "policy";
  readonly what: string;
}

/** The guard's folders of data and configuration on each platform, relative to the home folder. */
const OWN_IN_HOME =
  /^(\.local\/share|\.config|Library\/(Application Support|Preferences)|AppData\/(Local|Roaming))\/agentguard(\/|$)/i;

/** Where editors unpack extensions: `~/.vscode/extensions/agentguard.agentguard-0.1.0`. */
const OWN_EXTENSION = /\/extensions\/agentguard[.*?]/i;
export const EXTENSIONS = new RegExp(`/(?:${EDITOR_FOLDERS.map(literalPattern).join("|")})[\\w-]*/extensions$`);

/**
 * Returns the guard file that an absolute `path` is or contains. `around.guard` lists the guard's own folders, because
 * an agent's variables may name another home.
 */
export function guardFile(
  path: string,
  around: Pick<Surroundings, "home" | "guard" | "guardProcesses" | "hookFiles" | "platform">,
): GuardFile | undefined {
  const { home, guard = [], guardProcesses = [], hookFiles = [], platform } = around;
  if (path.startsWith("/proc/") && guardProcesses.some(pid => isIn(normalizePath(path), `/proc/${pid}`)))
    return { kind: "own", what: "AgentGuard's own process" };
  // On case-insensitive disks, a name in other letters is the same file.
  const folds = platform !== "linux" || isWindows(path);
  const normal = normalizePath(path);
  const folded = folds ? normal.toLowerCase() : normal;
  for (const folder of guard)
    if (isIn(folded, foldedFolder(folder, folds))) return { kind: "own", what: "AgentGuard's own files" };
  const named = NAMES_GUARD.test(path);
  if (named && OWN_IN_HOME.test(belowHome(path, folded, home, folds)))
    return { kind: "own", what: "AgentGuard's own files" };
  if (named && OWN_EXTENSION.test(folded)) return { kind: "own", what: "AgentGuard's extension" };
  if (EXTENSIONS.test(folded)) return { kind: "hooks", what: "an editor's extensions, AgentGuard's among them" };
  const agent = agentOfHookFile(normal, hookFiles, folds);
  if (agent !== undefined) return { kind: "hooks", what: `settings of ${agent}, which hold the guard's hook` };
  if (named && /^(\/etc|\/Library\/Application Support|[a-z]:\/ProgramData)\/agentguard(\/|$)/i.test(path))
    return { kind: "own", what: "the organization's guard policy" };
  if (machineWide().test(path)) return { kind: "hooks", what: "machine-wide agent settings" };
  if (named && /\/\.agentguard(?:\.json$|\/|$)/.test(folded))
    return { kind: "policy", what: "the workspace's guard policy" };
  return undefined;
}

/** Matches folders in which administrators configure agents for the whole machine. */
const machineWide = ofAgents(agents => {
  const folders = allOf(agents, "machineFolders").map(literalPattern).join("|");
  return new RegExp(`^(/etc|/Library/Application Support|[a-z]:/Program(Data| Files))/(?:${folders})(/|$)`, "i");
});

/** All paths of the guard contain this, except its configured folders. */
const NAMES_GUARD = /agentguard/i;

function foldedFolder(path: string, folds: boolean): string {
  return folds ? normalizePath(path).toLowerCase() : normalizePath(path);
}

/** Returns the path relative to the home folder; empty if it is elsewhere. */
function belowHome(path: string, folded: string, home: string | undefined, folds: boolean): string {
  const folder = home === undefined ? undefined : foldedFolder(home, folds);
  return folder !== undefined && folded !== folder && isIn(folded, folder) ? path.slice(folder.length + 1) : "";
}

function isIn(path: string, folder: string): boolean {
  return path.startsWith(folder) && (path.length === folder.length || path[folder.length] === "/");
}

/** Returns a folder of the guard and the files in it that the guard depends on. */
export function vitalParts(folder: string): string[] {
  return [folder, ...["hook", "halted.json", "audit.jsonl", "policy.json"].map(name => `${folder}/${name}`)];
}

/** Returns whether `path` contains a folder of the guard, which would be moved or deleted with it. */
export function holdsGuard(path: string, { guard = [], platform }: Pick<Surroundings, "guard" | "platform">): boolean {
  return guard.some(folder => isBelow(folder, path, platform));
}

/** The guard's name composed of two strings, which is a sign of evasion. */
export const IN_PIECES = /\bagent["'`][\s+.&|~<>]{0,6}["'`]guard\b/i;

/** Returns the first guard file that a text mentions literally: program code, or a path with unknown parts. */
export function guardFileIn(
  text: string,
  { guard = [], guardProcesses = [], hookFiles = [] }: Pick<Surroundings, "guard" | "guardProcesses" | "hookFiles">,
): string | undefined {
  const folder = [...guard, ...guardProcesses.map(pid => `/proc/${pid}/`)].find(path => text.includes(path));
  return (
    folder ??
    /(\.local\/share|\.config|Library\/Application Support|Library\/Preferences)\/agentguard(?=[\s/'"`)]|$)/.exec(
      text,
    )?.[0] ??
    hookFileIn(text, hookFiles) ??
    /(?<![\w-])\.agentguard(?:\.json|\/)/.exec(text)?.[0]
  );
}

type Named = readonly (readonly [RegExp, string])[];

/** Files in a home folder that run automatically or grant access. */
const STARTS_IN_HOME: Named = [
  [
    anyOf(
      [
        inOrder([
          /^\./,
          words`
            bashrc bash_profile bash_login bash_logout bash_aliases profile zshrc zprofile zshenv zlogin zlogout kshrc
            cshrc tcshrc inputrc xprofile xinitrc xsession(?:rc)? bash_completion pam_environment
          `,
          /$/,
        ]),
        /^\.config\/fish\/(config\.fish|conf\.d\/.*)$/,
        /^(Documents|\.config)\/(Windows)?PowerShell\/.*profile\.ps1$/,
        /^\.oh-my-zsh\/(?:custom|plugins|themes|lib)\/./,
      ],
      "i",
    ),
    "a start-up file of the shell",
  ],
  [/^\.ssh\/(authorized_keys2?|config|rc|environment|id_[\w-]+)$/, "SSH keys and access"],
  [
    anyOf(
      [
        /^\.config\/(systemd\/user|autostart|environment\.d|plasma-workspace\/env|autostart-scripts)\/./,
        /^\.local\/share\/(?:gnome-shell\/extensions|dbus-1\/services)\/./,
        /^\.config\/openbox\/autostart$|^Library\/LaunchAgents\/./,
        /AppData\/Roaming\/Microsoft\/Windows\/Start Menu\/Programs\/Startup\/./,
      ],
      "i",
    ),
    "what starts by itself",
  ],
  [
    anyOf(
      [
        /^\.(bash|zsh|sh|ksh|fish|psql|mysql|python|node_repl)_history$/,
        /^\.histfile$|^\.local\/share\/fish\/fish_history$/,
        /^AppData\/Roaming\/Microsoft\/Windows\/PowerShell\/PSReadLine\/./,
      ],
      "i",
    ),
    "the record of what was typed",
  ],
  [/^\.(ipython\/profile_\w+\/startup)\/./, "what a program runs whenever it starts"],
  [/^\.(gitconfig|config\/git\/(config|hooks\/.*))$/, "Git's settings for every repository"],
  [
    anyOf([
      inOrder([
        /^\./,
        words`
          npmrc pypirc netrc pgpass aws/(config|credentials) kube/config docker/(config|daemon)\.json gnupg/.*
          pip/pip\.conf
        `,
        /$/,
      ]),
      /^\.config\/pip\/pip\.conf$/,
    ]),
    "credentials and settings of the user's own tools",
  ],
];

const STARTS_ANYWHERE: Named = [
  [
    anyOf([
      /^\/etc\/((?:cron|at)\.(?:allow|deny)|cron(tab|\.(d|hourly|daily|weekly|monthly)(\/.*)?)|anacrontab)$/,
      /^\/var\/spool\/cron\//,
    ]),
    "scheduled jobs",
  ],
  [
    inOrder([
      /^\/etc\//,
      words`
        profile(\.d/.*)? bash\.bashrc zsh/.* z(?:profile|shrc|shenv|login) environment ld\.so\.(preload|conf)
        rc\.(local|common) xdg/systemd/user/.+
      `,
      /$/,
    ]),
    "a start-up file of the system",
  ],
  [
    inOrder([
      /^\/etc\//,
      words`
        sudoers(\.d/.*)? doas\.conf doas\.d/.* sub[ug]id passwd shadow group gshadow nologin pam\.d/.* security/.*
        ssh/.*
      `,
      /$/,
    ]),
    "who may do what on this machine",
  ],
  [
    anyOf(
      [
        inOrder([
          /^\/(etc|usr\/(local\/)?lib|lib)\/systemd\//,
          words`
            system user system-generators user-generators system-sleep system-shutdown system-environment-generators
          `,
          /\/./,
        ]),
        /^\/usr\/share\/dbus-1\/(system-)?services\/./,
        /^\/etc\/dbus-1\/system\.d\/.|^\/etc\/init\.d\/.|^\/Library\/Launch(Agents|Daemons)\/./,
        /^[A-Za-z]:\/ProgramData\/Microsoft\/Windows\/Start Menu\/Programs\/StartUp\/./,
      ],
      "i",
    ),
    "services of the system",
  ],
  [
    anyOf([
      inOrder([
        /^\/etc\//,
        words`
          udev/rules\.d update-motd\.d NetworkManager/dispatcher\.d network/interfaces\.d networkd-dispatcher netplan
          dhcp X11/Xsession\.d xdg/autostart apt/apt\.conf\.d polkit-1 modprobe\.d modules-load\.d sysctl\.d
          bash_completion\.d skel ppp emond\.d periodic network/if-[\w-]+\.d initramfs-tools dracut\.conf\.d grub\.d
          kernel/[\w.]+\.d X11/xinit cloud/cloud\.cfg\.d pacman\.d/hooks opt/(chrome|edge|chromium)/policies
          chromium/policies default/grub\.d rsyslog\.d audit init runit s6 local\.d tmpfiles\.d sysusers\.d binfmt\.d
          extensions systemd/(?:[\w-]+\.conf\.d|network) sysconfig/network-scripts gdm3? lightdm needrestart
          acpi/events rc\.d rc\d\.d apache2/mods-enabled
        `,
        /\/./,
      ]),
      /^\/usr\/lib\/(git-core|apache2\/modules|nginx\/modules)\/./,
      /^\/sys\/fs\/selinux\/enforce$/,
      /^\/usr\/(?:local\/)?lib\/(?:tmpfiles|sysusers|binfmt|modules-load|sysctl|environment)\.d\/./,
      inOrder([
        /^\/etc\//,
        words`
          network/interfaces systemd/[\w-]+\.conf inittab modules sysctl\.conf ld\.so\.conf\.d/.+ default/grub
          xinetd\.conf xinetd\.d/.+ logrotate\.d/.+ inetd\.conf fstab crypttab nsswitch\.conf rsyslog\.conf
          selinux/config
        `,
        /$/,
      ]),
      /^\/usr\/share\/pam-configs\/.|\/security\/pam_[\w-]+\.so$|^\/(usr\/)?lib\/[\w-]+\/security(\/|$)/,
      /\/(dist|site)-packages\/((site|user)customize\.py|[^/]+\.pth)$/,
      /^\/usr\/lib\/(?:dracut\/(?:modules\.d|hooks)|NetworkManager\/dispatcher\.d)\/./,
      /^\/usr\/share\/initramfs-tools\/.|^\/(usr\/)?lib\/udev\/rules\.d\/./,
    ]),
    "what starts by itself",
  ],
  [
    anyOf([
      inOrder([
        /^\/etc\//,
        words`
          kubernetes/manifests yum(/pluginconf\.d)?\.conf yum/[^/]* dnf/(plugins|dnf\.conf) tor/torrc exports osquery
          falco wazuh crowdstrike apparmor(?:\.d)? suricata ossec\.conf cni/net\.d containerd/config\.toml
          docker/daemon\.json crio
        `,
        /(\/.*)?$/,
      ]),
      /^\/usr\/lib\/yum-plugins\/./,
      /^\/(usr\/)?lib\/python3?[\d.]*\/site-packages\/dnf-plugins\/./,
      /^\/var\/lib\/(kubelet|rancher\/\w+\/server\/manifests)\/./,
    ]),
    "what the machine's own services run and trust",
  ],
  [
    anyOf(
      [
        /^\/etc\/(hosts|resolv\.conf|nsswitch\.conf|hosts\.(allow|deny)|proxychains\S*)$/,
        /^[A-Za-z]:\/Windows\/System32\/drivers\/etc\/hosts$/,
      ],
      "i",
    ),
    "where names on this machine lead",
  ],
  [
    anyOf([
      /^\/usr\/local\/share\/ca-certificates\/./,
      /^\/etc\/(ssl\/certs|pki\/ca-trust\/source|ca-certificates)\/./,
      /^\/usr\/share\/ca-certificates\/./,
    ]),
    "whom this machine trusts",
  ],
  [
    anyOf([
      inOrder([
        /^\/proc\//,
        [
          /sysrq-trigger/,
          inOrder([
            /sys\//,
            words`kernel fs vm`,
            /\/(?!(drop_caches|compact_memory|max_map_count|swappiness|inotify\/\w+|file-max|nr_open|aio-max-nr)$).+/,
          ]),
        ],
        /$/,
      ]),
      /^\/sys\/(kernel|fs\/cgroup)\/.*(release_agent|uevent_helper|notify_on_release)$/,
    ]),
    "how the kernel works",
  ],
  [
    anyOf([
      inOrder([
        /^\/var\/(log|run|adm)\//,
        words`
          auth\.log secure syslog messages wtmp btmp utmp lastlog faillog kern\.log dmesg audit/.* maillog journal/.*
          sudo\.log
        `,
        /(\.\d+)?$/,
      ]),
      /^\/run\/utmp$/,
    ]),
    "what the machine has written down about who did what",
  ],
];

/** Files in a workspace that run on others' machines or in later commands. */
const STARTS_IN_WORKSPACE: Named = [
  [/\/\.git\/(hooks\/(?:(?!\/\.git\/hooks\/).)+(?<!\.sample)|config|info\/attributes)$/, "Git's hooks and settings"],
  [
    anyOf([
      /\/\.github\/(workflows\/[^/]+\.ya?ml|actions\/(?:(?!\/\.github\/).)+|CODEOWNERS)$/,
      /\/\.gitlab-ci\.yml$|\/\.circleci\/config\.yml$|\/(azure|bitbucket)-pipelines\.yml$/,
      /\/\.buildkite\/pipeline\.ya?ml$/,
      ...words`/Jenkinsfile$ /\.drone\.yml$ /\.woodpecker\.ya?ml$ /\.travis\.yml$`,
      /\/\.tekton\/(?:(?!\/\.tekton\/).)+\.ya?ml$/,
    ]),
    "what runs in CI, with its secrets",
  ],
];

/** Instructions in a home that agents read in every project. */
const toldEverywhere = ofAgents(agents => isOneOf(inHome(allOf(agents, "toldEverywhere"))));

/** Files anywhere that decide how an agent works, or that it loads into its own process. */
const ofAnAgent = ofAgents((agents): Named => {
  const named = ["settings", "decides"] as const;
  const files = [
    ...named.flatMap(kind => allOf(agents, kind)),
    ...agents.flatMap(({ servers }) => servers.map(({ path }) => path)),
  ];
  return [
    [endsIn(files.map(path => path.replace(/^~\//, ""))), "an agent's settings"],
    [endsIn(allOf(agents, "plugins")), "programs that an agent loads into its own process"],
  ];
});

const HOST_INSIDE =
  /^\/(?:host(?:fs)?|mnt\/(?:host|root)|rootfs|proc\/1\/root)\/(?=(?:etc|var|root|home|usr|proc|sys)\/)/;

/** A backup of a system file, which nothing reads: `/etc/ssh/sshd_config.bak`. */
const SET_ASIDE = /^\/etc\/[^\n]{1,200}\.(?:bak|backup|orig|old|save|dist)(?:[._-]?[\d_-]{1,20})?$/;

/**
 * Returns what a file is that starts automatically or grants access: shell start-up files, SSH, cron, Git hooks, CI,
 * agents' settings. A change of one is asked about, even if the old content can be restored.
 */
export function startupFile(path: string, { home }: Pick<Surroundings, "home">): string | undefined {
  // A container can mount the host's files below another path.
  const normal = normalizePath(path).replace(HOST_INSIDE, "/");
  const below = belowSomebodysHome(normal, home);
  const find = (named: Named, text: string) => named.find(([pattern]) => pattern.test(text))?.[1];
  return (
    (below === undefined ? undefined : find(STARTS_IN_HOME, below)) ??
    (below !== undefined && toldEverywhere().test(below) ? "what agents are told in every project" : undefined) ??
    (SET_ASIDE.test(normal) ? undefined : find(STARTS_ANYWHERE, normal)) ??
    find(STARTS_IN_WORKSPACE, normal) ??
    find(ofAnAgent(), normal)
  );
}
