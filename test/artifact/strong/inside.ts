/**
 * Sets strong mode up on a machine of the test's own, starts the service as its unit says, and tries as the person, as
 * the person's agent and as another user. Says one fact a line; runs as root inside of namespaces.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { attach } from "../../../src/hosts/answering/attach.ts";
import { makePrivateKey, signerOf } from "../../../src/platform/client-key.ts";
import { places } from "../../../src/platform/places.ts";
import { Answer } from "../../../src/wire/messages/answer.ts";
import { MarkPlace } from "../../../src/wire/messages/mark-place.ts";

export type Fact = { readonly name: string } & (
  | { readonly ran: { readonly status: number | null; readonly stdout: string; readonly stderr: string } }
  | { readonly value: unknown }
);

const CLI = ["node", "/mnt/program/dist/cli.cjs"];
const DEV = 64331;
const STATE = `/var/lib/agentguard/${DEV}`;
const WORK = "/home/dev/shop";
/** What an agent must not be able to change, and in what way. */
const TOUCHED = [
  `rm -f ${STATE}/service.sock`,
  `mv ${STATE} ${STATE}.away`,
  `mkdir -p ${STATE}/x`,
  `echo x >> ${STATE}/audit.jsonl`,
  `echo {} > ${STATE}/policy.json`,
  `rm -f ${STATE}/halted.json ${STATE}/service.key`,
  `cat ${STATE}/paired.json`,
  "echo 'exit 0' > /opt/agentguard/hook",
  "cp /bin/true /opt/agentguard/runtime/hook.cjs",
  "mv /opt/agentguard /opt/other",
  "rm /etc/claude-code/managed-settings.d/agentguard.json",
  `rm /etc/systemd/system/agentguard-${DEV}.service`,
];

function say(fact: Fact): void {
  process.stdout.write(`${JSON.stringify(fact)}\n`);
}

function become(user: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}): string[] {
  const variables = { HOME: `/home/${user}`, USER: user, PATH: "/usr/local/bin:/usr/bin:/bin", ...env };
  return [
    ...["--reuid", user, "--regid", user, "--clear-groups", "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"],
    ...["env", "-i", ...Object.entries(variables).map(([name, value]) => `${name}=${value}`), ...argv],
  ];
}

function run(program: string, args: readonly string[], input = "") {
  const { status, stdout, stderr } = spawnSync(program, args, { input, encoding: "utf8", timeout: 60_000, cwd: "/" });
  return { status, stdout, stderr };
}

const as = (user: string, argv: readonly string[], input?: string, env?: Readonly<Record<string, string>>) =>
  run("setpriv", become(user, argv, env), input);
const shell = (user: string, text: string) => as(user, ["/bin/sh", "-c", text]);

function call(command: string): string {
  return JSON.stringify({
    session_id: "s1",
    transcript_path: "/home/dev/t.jsonl",
    cwd: WORK,
    permission_mode: "default",
    hook_event_name: "PreToolUse",
    tool_name: "Bash",
    tool_input: { command },
  });
}

const hook = (command: string, env?: Readonly<Record<string, string>>) =>
  as("dev", ["/opt/agentguard/hook", "claude-code"], call(command), env);

/** The values of one word in the unit's file. */
function unitValues(unit: string, name: string): string[] {
  const line = new RegExp(`^${name}=(.*)$`, "m").exec(unit)?.[1] ?? "";
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}

/** As systemd would: user, rights, folder, variables and words are the unit's. */
function startUnit(unit: string): ChildProcess {
  const one = (name: string) => unitValues(unit, name)[0] ?? "";
  const caps = (name: string) => unitValues(unit, name).map(cap => `+${cap.replace(/^CAP_/, "").toLowerCase()}`);
  const ambient = caps("AmbientCapabilities").join(",");
  const args = [
    ...["--reuid", one("User"), "--regid", one("Group"), "--clear-groups", "--no-new-privs"],
    ...[
      `--securebits=+${one("SecureBits").replaceAll("-", "_")}`,
      `--inh-caps=-all,${ambient}`,
      `--ambient-caps=-all,${ambient}`,
    ],
    `--bounding-set=-all,${caps("CapabilityBoundingSet").join(",")}`,
    ...["env", "-i", ...unitValues(unit, "Environment")],
    ...["/bin/sh", "-c", `umask ${one("UMask")}; cd "$1" && shift && exec "$@"`, "sh", one("WorkingDirectory")],
    ...unitValues(unit, "ExecStart"),
  ];
  return spawn("setpriv", args, { stdio: ["ignore", "inherit", "inherit"], cwd: "/" });
}

async function until(what: string, is: () => boolean): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise(resolve => setTimeout(resolve, 20)))
    if (is()) return;
  throw new Error(`waited in vain until ${what}`);
}

/** A clean filter of the repository, which git runs when it looks at a file anew. */
const FILTERED = `cd ${WORK} && git config filter.evil.clean 'tee -a /tmp/$(id -un).ran' && echo '*.txt filter=evil' > .gitattributes && sleep 1 && echo a > a.txt`;

