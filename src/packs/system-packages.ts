/**
 * Reads apt, dpkg, dnf, rpm, pacman, zypper, apk, brew, snap, flatpak. Named packages can be installed again. What is
 * asked about: packages that a system needs, that take their data along, or that come from no index.
 */
import { hasOption } from "../core/effects/options.ts";
import type { Reading } from "../core/effects/pack.ts";
import { effectOfTemplate, tablesPack } from "../core/kit/subcommands.ts";
import type { Call, EffectTemplate, Table } from "../core/kit/table.ts";
import { inOrder, words } from "../core/text/expressions.ts";
import type { Word } from "../core/text/words.ts";

/** Patterns instead of a list, as versions and variants differ between distributions. */
const ESSENTIAL = inOrder([
  /^/,
  [
    ...words`
      libc6 glibc musl libstdc\+\+\d* libgcc[\w-]* libssl[\w.]* openssl(?:-libs)? systemd([\w-]*)? init sysvinit[\w-]*
      openrc bash dash coreutils busybox util-linux dpkg apt apt-utils rpm dnf yum pacman zypper apk-tools base-system
      sudo login passwd shadow shadow-utils base base-files base-passwd filesystem linux
    `,
    /linux-(image|modules|headers|generic|lts|firmware)[\w.-]*/,
    ...words`
      kernel([\w.-]*)? grub[\w-]* shim[\w-]* initramfs-tools[\w-]* dracut mkinitcpio udev e2fsprogs network-manager
      networkmanager netplan\.io ifupdown openssh-server openssh python3(-minimal)? python perl-base perl
      ca-certificates gnupg pam libpam[\w-]* selinux-policy[\w-]* ubuntu-desktop[\w-]* gnome-shell gdm3 xorg
      xserver-xorg
    `,
  ],
  /(:\w+)?$/,
]);
/** Packages whose data is deleted when they are removed with their settings. */
const KEEPS_DATA = inOrder([
  /^/,
  words`
    postgresql mysql mariadb mongodb redis elasticsearch couchdb influxdb cassandra docker containerd gitlab jenkins
    slapd
  `,
]);
const FORCE = [
  "allow-remove-essential",
  "force-yes",
  "force-all",
  "force-remove-essential",
  "force-depends",
  "force-remove-reinstreq",
  "nodeps",
  "no-deps",
  "force-broken-world",
];

const REMOVES: EffectTemplate = {
  verb: "delete",
  resource: "package",
  says: "removes",
  recovery: "effort",
  reach: "one",
};
const BREAKS: EffectTemplate = {
  verb: "delete",
  resource: "system",
  says: "takes out of the system what it may not live without:",
  reach: "several",
};
const WITH_DATA: EffectTemplate = {
  verb: "delete",
  resource: "database",
  says: "removes {} with the data that it keeps",
};
const FROM_URL: EffectTemplate = {
  verb: "execute-remote",
  resource: "code",
  says: "installs straight from a web address, whose scripts run at once:",
};
const TAKEN_BACK: EffectTemplate = {
  verb: "delete",
  resource: "system",
  says: "takes back what was installed or updated by",
  recovery: "effort",
  reach: "several",
};
const ALL: EffectTemplate = { ...REMOVES, says: "removes every package that fits", reach: "all", recovery: "none" };

const installs = (call: string): Table["lines"][number] => ({ call });

function table(
  programs: readonly string[],
  remove: string,
  install: string,
  more: Partial<Table> = {},
): Omit<Table, "id" | "examples"> {
  const verbs = new Set(remove.split("|"));
  const adds = new Set(install.split("|"));
  return {
    programs,
    shows: [
      "s",
      "simulate",
      "just-print",
      "no-act",
      "recon",
      "dry-run",
      "assumeno",
      "print",
      "p",
      "test",
      "download-only",
    ],
    special: call => {
      const [verb, ...names] = call.words;
      if (verb?.value == null) return undefined;
      if (verbs.has(verb.value)) return removed(call, names);
      return adds.has(verb.value) ? added(call, names) : undefined;
    },
    lines: [installs("")],
    ...more,
  };
}

