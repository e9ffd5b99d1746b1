/** Reads chmod, chown, chgrp, chattr, setfacl: who may read, change and run what, for whole systems and homes too. */
import type { Effect, Mark } from "../core/effects/effect.ts";
import { type Argument, hasOption, readArguments } from "../core/effects/options.ts";
import type { Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { guardFile } from "../core/files/guard-files.ts";
import { belongsToSystem, isCatastrophe, isInContainerProject } from "../core/files/landmarks.ts";
import { shown, targetOf } from "../core/files/targets.ts";
import { inOrder, words } from "../core/text/expressions.ts";
import type { Word } from "../core/text/words.ts";

/** The kind of change to permissions, without its target. */
type Change = "opens" | "shows" | "closes" | "unlocks" | "as-root" | "as-group" | "plain";

const SAYS: Readonly<Record<Change, string>> = {
  opens: "lets everybody change",
  shows: "lets others read",
  closes: "takes everybody's access away from",
  unlocks: "takes the protection away from",
  "as-root": "lets whoever runs it act as its owner:",
  "as-group": "lets whoever runs it act as its group:",
  plain: "changes the owner or the permissions of",
};

export const permissions: ProgramPack = {
  kind: "program",
  id: "permissions",
  programs: ["chmod", "gchmod", "chown", "gchown", "chgrp", "gchgrp", "chattr", "setfacl", "chflags", "lchown"],
  read(command: Invocation, facts: Facts): Reading {
    const { args, change, stops, words } = readChange(command);
    if (hasOption(args, "help", "version")) return { effects: [] };
    const recursive = hasOption(args, "R", "recursive");
    return { effects: words.flatMap(word => effectOn(word, change, stops, recursive, command, facts)) };
  },
  examples: [
    { run: "sudo chown -R dev:dev /usr", expect: "deny" },
    { run: "chmod -R 755 /", expect: "deny" },
    { run: "sudo chmod -R u+w /usr/*", expect: "deny" },
    { run: "chmod -R 777 ~", expect: "deny" },
    { run: "chown -R root ~", expect: "deny" },
    { run: "chmod 777 /etc", expect: "deny" },
    { run: "chmod -R 777 .", expect: "ask" },
    { run: "chmod -R a+rwX src", expect: "ask", files: { "src/a.ts": "x" } },
    { run: "chmod 777 /srv/app/config.yml", expect: "ask", files: { "/srv/app/config.yml": "x" } },
    { run: "chmod 000 notes.txt", expect: "ask", files: { "notes.txt": "x" } },
    { run: "chmod -R a-rwx src", expect: "ask", files: { "src/a.ts": "x" } },
    { run: "chmod u+s /usr/local/bin/tool", expect: "ask" },
    { run: "chmod 4755 tool", expect: "ask", files: { tool: "x" } },
    { run: "chmod 644 ~/.ssh/id_ed25519", expect: "ask" },
    { run: "chmod 666 /etc/shadow", expect: "ask" },
    { run: "sudo chattr -i /etc/passwd", expect: "ask" },
    { run: "chown -R www-data /etc/ssl", expect: "ask" },
    { run: "chown -R dev $DIR/", expect: "deny", why: "an empty variable leaves /" },
    { run: "setfacl -R -m o::rwx src", expect: "ask", files: { "src/a.ts": "x" } },
    { run: "chmod 644 $(git ls-files '*.md')", expect: "allow" },
    { run: "chmod 777 $(git ls-files)", expect: "ask" },
    { run: "chmod 644 $(cat list)", expect: "ask" },
    { run: "chmod +x deploy.sh", expect: "allow", files: { "deploy.sh": "x" } },
    { run: "chmod -R u+rwX,go-w src", expect: "allow", files: { "src/a.ts": "x" } },
    { run: "chmod 755 /usr/local/bin/tool", expect: "allow" },
    { run: "chmod 600 ~/.ssh/id_ed25519 && chmod 700 ~/.ssh", expect: "allow" },
    { run: "chown -R dev:dev .", expect: "allow", files: { "a.ts": "x" } },
    { run: "chown www-data:www-data /var/www/html/index.html", expect: "allow" },
    { run: "chmod 777 /tmp/shared", expect: "allow" },
    { run: "chmod 777 run.sh", expect: "allow", files: { "run.sh": "x" }, why: "one file of the workspace" },
    { run: "chmod --reference=a.sh b.sh", expect: "allow" },
    { run: "sudo chmod 666 /dev/ttyUSB0 && sudo chmod a+rw /dev/kvm", expect: "allow" },
    {
      run: "chmod -x .git/hooks/pre-commit",
      expect: "ask",
      files: { ".git/hooks/pre-commit": "x" },
      why: "it runs no more",
    },
    { run: "chmod 644 .husky/pre-push", expect: "ask", files: { ".husky/pre-push": "x" } },
    { run: "chmod +x .git/hooks/pre-commit", expect: "allow", files: { ".git/hooks/pre-commit": "x" } },
    { run: "chmod 2775 /srv/shared && chmod g+s /srv/shared", expect: "allow", files: { "/srv/shared/a": "x" } },
    { run: "chmod 2770 /srv/shared", expect: "allow", why: "what its group may write is a folder" },
    { run: "chown -R git:git /home/git", expect: "allow", why: "everybody's home is theirs" },
    { run: "chown -R git:git /home/dev", expect: "deny" },
    { run: "chmod 2755 /srv/tool", expect: "ask", files: { "/srv/tool": "x" } },
    { run: "chmod -R g+s /srv/shared", expect: "ask", files: { "/srv/shared/a": "x" } },
    { run: "chmod 2777 /srv/shared", expect: "ask", files: { "/srv/shared/a": "x" } },
    { run: "chmod 666 /dev/sda", expect: "deny" },
    { run: "chattr +i notes.txt", expect: "allow" },
    { run: "setfacl -m u:ci:rx build", expect: "allow" },
  ],
};

interface Read {
  readonly args: readonly Argument[];
  readonly change: Change;
  /** Set when programs can no longer be run. */
  readonly stops: boolean;
  readonly words: readonly Word[];
}

/** Finds the mode, the first word that is no option of the program: modes look like options (`-x`, but not `-R`). */
function readChange(command: Invocation): Read {
  const program = command.program.replace(/^g(?=ch)/, "");
  const all = command.argv.slice(1);
  if (program === "setfacl") return readAcl(all);
  const isMode = (word: Word) => {
    if (program === "chattr") return /^[-+=][a-zA-Z]+$/.test(word.value ?? "") && !/^-[RVfvp]+$/.test(word.value ?? "");
    return program === "chmod" && /^-[rwxXstugo]+$/.test(word.value ?? "");
  };
  const modes = all.filter(isMode);
  const args = readArguments(
    all.filter(word => !isMode(word)),
    { values: program === "chattr" ? ["v", "p"] : ["from", "reference"] },
  );
  const named = args.flatMap(arg => (arg.kind === "operand" ? [arg.word] : []));
  const given = modes.length > 0 || hasOption(args, "reference") || program === "chattr";
  const [mode] = given ? modes : named;
  const words = given ? named : named.slice(1);
  return { args, words, change: changeOf(program, mode), stops: program === "chmod" && takesRun(mode?.value ?? "") };
}

function readAcl(all: readonly Word[]): Read {
  const args = readArguments(all, {
    values: ["m", "x", "M", "X", "modify", "remove", "set", "restore", "modify-file", "remove-file", "set-file"],
  });
  const entries = args.flatMap(arg =>
    arg.kind === "option" && /^(m|modify|set)$/.test(arg.name) ? [arg.value?.value ?? ""] : [],
  );
  const opens = entries.some(text => /(^|,)(d(efault)?:)?o(ther)?:[^,]*w/.test(text));
  const words = args.flatMap(arg => (arg.kind === "operand" ? [arg.word] : []));
  const change = opens ? "opens" : hasOption(args, "b", "remove-all") ? "unlocks" : "plain";
  return { args, words, change, stops: false };
}

/** Tells whether a mode such as `-x` or `644` removes all execute permissions. */
function takesRun(mode: string): boolean {
  if (/^[0-7]{1,5}$/.test(mode)) return (Number.parseInt(mode, 8) & 0o111) === 0;
  return /^[ua]*-[rw]*x|^[ua]+=[rw]*$/.test(mode.slice(0, 64));
}

/** Matches git's hooks. Git runs them before it commits or pushes, and skips those that are not executable. */
const HOOK = /\/(?:\.git\/hooks|\.husky|\.githooks)(?:\/(?!.*\.sample$)|$)/;

function changeOf(program: string, mode: Word | undefined): Change {
  // Longer than any meaningful mode.
  const text = (mode?.value ?? "").slice(0, 64);
  if (program === "chattr") return /^-.*[ia]/.test(text) || /^=[^ia]*$/.test(text) ? "unlocks" : "plain";
  if (program === "chflags") return /no[us]chg|noschg|nosunlnk/.test(text) ? "unlocks" : "plain";
  if (program !== "chmod") return "plain";
  const octal = /^[0-7]{1,5}$/.test(text) ? Number.parseInt(text, 8) : undefined;
  if (octal !== undefined) {
    // Setgid with group write is for a shared folder. A program that its whole group can change raises nobody.
    if ((octal & 0o7022) === 0o2020) return "plain";
    if ((octal & 0o7002) === 0o2000) return "as-group";
    if ((octal & 0o6000) !== 0) return "as-root";
    if ((octal & 0o777) === 0 || (octal & 0o700) === 0) return "closes";
    if ((octal & 0o002) !== 0 && (octal & 0o1000) === 0) return "opens";
    return (octal & 0o044) !== 0 ? "shows" : "plain";
  }
  const clauses = text.split(",");
  if (clauses.length === 1 && /^g[+=][rwxX]*s[rwxX]*$/.test(text)) return "as-group";
  if (clauses.some(clause => /^[ugoa]*[+=][rwxXt]*s/.test(clause))) return "as-root";
  if (clauses.some(clause => /^(?=[ug]*[oa])[ugoa]+[+=][rxXt]*w/.test(clause))) return "opens";
  if (clauses.some(clause => /^(?=u*[goa])[ugoa]+[+=][wxXt]*r/.test(clause))) return "shows";
  if (clauses.some(clause => /^(?:(?=[go]*[ua])[ugoa]+)?(?:-[wxXt]*r|=$)/.test(clause))) return "closes";
  return "plain";
}

function effectOn(
  word: Word,
  named: Change,
  stops: boolean,
  recursive: boolean,
  command: Invocation,
  facts: Facts,
): Effect[] {
  const target = targetOf(word, command.scope, facts, { recursive: true });
  if (!target) return [];
  const path = target.path ?? "";
  // A folder's set-group bit only gives new files its group. Only a program runs with it.
  const folder = path !== "" && facts.ask({ kind: "stat", path })?.type === "directory";
  const switchesOff = stops && HOOK.test(path) && (!folder || recursive);
  const change = switchesOff ? "unlocks" : named === "as-group" && folder && !recursive ? "plain" : named;
  // Every program that gets a guarded file as an argument is reported elsewhere.
  if (path !== "" && guardFile(path, facts.around)) return [];
  if (named === "plain" && isOwnHome(path, command)) return [];
  const open = target.loss.marks.includes("unresolved-target") && !isOwnList(word, change, recursive);
  // A glob for the content of a system folder counts as the folder; one file in it does not.
  const marks = target.loss.marks.filter(mark => mark !== "workspace-root");
  // A glob for the content of a system folder counts as the folder.
  const grave = isCatastrophe(marks) && (recursive || word.glob || (change !== "plain" && change !== "shows"));
  const project = !recursive && isInContainerProject(path, facts);
  const weakens =
    grave || matters(change, path, recursive, project ? [] : marks) || (recursive && belongsToSystem(path));
  const kept: readonly Mark[] = grave || open ? marks : marks.filter(mark => mark === "outside-workspace");
  return [
    {
      verb: weakens ? "weaken" : "mutate",
      resource: target.loss.resource === "directory" ? "directory" : "file",
      target: target.name,
      reach: grave ? "all" : recursive ? "several" : "one",
      recovery: "effort",
      certainty: "certain",
      source: "permissions",
      says: `${SAYS[change]} ${recursive ? "everything in " : ""}${word.value === "." ? "this folder" : shown(word)}`,
      ...(path !== "" && { path, at: [{ kind: "path" as const, path }] }),
      ...(kept.length > 0 && { marks: kept }),
      ...((word.span ?? command.span) && { span: word.span ?? command.span }),
    },
  ];
}

/** Tells whether an account gets its own or new home: `chown -R git:git /home/git`. */
function isOwnHome(path: string, { program, argv, scope }: Invocation): boolean {
  const name = /^\/home\/([\w.-]+)$/.exec(path)?.[1];
  if (name === undefined || !/^g?chown$/.test(program)) return false;
  return scope.earlier?.fresh?.has(path) === true || argv.some(({ value }) => OWNER.exec(value ?? "")?.[1] === name);
}

const OWNER = /^([\w.-]+)(?::[\w.-]*)?$/;

/** Matches `chmod 644 $(git ls-files '*.md')`: the project's own files, without write permission for others. */
function isOwnList({ pieces }: Word, change: Change, recursive: boolean): boolean {
  const everyday = (change === "plain" || change === "shows") && !recursive;
  return everyday && pieces.every(piece => piece.kind === "hole" && LISTS.test(piece.of));
}

const LISTS = /^(?:\$\(|`)\s*git (?:ls-files|diff --name-only)\b[^;&|`$()]{0,200}[)`]$/;

/** Devices that are created whenever the machine starts or something is plugged in: serial lines, cameras, buses. */
const DEVICE = inOrder([
  /^\/dev\//,
  words`
    tty(?:USB|ACM|AMA|S)\d+ kvm video\d+ i2c-\d+ spidev[\d.]+ gpio(?:chip\d+|mem) dri/\w+ bus/usb/\d+/\d+ net/tun fuse
    dvb/.+ snd/\w+
  `,
  /$/,
]);

/** Tells whether the change alone deserves a question, in this place. */
function matters(change: Change, path: string, recursive: boolean, marks: readonly Mark[]): boolean {
  if (/^(\/private)?\/(tmp|var\/tmp)\/./.test(path)) return change === "as-root" || change === "as-group";
  if (DEVICE.test(path) && change === "opens") return false;
  const private_ = /\/(\.ssh|\.gnupg|\.aws|\.kube)(\/|$)|\/etc\/(shadow|gshadow|sudoers)/.test(path);
  switch (change) {
    case "as-root":
    case "as-group":
    case "closes":
    case "unlocks":
      return true;
    case "opens":
      return recursive || private_ || marks.includes("outside-workspace") || marks.includes("unresolved-target");
    // A private key that others can read is no longer secret.
    case "shows":
      return /\/(id_(rsa|dsa|ecdsa|ed25519)(_\w+)?|[^/]+\.(pem|key|p12|pfx))$|\/etc\/g?shadow$/.test(path);
    case "plain":
      return false;
  }
}
