/** The guarded terminals' payload, pairs that end with NUL, and the one word that a shell takes for a yes. */
import { describe, expect, it } from "vitest";
import type { Payload } from "../../src/agents/agent.ts";
import { parseFields } from "../../src/agents/payload.ts";
import { HOLE } from "../../src/core/text/words.ts";
import { terminal } from "../../src/doors/terminal.ts";

const LINE = { kind: "line", shell: "bash", terminal: "chosen", session: "s", line: "3", cwd: "/w", text: "make all" };

function read(fields: Record<string, string>, env = {}): Payload {
  const bytes = Object.entries(fields)
    .flat()
    .map(field => `${field}\0`)
    .join("");
  return terminal.read(parseFields(Buffer.from(bytes)), env);
}

describe("a line", () => {
  it("is a command in its shell and folder, with the shell's own variables beside the exported ones", () => {
    const text = "rm 'a b'\n\"$x\" \\";
    expect(read({ ...LINE, text, $x: "y\nz" }, { HOME: "/h" })).toEqual({
      kind: "act",
      event: "line",
      action: {
        kind: "command",
        text,
        shell: "bash",
        cwd: "/w",
        env: { HOME: "/h", x: "y\nz" },
        origin: { agent: "terminal", by: "somebody", session: "s", callId: "s#3" },
      },
    });
  });

  it("runs with the variables that the shell says it hands on, not with those it was started with", () => {
    const payload = read({ ...LINE, environment: "told", $HOME: "/h" }, { AWS_PROFILE: "prod", ROO_ACTIVE: "true" });
    expect(payload).toMatchObject({ action: { origin: { agent: "roo-code" } } });
    expect(payload.kind === "act" && payload.action.env).toEqual({ HOME: "/h" });
    expect(read({ ...LINE, environment: "told", $CRUSH: "1" })).toMatchObject({
      action: { origin: { agent: "crush" } },
    });
  });

  it.each([
    ["of an agent, by its markers", "editor", { GEMINI_CLI: "1" }, "gemini-cli", undefined],
    ["of an agent in a shell that was chosen", "chosen", { CRUSH: "1" }, "crush", undefined],
    ["of nobody known, left to the policy", "editor", {}, "person", true],
    ["of anybody, in a shell that was chosen", "chosen", {}, "terminal", undefined],
  ])("%s", (_, why, env, agent, person) => {
    const payload = read({ ...LINE, terminal: why }, env);
    expect(payload).toMatchObject({ kind: "act", action: { origin: { agent } } });
    expect(payload.kind === "act" && payload.person).toBe(person);
  });
});

describe("a program", () => {
  const start = (argv: readonly string[], more: Record<string, string> = {}) => {
    const fields = { kind: "program", pid: "7", cwd: "/w", ...more };
    const bytes = [...Object.entries(fields).flat(), "argv", ...argv].map(field => `${field}\0`).join("");
    return terminal.parse?.(Buffer.from(bytes, "latin1"));
  };

  it("is its words, whatever they are called, and the process that waits to become it", () => {
    expect(terminal.read(start(["rm", "-rf", "a b", "argv", "$x", ""]), { CRUSH: "1" })).toEqual({
      kind: "act",
      event: "program",
      action: {
        kind: "command",
        text: "rm -rf 'a b' argv '$x' ''",
        shell: "sh",
        cwd: "/w",
        env: { CRUSH: "1" },
        origin: { agent: "crush" },
      },
      runner: { kind: "program", pid: 7 },
    });
  });

  it("is nobody's that is left alone", () => {
    const payload = terminal.read(start(["rm"]), {});
    expect(payload).toMatchObject({ kind: "act", action: { origin: { agent: "terminal" } } });
    expect(payload.kind === "act" && payload.person).toBe(undefined);
  });

  it("has words that are no text: they are not known", () => {
    expect(terminal.read(start(["rm", "a\xffb"]), {})).toMatchObject({ action: { text: `rm 'a${HOLE}b'` } });
  });

  it.each([
    ["nothing that is started", () => start([])],
    ["no process", () => start(["rm"], { pid: "self" })],
    ["a folder without a root", () => start(["rm"], { cwd: "w" })],
  ])("is no payload with %s", (_, payload) =>
    expect(terminal.read(payload(), {})).toMatchObject({ kind: "malformed" }),
  );

  it("is no payload when it is cut off, or is no text before its words", () => {
    for (const bytes of ["kind\0program\0argv\0rm\0-r", "kind\0\xff\0argv\0rm\0"])
      expect(() => terminal.parse?.(Buffer.from(bytes, "latin1"))).toThrow(/cut off|UTF-8/);
  });
});

describe("what is no payload", () => {
  it.each([
    ["another kind", { ...LINE, kind: "question" }],
    ["a shell that nobody knows", { ...LINE, shell: "csh" }],
    ["no reason why it is guarded", { ...LINE, terminal: "" }],
    ["a folder without a root", { ...LINE, cwd: "w" }],
  ])("%s", (_, fields) => expect(read(fields)).toMatchObject({ kind: "malformed" }));

  it("a text that is cut off, empty or not UTF-8", () => {
    for (const bytes of ["kind\0li", "", "\0\xff\0"])
      expect(() => parseFields(Buffer.from(bytes, "latin1"))).toThrow(/cut off|empty|UTF-8/);
  });
});

it("knows the shell that waits by the session's name", () => {
  expect(read({ ...LINE, session: "812.3.4" })).toMatchObject({ runner: { kind: "shell", pid: 812 } });
});

it("says one word, and only two of them let a line run", () => {
  const deny = { kind: "deny", reason: "No." } as const;
  expect(terminal.reply({ kind: "no-opinion" }, "line")).toEqual({
    stdout: "agentguard:pass\n",
    stderr: "",
    exitCode: 0,
  });
  expect(terminal.reply({ kind: "no-opinion", left: true }, "line").stdout).toBe("agentguard:left\n");
  expect(terminal.reply(deny, "line")).toEqual({ stdout: "agentguard:refused\n", stderr: "No.\n", exitCode: 2 });
  expect(terminal.reply(deny, undefined)).toEqual({ stdout: "agentguard:failed\n", stderr: "No.\n", exitCode: 2 });
});
