/** Reads newman: the requests of a Postman collection (schema 2.1: folders of items, each with a request), in order. */

import { operands, optionValues, readArguments } from "../core/effects/options.ts";
import type { HttpCall, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { textOfFile } from "../core/files/input-text.ts";
import { HOLE, textOf, wordOfText } from "../core/text/words.ts";

const VALUES =
  `e environment g globals d iteration-data n iteration-count folder export-environment export-globals export-collection
  timeout timeout-request timeout-script delay-request r reporters env-var global-var ssl-client-cert ssl-client-key
  ssl-client-passphrase working-dir cookie-jar export-cookie-jar color`.split(/\s+/);
/** Deeper than Postman lets folders be nested. */
const MAX_DEPTH = 100;

export const newman: ProgramPack = {
  kind: "program",
  id: "newman",
  programs: ["newman"],
  read,
  examples: [
    {
      run: "newman run wipe.json -e production.json",
      files: {
        "wipe.json": '{"item":[{"request":{"method":"DELETE","url":{"raw":"{{base}}/users/1"}}}]}',
        "production.json": '{"values":[{"key":"base","value":"https://api.acme.example"}]}',
      },
      expect: "ask",
    },
    {
      run: "newman run wipe.json --env-var base=https://api.acme.example",
      files: { "wipe.json": '{"item":[{"item":[{"request":{"method":"DELETE","url":"{{base}}/users/1"}}]}]}' },
      expect: "ask",
    },
    {
      run: "newman run wipe.json -e local.json",
      files: {
        "wipe.json": '{"item":[{"request":{"method":"DELETE","url":"{{base}}/users/1"}}]}',
        "local.json": '{"values":[{"key":"base","value":"http://localhost:3000"}]}',
      },
      expect: "allow",
    },
    {
      run: "newman run tests.json",
      files: { "tests.json": '{"item":[{"request":"https://api.acme.example/health"}]}' },
      expect: "allow",
    },
    { run: "newman --version", expect: "allow" },
  ],
};

function read(command: Invocation, facts: Facts): Reading {
  const args = readArguments(command.argv.slice(1), { values: VALUES });
  const [verb, file] = operands(args);
  if (verb?.value !== "run" || !file) return { effects: [] };
  const load = (word: typeof file) => parsed(textOfFile(word, command.scope, facts));
  const collection = load(file);
  const variables = new Map<string, string>([
    ...[collection, ...optionValues(args, "g", "globals", "e", "environment").map(load)].flatMap(variablesIn),
    ...optionValues(args, "env-var", "global-var").map(word => {
      const [name = "", ...value] = textOf(word).split("=");
      return [name, value.join("=")] as const;
    }),
  ]);
  const filled = (text: string) =>
    text.replace(/\{\{\s{0,4}([\w.-]{1,80})\s{0,4}\}\}/g, (_, name: string) => variables.get(name) ?? HOLE);
  const { scope, span } = command;
  return {
    effects: [],
    inner: requestsIn(collection).map(({ method, url, body }) => ({
      kind: "http",
      call: {
        method,
        url: wordOfText(filled(url)),
        headers: [],
        ...(body !== undefined && { body: filled(body) }),
        ...(span && { span }),
      } satisfies HttpCall,
      scope,
      source: "newman",
    })),
  };
}

interface Request {
  readonly method: string;
  readonly url: string;
  readonly body: string | undefined;
}

function requestsIn(node: unknown, depth = 0): Request[] {
  if (depth > MAX_DEPTH) return [];
  const { item, request } = record(node);
  const own = typeof request === "string" ? [{ method: "GET", url: request, body: undefined }] : described(request);
  return [...own, ...(Array.isArray(item) ? item.flatMap(one => requestsIn(one, depth + 1)) : [])];
}

function described(request: unknown): Request[] {
  const { method, url, body } = record(request);
  const raw = typeof url === "string" ? url : record(url)["raw"];
  if (typeof raw !== "string") return [];
  const text = record(body)["raw"];
  return [
    {
      method: typeof method === "string" ? method.toUpperCase() : "GET",
      url: raw,
      body: typeof text === "string" ? text : undefined,
    },
  ];
}

/** Reads `variable` of a collection, `values` of an environment: `[{ key, value }]`. */
function variablesIn(node: unknown): (readonly [string, string])[] {
  const { variable, values } = record(node);
  const list: readonly unknown[] = [variable, values].flatMap(one => (Array.isArray(one) ? one : []));
  return list
    .map(record)
    .flatMap(({ key, value }) => (typeof key === "string" && typeof value === "string" ? [[key, value] as const] : []));
}

function record(node: unknown): Readonly<Record<string, unknown>> {
  return typeof node === "object" && node !== null ? { ...node } : {};
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
