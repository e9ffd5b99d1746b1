/** Finds out what this machine's curl can do. */
import { execFileSync } from "node:child_process";
import { findProgram } from "./deploy.ts";

/** The first version that keeps its time limit while it waits for standard input (curl's pull request 9815). */
const KEEPS_LIMIT = [7, 87] as const;
const ASK_MS = 2000;

const known = new Map<string, string>();

/**
 * Returns the absolute path of a program that ends `curl` after a time; empty where it needs none or none exists.
 * `curl`: absolute path, or empty.
 */
export function limiterFor(curl: string): string {
  if (curl === "") return "";
  const found = known.get(curl) ?? look(curl);
  known.set(curl, found);
  return found;
}

function look(curl: string): string {
  const timeout = findProgram("timeout");
  if (keepsLimit(said(curl, ["--version"]))) return "";
  // Some versions of `timeout` lack the option. Without a limiter, at least the hook works.
  const works = timeout !== "" && said(timeout, ["--foreground", "2", curl, "--version"]) !== "";
  return works ? timeout : "";
}

/** Tells by the output of `curl --version` whether curl keeps its own limit; true when there is no version. */
export function keepsLimit(version: string): boolean {
  const [, major, minor] = /^curl (\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined) return true;
  const [least, then] = KEEPS_LIMIT;
  return Number(major) > least || (Number(major) === least && Number(minor) >= then);
}

function said(program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, [...args], { encoding: "utf8", timeout: ASK_MS, stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return "";
  }
}
