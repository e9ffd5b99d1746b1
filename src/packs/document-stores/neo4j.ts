/** Reads Neo4j: its administration, and what its shell is given. */
import type { Effect } from "../../core/effects/effect.ts";
import { optionValues } from "../../core/effects/options.ts";
import type { Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import type { Call } from "../../core/kit/table.ts";
import {
  fileSource,
  inlineSource,
  type Source,
  stdinSource,
  unreadableSql,
} from "../../core/languages/sql/client-input.ts";
import { clientPlace } from "../../core/languages/sql/client-place.ts";
import { DATABASE, OVERWRITES, store } from "./store.ts";
export const neo4j: ProgramPack = store(
  "neo4j",
  ["neo4j-admin", "cypher-shell", "neo4j"],
  "https://neo4j.com/docs/operations-manual/current/",
  [
    "a",
    "address",
    "uri",
    "u",
    "username",
    "p",
    "password",
    "d",
    "database",
    "f",
    "file",
    "from",
    "from-path",
    "to",
    "to-path",
    "expand-commands",
    "format",
    "P",
    "param",
  ],
  { host: ["a", "address", "uri"], variables: ["NEO4J_ADDRESS", "NEO4J_URI"] },
  [
    { call: "database drop|delete", does: DATABASE },
    { call: "database load|restore|copy|import", with: ["overwrite-destination", "force"], does: OVERWRITES },
    { call: "database import full", does: OVERWRITES },
    { call: "load|restore|copy|import", with: ["force", "overwrite-destination"], does: OVERWRITES },
    {
      call: "server unbind|unbind",
      does: {
        verb: "destroy",
        resource: "cluster",
        recovery: "effort",
        says: "takes the server out of its cluster",
        named: [],
      },
    },
  ],
  [
    { run: "cypher-shell 'MATCH (n) RETURN count(n)'", expect: "allow" },
    { run: "cypher-shell -u neo4j -p secret 'MATCH (n) DETACH DELETE n'", expect: "ask" },
    { run: "cypher-shell -a neo4j+s://x.databases.neo4j.io 'MATCH (n) DETACH DELETE n'", expect: "deny" },
    { run: 'cypher-shell "MATCH (n:User {id: 3}) DELETE n"', expect: "allow" },
    { run: "cypher-shell 'DROP DATABASE web'", expect: "ask" },
    { run: "echo 'MATCH (n) DELETE n' | cypher-shell", expect: "ask" },
    { run: "neo4j-admin database load web --from-path=/dumps --overwrite-destination=true", expect: "ask" },
    { run: "neo4j-admin database dump web", expect: "allow" },
  ],
  cypher,
);

/** Reads Cypher that loses data. A pattern without a label or property matches every node. */
function cypher(call: Call): Reading | undefined {
  const { command, facts, args } = call;
  if (command.program !== "cypher-shell") return undefined;
  const at = clientPlace(args, command.scope, facts, {
    host: ["a", "address", "uri"],
    variables: ["NEO4J_ADDRESS", "NEO4J_URI"],
  });
  const given: Source[] = [
    ...call.words.map(inlineSource),
    ...optionValues(args, "f", "file").map(word => fileSource(word, command, facts)),
  ];
  const piped = given.length === 0 ? stdinSource(command, facts) : undefined;
  const effects = (piped ? [piped] : given).flatMap(({ text, name }): Effect[] =>
    text === null
      ? [unreadableSql(name, at, "neo4j", command)]
      : text.split(";").flatMap(statement => cypherEffects(statement, command).map(effect => ({ ...effect, at }))),
  );
  return { effects };
}

function cypherEffects(statement: string, { span }: Invocation): Effect[] {
  const plain = statement.replace(
    /(?<!\\)'(?:[^'\\]|\\.)*'|(?<!\\)"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*(?:(?!\/\*)[\s\S])*?\*\//g,
    "''",
  );
  const base = { recovery: "none", certainty: "certain", source: "neo4j", ...(span && { span }) } as const;
  const dropped = /\bDROP\s+(DATABASE|CONSTRAINT|INDEX|USER|ROLE|ALIAS)\s+(\S+)/i.exec(plain);
  if (dropped) {
    const isDatabase = /^database$/i.test(dropped[1] ?? "");
    return [
      {
        ...base,
        verb: "drop",
        resource: isDatabase ? "database" : "schema",
        target: dropped[2] ?? "",
        reach: "one",
        recovery: isDatabase ? "none" : "effort",
        says: `drops the ${dropped[1]?.toLowerCase()} ${dropped[2]}`,
      },
    ];
  }
  if (
    /\bapoc\.(?:schema\.assert|periodic\.|cypher\.run|nodes\.delete|refactor\.)/i.test(plain) &&
    /delete|apoc\.(?:nodes\.delete|schema\.assert)/i.test(statement)
  )
    return [
      {
        ...base,
        verb: "delete",
        resource: "rows",
        target: "what a procedure selects",
        reach: "unknown",
        says: "deletes nodes through a procedure",
      },
    ];
  if (!/\b(?:DELETE|REMOVE)\b/i.test(plain)) return [];
  const chosen = /\bWHERE\b|\(\s{0,9}(?:\w{1,80}\s{0,9})?:\s{0,9}\w[^(){]{0,480}\{|\{\s{0,9}\w{1,80}\s{0,9}:/i.test(
    plain,
  );
  return [
    {
      ...base,
      verb: "delete",
      resource: "rows",
      target: "nodes",
      reach: chosen ? "several" : "all",
      says: chosen ? "deletes the nodes that match" : "deletes every node that matches a pattern without a condition",
    },
  ];
}
