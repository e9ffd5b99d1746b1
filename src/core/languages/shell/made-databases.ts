/** Finds databases that a text creates by a statement: `mysql -e 'create database shop' && mysql shop < schema.sql`. */
import { optionValues, readArguments } from "../../effects/options.ts";
import type { Invocation } from "../../effects/pack.ts";
import { behindExec } from "./behind-exec.ts";
import { behindSudo } from "./behind-sudo.ts";
import { keysOfDatabases } from "./created-resource-tracker.ts";

const CLIENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ["psql", ["c", "command"]],
  ["mysql", ["e", "execute"]],
  ["mariadb", ["e", "execute"]],
]);
/** Options with which an error does not end the call, or which read more statements. */
const NEVER = ["f", "force", "file"];
const VALUES = "h host p port P U username user u d dbname D database c command e execute S socket v set".split(" ");
/** Without `if not exists` it fails where the database exists. */
const CREATES = /\bcreate\s+database\s+[`"]?(\w{1,64})[`"]?(?=\s|;|$)/gi;

/** Returns the keys of the databases that `command` certainly creates, in the form of `created-resource-tracker.ts`. */
export function databasesMade(command: Invocation): readonly string[] {
  const { program, argv } = behindExec(behindSudo(command)).command;
  const options = CLIENTS.get(program);
  if (options === undefined) return [];
  const args = readArguments(argv.slice(1), { values: VALUES });
  if (args.some(arg => arg.kind === "option" && NEVER.includes(arg.name))) return [];
  const [statement, ...more] = optionValues(args, ...options);
  const text = more.length > 0 ? "" : (statement?.value ?? "");
  const names = [...text.slice(0, MAX_TEXT).matchAll(CREATES)].map(([, name = ""]) => name);
  return names.length === 0 || names.some(name => /^if$/i.test(name)) ? [] : keysOfDatabases(command, names);
}

const MAX_TEXT = 4096;
