// Turns the records of test/fixtures/incidents.json into lines for `agentguard check --batch`, with their files laid
// out in a temporary folder. Nothing is executed: the commands are only read.
//
// Record paths such as /home/dev/app or /Users/dev/project are moved under the temporary folder, in the files, in the
// working directory, in the variables and in the command, so that "home" stays home and "outside" stays outside.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";

/** Shell dialect of a record's channel. */
const SHELL = { shell: "bash", powershell: "powershell", cmd: "cmd" };

/** @returns {{root: string, lines: object[], records: object[]}} one batch line per record, in order. */
export function layOut(file = join(import.meta.dirname, "../fixtures/incidents.json")) {
  // Not in a folder for temporary files or caches: what lies there comes back or is scratch, and nothing would be a loss.
  const state = join(homedir(), ".local", "state", "agentguard-tests");
  mkdirSync(state, { recursive: true });
  const root = realpathSync(mkdtempSync(join(state, "incidents-")));
  const records = JSON.parse(readFileSync(file, "utf8"));
  return { root, records, lines: records.map(record => lineOf(record, join(root, record.id))) };
}

function lineOf(record, root) {
  const windows = /^[a-z]:/i.test(record.cwd ?? "");
  const home = record.env?.HOME ?? /^(\/Users|\/home)\/[^/]+/.exec(record.cwd ?? "")?.[0] ?? "/home/dev";
  const moved = text =>
    windows ? text : text.replaceAll(/(?<![\w.~-])\/(?:home|Users)\/[\w.-]+/g, path => join(root, path));
  const cwd = windows ? join(root, "c") : join(root, record.cwd ?? "/home/dev/app");
  mkdirSync(cwd, { recursive: true });
  for (const [name, content] of Object.entries(record.files ?? {}))
    place(name, content, { cwd, home: join(root, home), root });
  const env = Object.fromEntries(
    Object.entries({ HOME: home, ...record.env }).map(([name, value]) => [name, moved(value)]),
  );
  const base = { id: record.id, cwd, env, agent: "incident" };
  if (record.channel === "mcp") return { ...base, kind: "mcp", ...record.input };
  if (record.channel === "sql") return { ...base, kind: "sql", text: record.input };
  if (record.channel === "edit") return { ...base, ...editOf(record.input, cwd) };
  return { ...base, kind: "command", shell: SHELL[record.channel], text: moved(record.input) };
}

/** Edit tools name their arguments differently; all say a path and a new text. */
function editOf({ arguments: args }, cwd) {
  const path = join(cwd, args.path ?? args.file_path);
  if (args.old_str !== undefined) return { kind: "edit", path, before: args.old_str, after: args.new_str };
  return { kind: "edit", path, after: args.content ?? args.text };
}

function place(name, content, { cwd, home, root }) {
  const path = name.startsWith("~/")
    ? join(home, name.slice(2))
    : isAbsolute(name)
      ? join(root, name)
      : join(cwd, name);
  if (/[:\\]/.test(name)) return;
  mkdirSync(dirname(path), { recursive: true });
  if (name === ".git" || name.endsWith("/.git")) return makeRepository(dirname(path), content);
  const link = /^@(?:symlink|junction) -> (.+)$/.exec(content);
  if (link) return symlinkSync(isAbsolute(link[1]) ? join(root, link[1]) : link[1], path);
  writeFileSync(path, content);
}

/** `@repo branch=… dirty=a,b untracked=c ignored=d stash=1 ahead=2` → a real repository in that state. */
function makeRepository(folder, description) {
  const state = Object.fromEntries([...description.matchAll(/(\w+)=(\S+)/g)].map(([, key, value]) => [key, value]));
  const list = key => (state[key] ?? "").split(",").filter(Boolean);
  const git = (...args) =>
    execFileSync(
      "git",
      [
        "-c",
        "user.name=t",
        "-c",
        "user.email=t@t",
        "-c",
        "init.defaultBranch=main",
        "-c",
        "commit.gpgsign=false",
        ...args,
      ],
      {
        cwd: folder,
        stdio: "pipe",
        env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" },
      },
    );
  const write = (file, text) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  git("init", "-q");
  write("README", "committed\n");
  for (const file of list("dirty")) write(file, "committed\n");
  if (state.ignored) write(".gitignore", list("ignored").join("\n"));
  git("add", "-A");
  git("commit", "-qm", "start");
  if (state.branch) git("checkout", "-q", "-B", state.branch);
  for (let i = 0; i < Number(state.stash ?? 0); i++) {
    write("README", `stashed ${i}\n`);
    git("stash", "-q");
  }
  for (let i = 0; i < Number(state.ahead ?? 0); i++) git("commit", "-q", "--allow-empty", "-m", `ahead ${i}`);
  for (const file of list("dirty")) write(file, "changed\n");
  for (const file of [...list("untracked"), ...list("ignored")].filter(file => !/[*?[]/.test(file)))
    write(file.replace(/\/$/, "/file"), "only copy\n");
}
