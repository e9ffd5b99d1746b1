/** Tracks programs that are started and get input later, and objects that are rebuilt from bytes. */
import { wholly } from "../../text/expressions.ts";
import { runsCommand } from "./context/commands.ts";
import { type CallSite, type Context, unknownCode } from "./context/context.ts";
import { knownText, text } from "./context/values.ts";

/** Remembers a program that stays; false for one that is over when its call returns. */
export function keepsStarted(context: Context, how: string, call: CallSite): boolean {
  if (!STAYS.test(call.name)) return false;
  context.started.set(call.name, { how, call });
  return true;
}

/** Calls that start a program in the background, which reads input later. */
const STAYS = wholly([
  /subprocess\.Popen/,
  /pexpect\.(?:popen_spawn\.)?(?:Pop)?[sS]pawn\w*/,
  /child_process\.(?:spawn|exec|execFile)/,
  /asyncio\.(?:subprocess\.)?create_subprocess_\w+/,
  /Bun\.spawn/,
]);

/** Reads later input of a started program: `p.stdin.write("DROP …")`, `p.communicate("…")`, `c.sendline("rm …")`. */
export function tells(context: Context, { name, given }: CallSite): boolean {
  const [, started = "", method = ""] =
    /^(.+)\(\)(?:\.stdin)?\.(write|end|communicate|sendline|send|sendeof)$/.exec(name) ?? [];
  const before = context.started.get(started);
  const told = knownText(given.args[0] ?? given.named.get("input"));
  if (!before || told === undefined || method === "") return false;
  const named = new Map([...before.call.given.named, ["input", text(told)] as const]);
  runsCommand(context, before.how, { ...before.call, given: { ...before.call.given, named } });
  return true;
}

/** `pickle.loads(b"cos\nsystem…")`: the bytes of a pickle may call any function. */
export function unpickles(context: Context, { name, given }: CallSite): boolean {
  const [first] = given.args;
  const rebuilt = first?.kind === "text" || (first?.kind === "unknown" && first.origin !== undefined);
  if (!/^(?:c?[pP]ickle|dill|cloudpickle|marshal|joblib)\.loads$/.test(name) || !rebuilt) return false;
  unknownCode(context, "an object that is rebuilt from bytes", "likely");
  return true;
}
