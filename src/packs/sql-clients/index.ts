/** Reads clients that take SQL in an option, a file or on standard input. */
import type { Effect } from "../../core/effects/effect.ts";
import { type Argument, type Grammar, hasOption, operands, readArguments } from "../../core/effects/options.ts";
import type { Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { namedAfterDestruction } from "../../core/kit/unknown-words.ts";
import {
  fileSource,
  inlineSource,
  readSources,
  type Source,
  stdinSource,
  unreadableSql,
} from "../../core/languages/sql/client-input.ts";
import { clientPlace } from "../../core/languages/sql/client-place.ts";
import type { Locator } from "../../core/places/locator.ts";
import type { Word } from "../../core/text/words.ts";
import { CLIENTS, type Client } from "./clients.ts";
import { OWN_COMMANDS } from "./database-tools.ts";
import { examples } from "./examples.ts";
export const sqlClients: ProgramPack = {
  kind: "program",
  id: "sql-clients",
  programs: Object.keys(CLIENTS),
  get rules() {
    return Object.values(OWN_COMMANDS).flatMap(pack => pack?.rules ?? []);
  },
  read(command, facts) {
    const client = CLIENTS[command.program];
    return client ? readClient(command, client, facts) : { effects: [] };
  },
  examples,
};

function readClient(command: Invocation, client: Client, facts: Facts): Reading {
  const grammar: Grammar = {
    values: [
      ...(client.text ?? []),
      ...(client.file ?? []),
      ...(client.host ?? []),
      ...(client.profile ?? []),
      ...(client.values ?? []),
    ],
    optional: client.optional ?? [],
    ...(client.singleDash && { singleDash: true }),
  };
  const words = command.argv.slice(1);
  const args = readArguments(words, grammar);
  if (hasOption(args, "help", "version", "?")) return { effects: [] };
  const source = client.source ?? command.program;
  if (!client.command) return run(command, client, args, operands(args), source, facts);
  const [first, ...rest] = operands(args);
  return first?.value !== null && client.command.includes(first?.value ?? "")
    ? run(command, client, args, rest, source, facts)
    : otherCommand(command, clientPlace(args, command.scope, facts, client), facts);
}

/** Reads other calls of a database's own tool, such as `snow object drop`, by their words. */
function otherCommand(command: Invocation, at: readonly Locator[], facts: Facts): Reading {
  const own = OWN_COMMANDS[command.program];
  if (own) return own.read(command, facts);
  const found = namedAfterDestruction(command, command.argv.slice(1));
  return { effects: found.map((effect): Effect => ({ ...effect, certainty: "likely", at })) };
}

function run(
  command: Invocation,
  client: Client,
  args: readonly Argument[],
  rest: readonly Word[],
  source: string,
  facts: Facts,
): Reading {
  const address = client.operand === "address" ? rest[0] : undefined;
  const at = clientPlace(args, command.scope, facts, client, address);
  const sources = args.flatMap((arg): Source[] => {
    if (arg.kind !== "option" || !arg.value) return [];
    if (client.text?.includes(arg.name)) return [inlineSource(arg.value)];
    return client.file?.includes(arg.name) ? [fileSource(arg.value, command, facts)] : [];
  });
  if (client.operand === "sql" && rest.length > 0)
    sources.push({ text: rest.map(word => word.value ?? "\uFFFC").join(" "), name: "its own text" });
  const piped = sources.length === 0 ? stdinSource(command, facts) : undefined;
  const reading = readSources(piped ? [piped] : sources, at, source, command, facts, client.syntax);
  // An option that is only known at run time may contain any statement.
  const hidden = args.some(arg => arg.kind === "option" && arg.name === "?");
  return hidden
    ? { ...reading, effects: [...reading.effects, unreadableSql("an option", at, source, command)] }
    : reading;
}
