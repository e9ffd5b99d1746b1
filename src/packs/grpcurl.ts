/**
 * Reads clients of gRPC and Connect: `host:port package.Service/Method` (grpcurl), `host:port package.Service.Method`
 * (grpc_cli, evans), the whole URL (buf curl). A call is read as a POST to that path, which is what gRPC sends.
 */
import type { Effect } from "../core/effects/effect.ts";
import { type Argument, hasOption, operands, optionValue, readArguments } from "../core/effects/options.ts";
import type { HttpCall, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { textOfStdin } from "../core/files/input-text.ts";
import { leaksOf } from "../core/languages/http/leaks.ts";
import { placeOf } from "../core/languages/http/place.ts";
import { literalWord, textOf, type Word, wordOfText } from "../core/text/words.ts";

const VALUES =
  `d H rpc-header reflect-header expand-headers authority user-agent cacert cert key import-path proto protoset
  connect-timeout keepalive-time max-time max-msg-sz servername format alts-handshaker-service alts-target-service-account
  protoset-out proto-out-dir unix-socket host p port path package service header data schema emit-defaults r`.split(
    /\s+/,
  );

export const grpcurl: ProgramPack = {
  kind: "program",
  id: "grpcurl",
  programs: ["grpcurl", "grpc_cli", "evans", "buf"],
  read,
  examples: [
    { run: "grpcurl -plaintext localhost:50051 list", expect: "allow" },
    { run: "grpcurl api.acme.example:443 describe shop.Users", expect: "allow" },
    { run: "grpcurl -d '{\"id\":1}' api.acme.example:443 shop.Users/GetUser", expect: "allow" },
    {
      run: "grpcurl -plaintext -d '{\"id\":1}' localhost:50051 shop.Users/DeleteUser",
      expect: "allow",
      why: "development",
    },
    { run: "grpcurl -d '{\"id\":1}' api.acme.example:443 shop.Users/DeleteUser", expect: "ask" },
    { run: "grpc_cli call api.acme.example:443 shop.Users.DeleteUser 'id: 1'", expect: "ask" },
    { run: "grpc_cli ls localhost:50051", expect: "allow" },
    { run: "evans --host api.acme.example -p 443 cli call shop.Users.DeleteUser", expect: "ask" },
    { run: "evans --host localhost repl", expect: "allow" },
    { run: "buf curl --data '{}' https://api.acme.example/shop.v1.Users/DeleteUser", expect: "ask" },
    { run: "buf push", expect: "ask" },
    { run: "buf lint", expect: "allow" },
    { run: "grpcurl -d '{}' api.acme.example:443 infra.v1.Clusters.DeleteCluster", expect: "deny" },
  ],
};

function read(command: Invocation, facts: Facts): Reading {
  const singleDash = command.program === "grpcurl";
  const args = readArguments(command.argv.slice(1), { values: VALUES, singleDash });
  const words = operands(args);
  const said = SPOKEN[command.program]?.(words, args);
  if (said === "publishes") return { effects: [published(command)] };
  if (!said) return { effects: [] };
  const { url, inline } = said;
  const path = textOf(url).replace(/^\w+:\/\/[^/]*\//, "");
  const data = inline ?? optionValue(args, "d", "data");
  const stdin = data && /^@-?$/.test(data.value ?? "");
  const body = stdin ? (textOfStdin(command, facts) ?? null) : data ? textOf(data) : "{}";
  const call: HttpCall = {
    // By convention, methods that only read are named Get, List or Watch, and there is no other sign.
    method: /\/(?:Get|List|Watch|Describe|Check|Search|Stream)[A-Z]?/.test(`/${path}`) ? "GET" : "POST",
    url,
    headers: [],
    body,
    ...(command.span && { span: command.span }),
  };
  return {
    effects: leaksOf(command, stdin ? [literalWord("-")] : [], [placeOf(call)], "grpcurl", facts),
    inner: [{ kind: "http", call, scope: command.scope, source: "grpcurl" }],
  };
}

interface Spoken {
  readonly url: Word;
  /** The message, if it is not in an option. */
  readonly inline?: Word;
}

/** Finds the address and method in a call of each client; undefined where nothing is called. */
const SPOKEN: Readonly<
  Record<string, (words: readonly Word[], args: readonly Argument[]) => Spoken | "publishes" | undefined>
> = {
  grpcurl([host, method], args) {
    if (!host || !method || /^(?:list|describe)$/.test(method.value ?? "")) return undefined;
    return { url: addressed(textOf(host), method, hasOption(args, "plaintext")) };
  },
  grpc_cli([verb, host, method, message]) {
    if (verb?.value !== "call" || !host || !method) return undefined;
    return { url: addressed(textOf(host), method, false), ...(message && { inline: message }) };
  },
  evans(words, args) {
    const at = words.findIndex(({ value }) => value === "call");
    const method = at < 0 ? undefined : words[at + 1];
    const host = optionValue(args, "host");
    return method && { url: addressed(host ? textOf(host) : "localhost", method, !hasOption(args, "tls", "t")) };
  },
  buf([verb, url]) {
    if (verb?.value === "push") return "publishes";
    return verb?.value === "curl" && url ? { url } : undefined;
  },
};

/** Builds the URL. The method is `pkg.Service/Method`; without a slash the last dot stands for it. */
function addressed(host: string, method: Word, plain: boolean): Word {
  const path = textOf(method);
  return wordOfText(
    `${plain ? "http" : "https"}://${host}/${path.includes("/") ? path : path.replace(/\.(?=\w+$)/, "/")}`,
  );
}

/** Reads `buf push`, which publishes a schema from which others generate their clients. */
function published({ span }: Invocation): Effect {
  return {
    verb: "publish",
    resource: "package",
    target: "the module",
    reach: "one",
    recovery: "none",
    certainty: "certain",
    source: "grpcurl",
    says: "publishes the module in the schema registry",
    ...(span && { span }),
  };
}
