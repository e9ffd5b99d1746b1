/** Reads tools that send one request many times over: ab, hey, oha, wrk and the like. It is read as any request. */

import { type Argument, operands, optionValue, optionValues, readArguments } from "../core/effects/options.ts";
import type { HttpCall, Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { textOfFile } from "../core/files/input-text.ts";
import { literalWord, textOf, type Word } from "../core/text/words.ts";

interface LoadTool {
  readonly values: string;
  readonly method: readonly string[];
  /** Options whose value is the body, or with `file` the file that holds it. */
  readonly body: readonly string[];
  readonly file: readonly string[];
  /** Options that name a script with the request. */
  readonly script?: readonly string[];
  readonly headers: readonly string[];
}

/** By tool, with the options as in its manual. */
const TOOLS: Readonly<Record<string, LoadTool>> = {
  ab: {
    values: "A b B c C e E f g H i k m n p P s t T u v w x X y z Z",
    method: ["m"],
    body: [],
    file: ["p", "u"],
    headers: ["H"],
  },
  hey: {
    values: "n c q z o m H t A d D T a x host cpus",
    method: ["m"],
    body: ["d"],
    file: ["D"],
    headers: ["H"],
  },
  oha: {
    values: `n c p q z m method H d D T t a x host ui-fps fps burst-delay burst-rate http-version connect-to
      aws-session unix-socket db-url output-format o cert key cacert proxy-header`,
    method: ["m", "method"],
    body: ["d"],
    file: ["D"],
    headers: ["H"],
  },
  bombardier: {
    values:
      "c connections n requests d duration r rate m method H header b body f body-file t timeout o format p print",
    method: ["m", "method"],
    body: ["b", "body"],
    file: ["f", "body-file"],
    headers: ["H", "header"],
  },
  autocannon: {
    values:
      "c connections p pipelining d duration a amount m method H headers b body i input t timeout w workers T title",
    method: ["m", "method"],
    body: ["b", "body"],
    file: ["i", "input"],
    headers: ["H", "headers"],
  },
  wrk: {
    values: "c connections d duration t threads s script H header timeout R rate",
    method: [],
    body: [],
    file: [],
    script: ["s", "script"],
    headers: ["H", "header"],
  },
  siege: {
    values: "c concurrent r reps t time d delay l log f file R rc m mark H header A user-agent T content-type",
    method: [],
    body: [],
    file: [],
    headers: ["H", "header"],
  },
};

export const loadTools: ProgramPack = {
  kind: "program",
  id: "load-tools",
  programs: [...Object.keys(TOOLS), "wrk2"],
  read,
  examples: [
    { run: "ab -n 100 -m DELETE https://api.acme.example/v1/items/1", expect: "ask" },
    { run: "ab -n 10 -p purge.json -T application/json https://api.acme.example/v1/purge_all", expect: "ask" },
    { run: "hey -m DELETE -n 1 https://api.acme.example/v1/items/1", expect: "ask" },
    { run: "oha -m DELETE -n 1 https://api.acme.example/v1/items/1", expect: "ask" },
    {
      run: "wrk -s wipe.lua -c 10 https://api.acme.example/items/1",
      files: { "wipe.lua": 'wrk.method = "DELETE"\n' },
      expect: "ask",
    },
    { run: "siege -c 2 -r 1 'https://api.acme.example/items/1 DELETE'", expect: "ask" },
    { run: "ab -n 100 -c 10 http://localhost:3000/", expect: "allow" },
    { run: "hey -m DELETE -n 1 http://localhost:3000/items/1", expect: "allow", why: "development" },
    { run: "wrk -t2 -c50 -d10s http://localhost:8080/health", expect: "allow" },
    { run: "autocannon -c 10 -d 5 http://localhost:3000", expect: "allow" },
  ],
};

function read(command: Invocation, facts: Facts): Reading {
  const tool = TOOLS[command.program === "wrk2" ? "wrk" : command.program];
  if (!tool) return { effects: [] };
  const args = readArguments(command.argv.slice(1), { values: tool.values.split(/\s+/) });
  const scripts = optionValues(args, ...(tool.script ?? []));
  const text = scripts.map(file => textOfFile(file, command.scope, facts) ?? "").join("\n");
  const inner = operands(args).flatMap(word => sent(word, tool, args, text, command, facts));
  return { effects: [], inner };
}

function sent(
  word: Word,
  tool: LoadTool,
  args: readonly Argument[],
  script: string,
  command: Invocation,
  facts: Facts,
): Inner[] {
  // Siege takes the method and the body after the address, in one word.
  const [, address, behind, more] = /^(\S+) +(POST|PUT|PATCH|DELETE|HEAD|GET)\b *([\s\S]*)$/.exec(textOf(word)) ?? [];
  const file = optionValue(args, ...tool.file);
  const inline = optionValue(args, ...tool.body);
  const scripted = /\bwrk\.body\s*=\s*(["'])([\s\S]{0,4000}?)\1/.exec(script)?.[2];
  const body = file
    ? textOfFile(file, command.scope, facts)
    : ((inline && textOf(inline)) ?? (more === "" ? undefined : more) ?? scripted);
  const named = optionValue(args, ...tool.method);
  const method = (named && textOf(named)) ?? behind ?? methodIn(script) ?? (body === undefined ? "GET" : "POST");
  const call: HttpCall = {
    method: method.toUpperCase(),
    url: address === undefined ? word : literalWord(address),
    headers: optionValues(args, ...tool.headers).flatMap(headerOf),
    ...(body !== undefined && { body }),
    repeated: true,
    ...(command.span && { span: command.span }),
  };
  return [{ kind: "http", call, scope: command.scope, source: "load-tools" }];
}

/** Finds the method in a script: `wrk.method = "DELETE"`, `wrk.format("DELETE", path)`. */
function methodIn(script: string): string | undefined {
  return /\bwrk\.(?:method\s*=\s*|format\s*\(\s*)["'](\w+)["']/.exec(script)?.[1];
}

function headerOf(word: Word): HttpCall["headers"] {
  const text = textOf(word);
  const at = text.search(/[:=]/);
  return at > 0 ? [{ name: text.slice(0, at).trim(), value: literalWord(text.slice(at + 1).trim()) }] : [];
}
