/** Reads hurl, vegeta and readers of `.http` files: the requests in their files (`METHOD URL`, headers, a body). */

import { operands, optionValues, readArguments } from "../core/effects/options.ts";
import type { HttpCall, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { textOfFile, textOfStdin } from "../core/files/input-text.ts";
import { HOLE, textOf, wordOfText } from "../core/text/words.ts";

const VALUES =
  `o output u user x proxy m max-time connect-timeout variable variables-file retry retry-interval delay from-entry
  to-entry limit-rate cacert cert E key b cookie c cookie-jar connect-to resolve unix-socket report-html report-json
  report-junit report-tap error-format glob file-root jobs repeat secret secrets-file A user-agent H header netrc-file noproxy
  max-redirs aws-sigv4 max-filesize targets rate duration body workers lazy connections format name var V env-variables e env L log-level D docker-mode P private-env-file v env-file`.split(
    /\s+/,
  );

export const hurl: ProgramPack = {
  kind: "program",
  id: "hurl",
  programs: ["hurl", "vegeta", "httpyac", "ijhttp"],
  read,
  examples: [
    {
      run: "hurl --test health.hurl",
      files: { "health.hurl": "GET http://localhost:3000/health\nHTTP 200\n" },
      expect: "allow",
    },
    {
      run: "hurl --test users.hurl",
      files: { "users.hurl": "DELETE http://localhost:3000/users/1\nHTTP 204\n" },
      expect: "allow",
    },
    {
      run: "hurl wipe.hurl",
      files: { "wipe.hurl": "# clean\nDELETE https://api.acme.example/users/1\n" },
      expect: "ask",
    },
    {
      run: "hurl --variable host=https://api.render.com wipe.hurl",
      files: { "wipe.hurl": "GET {{host}}/v1/services\nHTTP 200\n\nDELETE {{host}}/v1/services/srv-1\n" },
      expect: "deny",
    },
    {
      run: "httpyac send api.http --all --var host=https://api.acme.example",
      files: { "api.http": "### one\nGET {{host}}/users\n\n### two\nDELETE {{host}}/users/1\n" },
      expect: "ask",
    },
    {
      run: "ijhttp health.http",
      files: { "health.http": "GET http://localhost:3000/health\n" },
      expect: "allow",
    },
    { run: "hurl --version", expect: "allow" },
    { run: "echo 'DELETE https://api.acme.example/users/1' | vegeta attack -duration=1s", expect: "ask" },
    {
      run: "vegeta attack -targets=t.txt",
      files: { "t.txt": "DELETE https://api.acme.example/users/1\n" },
      expect: "ask",
    },
    { run: "echo 'GET http://localhost:3000/' | vegeta attack -duration=5s", expect: "allow" },
  ],
};

function read(command: Invocation, facts: Facts): Reading {
  // Options in Go have long names with a single dash.
  const singleDash = command.program === "vegeta";
  const args = readArguments(command.argv.slice(1), { values: VALUES, singleDash });
  const variables = new Map(
    optionValues(args, "variable", "var", "V", "env-variables").map(word => {
      const [name = "", ...value] = textOf(word).split("=");
      return [name, value.join("=")] as const;
    }),
  );
  const files =
    command.program === "vegeta"
      ? optionValues(args, "targets")
      : operands(args).filter(({ value }) => value !== "send");
  const texts = files.map(file => textOfFile(file, command.scope, facts) ?? "");
  // Targets may also come from an input that cannot be read.
  if (files.length === 0 || (command.program === "vegeta" && texts.every(text => text === "")))
    texts.push(textOfStdin(command, facts) ?? "");
  const calls = texts.flatMap(text => requestsIn(text, variables));
  return {
    effects: [],
    inner: calls.map(call => ({
      kind: "http",
      call: { ...call, ...(command.span && { span: command.span }) },
      scope: command.scope,
      source: "hurl",
    })),
  };
}

function requestsIn(text: string, variables: ReadonlyMap<string, string>): HttpCall[] {
  const filled = text.replace(/\{\{\s{0,4}([\w-]{1,60})\s{0,4}\}\}/g, (_, name: string) => variables.get(name) ?? HOLE);
  const starts = [...filled.matchAll(/^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|PURGE|LINK|UNLINK)[ \t]+(\S+)/gm)];
  return starts.map((start, i) => {
    const rest = filled.slice(start.index + start[0].length, starts[i + 1]?.index ?? filled.length);
    const body = /^[ \t]*(?:\{|```|\[(?!\w+\])|<)[\s\S]*/m.exec(rest.split(/^HTTP(?:\/[\d.]+)?[ \t]/m)[0] ?? "")?.[0];
    return {
      method: start[1] ?? "GET",
      url: wordOfText(start[2] ?? ""),
      headers: [],
      ...(body !== undefined && { body: body.replace(/^\s*```\w*\n?|```\s*$/g, "").trim() }),
    };
  });
}
