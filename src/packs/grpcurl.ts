/** grpcurl and grpc_cli: `host:port package.Service/Method`, read like a POST to that path, which is what gRPC sends. */
import { leaksOf } from "../core/effects/http/leaks.ts";
import { placeOf } from "../core/effects/http/place.ts";
import { textOfStdin } from "../core/effects/input-text.ts";
import { hasOption, operands, optionValue, readArguments } from "../core/effects/options.ts";
import type { HttpCall, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import { literalWord, textOf, wordOfText } from "../core/effects/words.ts";
import type { Facts } from "../core/facts.ts";

const VALUES =
  `d H rpc-header reflect-header expand-headers authority user-agent cacert cert key import-path proto protoset
  connect-timeout keepalive-time max-time max-msg-sz servername format alts-handshaker-service alts-target-service-account
  protoset-out proto-out-dir unix-socket`.split(/\s+/);

export const grpcurl: ProgramPack = {
  kind: "program",
  id: "grpcurl",
  programs: ["grpcurl"],
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
    { run: "grpcurl -d '{}' api.acme.example:443 infra.v1.Clusters.DeleteCluster", expect: "deny" },
  ],
};

function read(command: Invocation, facts: Facts): Reading {
  const args = readArguments(command.argv.slice(1), { values: VALUES, singleDash: true });
  const [host, method] = operands(args);
  if (!host || !method || /^(?:list|describe)$/.test(method.value ?? "")) return { effects: [] };
  const path = textOf(method).replace(/\.(?=\w+$)/, "/");
  const data = optionValue(args, "d");
  const stdin = data && /^@-?$/.test(data.value ?? "");
  const body = stdin ? (textOfStdin(command, facts) ?? null) : data ? textOf(data) : "{}";
  const call: HttpCall = {
    // A service's own naming: what only looks is called Get, List or Watch, and needs no method of its own.
    method: /\/(?:Get|List|Watch|Describe|Check|Search|Stream)[A-Z]?/.test(path) ? "GET" : "POST",
    url: wordOfText(`${hasOption(args, "plaintext") ? "http" : "https"}://${textOf(host)}/${path}`),
    headers: [],
    body,
    ...(command.span && { span: command.span }),
  };
  return {
    effects: leaksOf(command, stdin ? [literalWord("-")] : [], placeOf(call), "grpcurl", facts),
    inner: [{ kind: "http", call, scope: command.scope, source: "grpcurl" }],
  };
}
