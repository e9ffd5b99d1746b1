/** Finds what AWS calls pass on to run elsewhere: SQL for a database service, shell for an instance or a container. */
import type { Effect } from "../../core/effects/effect.ts";
import type { Inner, Reading } from "../../core/effects/pack.ts";
import { HOLE } from "../../core/text/words.ts";
import { type AwsCall, effectOf, inputOf, placeOf, textOfParameter, textOrInput } from "./call.ts";

/** Parameters that hold SQL. */
const STATEMENTS: Readonly<Record<string, readonly string[]>> = {
  "rds-data execute-statement": ["sql"],
  "rds-data batch-execute-statement": ["sql"],
  "redshift-data execute-statement": ["sql"],
  "redshift-data batch-execute-statement": ["sqls"],
  "athena start-query-execution": ["query-string"],
  "timestream-query query": ["query-string"],
  // PartiQL has SQL's DELETE and UPDATE.
  "dynamodb execute-statement": ["statement"],
};

/** Returns what the call passes on; undefined when it passes on nothing. */
export function embeddedIn(call: AwsCall): Reading | undefined {
  const name = `${call.service} ${call.operation}`;
  const statement = Object.hasOwn(STATEMENTS, name) ? STATEMENTS[name] : undefined;
  if (statement)
    return {
      effects: [],
      inner: sqlIn(call, textOfParameter(call, ...statement) ?? fromInput(call, /sql|statement|query_?string/i)),
    };
  switch (name) {
    case "ssm send-command":
      return sentTo(call);
    case "ssm start-session":
      return startsWith(call);
    case "ecs execute-command": {
      const text = textOfParameter(call, "command");
      return text == null
        ? { effects: [remote(call, "runs a command in the container")] }
        : { effects: [], inner: [shell(call, text)] };
    }
    case "ssm start-automation-execution":
      return { effects: [remote(call, "runs an automation")] };
    default:
      return undefined;
  }
}

function sqlIn(call: AwsCall, text: string | null | undefined): Inner[] {
  return [
    {
      kind: "sql",
      text: text ?? HOLE,
      at: placeOf(call),
      source: "aws",
      ...(call.command.span && { span: call.command.span }),
    },
  ];
}

function fromInput(call: AwsCall, key: RegExp): string | null {
  const input = inputOf(call);
  if (input == null) return null;
  return valuesIn(input, key)?.join(";\n") ?? null;
}

/** Reads `--parameters commands=["…"]`, `commands=…,…` or `{"commands":["…"]}`. */
function sentTo(call: AwsCall): Reading {
  const text = textOrInput(call, "parameters");
  const document = textOfParameter(call, "document-name") ?? "";
  const commands = text == null ? undefined : commandsIn(text);
  if (commands === undefined || !/Run(?:Shell|PowerShell)Script|^$/.test(document))
    return { effects: [remote(call, `runs ${document || "a document"} on the instances`)] };
  const dialect = document.includes("PowerShell") ? { dialect: "powershell" as const } : {};
  return { effects: [], inner: [{ ...shell(call, commands.join("\n")), ...dialect }] };
}

/** Reads the command of a session: `--document-name AWS-StartInteractiveCommand --parameters command=…`. */
function startsWith(call: AwsCall): Reading | undefined {
  const text = textOrInput(call, "parameters");
  const commands = text == null ? undefined : commandsIn(text);
  return commands && { effects: [], inner: [shell(call, commands.join("\n"))] };
}

function commandsIn(text: string): readonly string[] | undefined {
  const json = valuesIn(text, /^commands?$/i);
  if (json) return json;
  const short = /^commands?=([\s\S]*)$/i.exec(text.trim())?.[1];
  if (short === undefined) return undefined;
  return valuesIn(`{"commands":${short}}`, /^commands$/) ?? [short.replace(/^\[|\]$/g, "").replace(/^["']|["']$/g, "")];
}

/** Deeper than any service takes. */
const MAX_DEPTH = 100;

/** Returns the strings under a key of a JSON text, at any depth; undefined if it is no JSON or lacks the key. */
function valuesIn(text: string, key: RegExp): readonly string[] | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  const found: string[] = [];
  const walk = (value: unknown, inside: boolean, depth: number): void => {
    if (depth > MAX_DEPTH) return;
    if (typeof value === "string") {
      if (inside) found.push(value);
    } else if (Array.isArray(value)) for (const one of value) walk(one, inside, depth + 1);
    else if (value !== null && typeof value === "object")
      for (const [name, one] of Object.entries(value)) walk(one, inside || key.test(name), depth + 1);
  };
  walk(read, false, 0);
  return found.length > 0 ? found : undefined;
}

function shell(call: AwsCall, text: string): Extract<Inner, { kind: "shell" }> {
  const { scope, span } = call.command;
  const elsewhere = placeOf(call);
  const there = { ...scope, cwd: null, elsewhere, via: [...scope.via, `aws ${call.service}`] };
  return { kind: "shell", text, scope: there, ...(span && { span }) };
}

function remote(call: AwsCall, says: string): Effect {
  return effectOf(call, { verb: "execute-remote", resource: "code", recovery: "effort", certainty: "likely", says });
}
