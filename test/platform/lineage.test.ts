/** What the system says of the processes above one, on the real machine. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { hasEnded, isSameProcess, isShell, lineageOf, startOf } from "../../src/platform/lineage.ts";

const here = process.platform === "linux";

it.runIf(here)("names those that it descends from, nearest first, each as one process", async () => {
  const child = spawn("/bin/sh", ["-c", "echo ready; read _; exit"], { stdio: ["pipe", "pipe", "inherit"] });
  try {
    await new Promise(resolve => child.stdout.once("data", resolve));
    const [itself, parent] = lineageOf(child.pid ?? 0);
    expect(itself?.pid).toBe(child.pid);
    expect(parent).toEqual(lineageOf(process.pid)[0]);
    expect(startOf(child.pid ?? 0)).toEqual(["sh", "-c", "echo ready; read _; exit"]);
    expect([isShell(child.pid ?? 0), isShell(process.pid)]).toEqual([true, false]);
    expect(itself && parent && isSameProcess(itself, parent)).toBe(false);
  } finally {
    child.stdin.end("\n");
    await new Promise(resolve => child.once("close", resolve));
  }
});

it("says nothing of a process that is not there", () => {
  expect(lineageOf(0)).toEqual([]);
  expect(lineageOf(2 ** 30)).toEqual([]);
  expect(startOf(2 ** 30)).toBe(undefined);
  expect(isShell(2 ** 30)).toBe(false);
});

/** Its first thread ends at once; the second one ends when it is told to. */
const FIRST_ENDS = `
import ctypes, platform, sys, threading
threading.Thread(target=sys.stdin.readline).start()
print("ready", flush=True)
ctypes.CDLL(None).syscall(93 if platform.machine() == "aarch64" else 60, 0)
`;

it.runIf(here)("has ended only when all of its threads have", async () => {
  const child = spawn("python3", ["-c", FIRST_ENDS], { stdio: ["pipe", "pipe", "inherit"] });
  const state = () => /^State:\s+(\w)/m.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1];
  try {
    await new Promise(resolve => child.stdout.once("data", resolve));
    while (state() !== "Z") await new Promise(resolve => setTimeout(resolve, 5));
    expect(hasEnded(child.pid ?? 0)).toBe(false);
  } finally {
    child.kill("SIGKILL");
    await new Promise(resolve => child.once("close", resolve));
  }
  expect(hasEnded(child.pid ?? 0)).toBe(true);
});
