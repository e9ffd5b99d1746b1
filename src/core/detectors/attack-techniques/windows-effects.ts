/** What calls of Windows' programs come to, in the words of a card: the same for every list of them. */
import { weakens } from "../../kit/effect-templates.ts";
import type { EffectTemplate } from "../../kit/table.ts";

export const HIDES = weakens("system", "hides a program or what was done with it");
export const RUNS: EffectTemplate = {
  verb: "execute-unknown",
  resource: "code",
  reach: "unknown",
  says: "has a program of Windows run code that nobody has seen",
};
export const FETCHES: EffectTemplate = { ...RUNS, says: "brings a program from another machine" };
export const MAPS: EffectTemplate = { ...FETCHES, says: "connects a folder of another machine" };
export const REMOTE: EffectTemplate = { ...RUNS, verb: "execute-remote", says: "runs commands on another machine" };
export const SECRET: EffectTemplate = {
  verb: "read-secret",
  resource: "secret",
  recovery: "none",
  says: "reads passwords that Windows keeps",
};