async function main(): Promise<void> {
  for (const [name, uid] of [
    ["dev", DEV],
    ["eve", DEV + 1],
  ])
    run("useradd", ["-m", "-U", "-u", String(uid), String(name)]);
  run("chmod", ["700", "/home/dev"]);
  shell(
    "dev",
    `mkdir -p ${WORK} ~/.config/agentguard ~/.claude && cd ${WORK} && git init -q && echo a > a.txt && git add . `,
  );
  shell("dev", `cd ${WORK} && git -c user.name=d -c user.email=d@x commit -qm a && echo mine > notes.txt`);
  shell(
    "dev",
    `echo '{"version":1,"rules":[{"id":"mine","when":{"command":"frobnicate"},"then":"deny"}]}' > ~/.config/agentguard/policy.json`,
  );

  say({
    name: "without an administrator",
    ran: as("dev", [...CLI, "strong", "install", "dev", "claude-code", "--yes"]),
  });
  say({
    name: "installed",
    ran: run(CLI[0] ?? "", [...CLI.slice(1), "strong", "install", "dev", "claude-code", "--yes"]),
  });
  const unit = readFileSync(`/etc/systemd/system/agentguard-${DEV}.service`, "utf8");
  say({ name: "not started", ran: hook("ls") });
  let service = startUnit(unit);
  await until("the service listens", () => existsSync(`${STATE}/service.sock`));
  await until("the service answers", () => as("dev", [...CLI, "service", "status"]).status === 0);
  say({ name: "its user", value: statSync(`/proc/${service.pid}`).uid !== DEV });

  say({ name: "harmless", ran: hook("ls") });
  say({ name: "lossy", ran: hook("rm notes.txt") });
  say({ name: "kept by git", ran: hook("rm a.txt") });
  say({ name: "own rule", ran: hook("frobnicate") });
  say({
    name: "other variables",
    ran: hook("rm notes.txt", { HOME: "/tmp", XDG_DATA_HOME: "/tmp/d", AGENTGUARD_DATA: "/tmp/d" }),
  });
  say({ name: "killed", ran: shell("dev", `kill -9 ${service.pid}`) });
  say({ name: "looked into", ran: shell("dev", `cat /proc/${service.pid}/environ /proc/${service.pid}/mem`) });
  say({ name: "another user", ran: shell("eve", `cat ${STATE}/audit.jsonl; ls ${STATE}`) });
  say({
    name: "another user's call",
    ran: as("eve", ["curl", "-s", "--unix-socket", `${STATE}/service.sock`, "http://a/v1/status"]),
  });

  shell("dev", FILTERED);
  say({ name: "filtered", ran: hook("rm a.txt") });
  say({ name: "the service ran a filter", value: existsSync("/tmp/agentguard.ran") });
  say({
    name: "git itself runs it",
    ran: shell("dev", `cd ${WORK} && git status --short >/dev/null; test -e /tmp/dev.ran`),
  });
  shell("dev", `cd ${WORK} && rm .gitattributes`);

  const editor = spawn("setpriv", become("dev", [process.execPath, "/mnt/program/inside.cjs", "editor"]), {
    stdio: ["ignore", "pipe", "inherit"],
    cwd: "/",
  });
  await new Promise(resolve => editor.stdout.once("data", resolve));
  say({
    name: "allowed by the person",
    ran: await later("setpriv", become("dev", ["/opt/agentguard/hook", "claude-code"]), call("rm notes.txt")),
  });
  editor.kill();
  say({ name: "marked", ran: shell("dev", `cat ${STATE}/policy.json`) });
  for (const text of TOUCHED) say({ name: `touched: ${text}`, ran: shell("dev", text) });

  for (const command of ["status", "verify claude-code", "audit verify", "halt lunch"])
    say({ name: command, ran: as("dev", [...CLI, ...command.split(" ")]) });
  say({ name: "halted", ran: hook("ls") });

  service.kill("SIGKILL");
  await until("the service is gone", () => service.exitCode !== null || service.signalCode !== null);
  say({ name: "ended", ran: hook("ls") });
  service = startUnit(unit);
  await until("the service answers again", () => as("dev", [...CLI, "service", "status"]).status === 0);
  say({ name: "halted still", ran: hook("ls") });
  say({
    name: "somebody without it",
    ran: as("eve", ["/opt/agentguard/hook", "claude-code"], call("ls"), { HOME: "/tmp" }),
  });
  say({ name: "own service", value: existsSync("/home/eve/.local/share/agentguard/service.sock") });
  service.kill("SIGKILL");
  say({ name: "removed", ran: run(CLI[0] ?? "", [...CLI.slice(1), "strong", "remove", "dev", "--yes"]) });
  shell("dev", `echo '{"clients":[]}' > ${STATE}/planted`);
  run(CLI[0] ?? "", [...CLI.slice(1), "strong", "install", "dev", "claude-code", "--yes"]);
  say({ name: "planted", value: existsSync(`${STATE}/planted`) });
  run(CLI[0] ?? "", [...CLI.slice(1), "strong", "remove", "dev", "--yes"]);
  say({
    name: "left",
    value: [
      "/opt/agentguard",
      "/etc/claude-code/managed-settings.d/agentguard.json",
      `/etc/systemd/system/agentguard-${DEV}.service`,
    ].filter(existsSync),
  });
}

function later(
  program: string,
  args: readonly string[],
  input: string,
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn(program, args, { cwd: "/" });
  const said = { stdout: "", stderr: "" };
  child.stdout.on("data", data => (said.stdout += data));
  child.stderr.on("data", data => (said.stderr += data));
  child.stdin.end(input);
  return new Promise(resolve => child.once("close", status => resolve({ status, ...said })));
}

/** A window that allows whatever it is asked. */
async function editor(): Promise<void> {
  const signer = signerOf(makePrivateKey());
  const asked = new Set<string>();
  const attached = await attach(places(), {
    client: "vscode",
    folders: [WORK],
    signer,
    onState: ({ pending }) => {
      for (const { id } of pending) {
        if (asked.has(id)) continue;
        asked.add(id);
        void attached.ask(Answer, { id, answer: "allow-once" });
      }
    },
  });
  await attached.ask(MarkPlace, { kind: "host", value: "db.acme.io", as: "production" });
  process.stdout.write(`${attached.isPaired()}\n`);
}

(process.argv[2] === "editor" ? editor() : main()).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
});