export const systemPackages = tablesPack(
  "system-packages",
  [
    table(["apt", "apt-get", "aptitude"], "remove|purge|autoremove|auto-remove|autopurge", "install|reinstall", {
      grammar: { values: ["o", "c", "t", "a", "option", "target-release", "default-release"] },
    }),
    table(["yum", "dnf", "dnf5", "microdnf", "tdnf"], "remove|erase|autoremove|rm", "install|localinstall|reinstall", {
      source: "https://dnf.readthedocs.io/en/latest/command_ref.html",
      grammar: { values: ["c", "x", "exclude", "enablerepo", "disablerepo", "repo", "installroot", "releasever"] },
      lines: [{ call: "history undo|rollback", does: TAKEN_BACK }, installs("")],
    }),
    table(["zypper"], "remove|rm", "install|in", { grammar: { values: ["t", "r", "repo", "type"] } }),
    table(["apk"], "del", "add", {
      grammar: { values: ["t", "virtual", "p", "root", "X", "repository"] },
      shows: ["s", "simulate"],
    }),
    table(["snap"], "remove", "install"),
    table(["flatpak"], "uninstall|remove", "install"),
    table(["port"], "uninstall", "install"),
    table(["pkg", "eopkg"], "delete|remove|autoremove", "add|install", { shows: ["n", "dry-run"] }),
    {
      programs: ["xbps-remove"],
      shows: ["n"],
      special: call =>
        hasOption(call.args, "o", "remove-orphans", "O", "clean-cache") && call.words.length === 0
          ? undefined
          : removed(call, call.words),
      lines: [{ call: "" }],
    },
    {
      programs: ["pkg_delete", "pkgrm", "slackpkg", "removepkg"],
      shows: ["n"],
      special: call => removed(call, call.words),
      lines: [{ call: "" }],
    },
    {
      programs: ["emerge"],
      special: call =>
        hasOption(call.args, "C", "unmerge") && !hasOption(call.args, "p", "pretend")
          ? removed(call, call.words)
          : undefined,
      lines: [{ call: "" }],
    },
    table(["brew"], "uninstall|remove|rm", "install|reinstall", { shows: ["n"] }),
    { programs: ["dpkg"], special: dpkg, lines: [{ call: "" }] },
    { programs: ["rpm"], special: rpm, lines: [{ call: "" }] },
    { programs: ["pacman", "yay", "paru"], shows: ["p", "print"], special: pacman, lines: [{ call: "" }] },
  ],
  [
    { run: "apt-get purge -y systemd", expect: "ask" },
    { run: "sudo apt remove 'linux-image-*'", expect: "ask" },
    { run: "apt purge '*'", expect: "ask" },
    { run: "apt-get purge -y postgresql-16", expect: "ask", why: "its clusters go with it" },
    { run: "apt-get remove --allow-remove-essential bash", expect: "ask" },
    { run: "dpkg --force-all -r libc6", expect: "ask" },
    { run: "dpkg --purge --force-depends python3", expect: "ask" },
    { run: "apt-get purge -y '^python3.*'", expect: "ask" },
    { run: "emerge --unmerge glibc", expect: "ask" },
    { run: "port uninstall installed", expect: "ask" },
    { run: "pkg delete -a -y", expect: "ask" },
    { run: "emerge --ask app-editors/vim", expect: "allow" },
    { run: "port uninstall inactive", expect: "allow" },
    { run: "dnf remove -y glibc", expect: "ask" },
    { run: "dnf install -y https://example.com/tool.rpm", expect: "ask" },
    { run: "rpm -e --nodeps openssl-libs", expect: "ask" },
    { run: "pacman -Rns $(pacman -Qdtq)", expect: "ask" },
    { run: "pacman -Rdd glibc", expect: "ask" },
    { run: "pacman -Rsp glibc", expect: "allow", why: "only says what it would take out" },
    { run: "brew uninstall --zap docker", expect: "ask" },
    { run: "brew uninstall --force $(brew list)", expect: "ask" },
    { run: "flatpak uninstall --all", expect: "ask" },
    { run: "flatpak uninstall --delete-data org.gimp.GIMP", expect: "ask" },
    { run: "snap remove --purge nextcloud", expect: "ask" },
    { run: "sudo apt-get install -y jq curl", expect: "allow" },
    { run: "apt-get remove -y nodejs", expect: "allow" },
    { run: "apt-get autoremove -y", expect: "allow" },
    { run: "apt-get purge -s systemd", expect: "allow", why: "only says what it would do" },
    { run: "dpkg -l | grep python", expect: "allow" },
    { run: "dpkg -i ./tool.deb", expect: "allow" },
    { run: "yum install -y gcc", expect: "allow" },
    { run: "pacman -Syu --noconfirm", expect: "allow" },
    { run: "pacman -R htop", expect: "allow" },
    { run: "apk add --no-cache git", expect: "allow" },
    { run: "apk del .build-deps", expect: "allow" },
    { run: "brew uninstall wget && brew cleanup", expect: "allow" },
    { run: "brew services restart postgresql", expect: "allow" },
  ],
);

