/** What calls of Windows' programs come to, in the words of a card: the same for every list of them. */
import { weakens } from "../doings.ts";
import type { Doing } from "../subcommands.ts";

export const HIDES = weakens("system", "hides a program or what was done with it");
export const RUNS: Doing = {
  verb: "execute-unknown",
  resource: "code",
  reach: "unknown",
  says: "has a program of Windows run code that nobody has seen",
};
export const FETCHES: Doing = { ...RUNS, says: "brings a program from another machine" };
export const MAPS: Doing = { ...FETCHES, says: "connects a folder of another machine" };
export const REMOTE: Doing = { ...RUNS, verb: "execute-remote", says: "runs commands on another machine" };
export const SECRET: Doing = {
  verb: "read-secret",
  resource: "secret",
  recovery: "none",
  says: "reads passwords that Windows keeps",
};