function said(doing: EffectTemplate, call: Call, names: readonly Word[]): Reading {
  return { effects: [effectOfTemplate(doing, names, call, { id: "system-packages" })] };
}

/** Matches patterns, and apt's regular expressions. */
const EVERY_NAME = /^[*.^]+$|\*|^\^|\$$/;
/** Names in MacPorts that stand for many ports. */
const GROUP = /^(?:all|installed|active|current)$/;

function removed(call: Call, names: readonly Word[]): Reading {
  const { args, words } = call;
  const forced = hasOption(args, ...FORCE);
  const open = names.some(
    word =>
      word.value === null || EVERY_NAME.test(word.value) || (call.command.program === "port" && GROUP.test(word.value)),
  );
  if (open || hasOption(args, "all", "a")) return said(ALL, call, names);
  if (forced || names.some(({ value }) => ESSENTIAL.test((value ?? "").replace(/^[a-z]{2,12}(?:-[a-z]{2,16})?\//, ""))))
    return said(BREAKS, call, names);
  const purges =
    /purge/.test(words[0]?.value ?? "") ||
    hasOption(args, "purge", "zap", "delete-data") ||
    (call.command.program === "dpkg" && hasOption(args, "P"));
  const data = names.some(({ value }) => KEEPS_DATA.test(value ?? ""));
  if (hasOption(args, "zap", "delete-data") || (purges && (data || call.command.program === "snap")))
    return said(WITH_DATA, call, names);
  return said(REMOVES, call, names);
}

function added(call: Call, names: readonly Word[]): Reading {
  const remote = names.filter(({ value }) => /^(https?|ftp):\/\//.test(value ?? ""));
  return remote.length > 0 ? said(FROM_URL, call, remote) : { effects: [] };
}

function dpkg(call: Call): Reading | undefined {
  const forced = hasOption(call.args, ...FORCE);
  if (hasOption(call.args, "r", "remove", "P", "purge")) return removed(call, call.words);
  return forced ? said(BREAKS, call, call.words) : undefined;
}

function rpm(call: Call): Reading | undefined {
  if (hasOption(call.args, "e", "erase")) return removed(call, call.words);
  return hasOption(call.args, "i", "U", "F", "install", "upgrade") ? added(call, call.words) : undefined;
}

/** Reads pacman: `-Rdd` ignores dependencies, `-Rc` also removes all packages that need it. */
function pacman(call: Call): Reading | undefined {
  const { args, words, command } = call;
  const removes = hasOption(args, "R", "remove");
  if (!removes) return hasOption(args, "U", "upgrade") ? added(call, words) : undefined;
  const careless = args.filter(arg => arg.kind === "option" && /^(d|nodeps|c|cascade)$/.test(arg.name)).length > 0;
  if (careless && words.length > 0) return said(BREAKS, call, words);
  return removed({ ...call, command }, words);
}
