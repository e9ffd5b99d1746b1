/** Reads clients of WebSockets. A message is read as the body of a request to the address. */

import { operands, optionValues, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { textOfStdin } from "../core/files/input-text.ts";
import { literalWord, textOf } from "../core/text/words.ts";

const VALUES =
  "x execute c connect l listen P H header p protocol s subprotocol o origin auth w wait ca cert key passphrase proxy ping-interval B header-to-env".split(
    " ",
  );

export const websockets: ProgramPack = {
  kind: "program",
  id: "websockets",
  programs: ["websocat", "wscat", "wsc", "wsdump"],
  read,
  examples: [
    { run: 'echo \'{"op":"delete_all"}\' | websocat wss://api.acme.example/admin', expect: "ask" },
    { run: 'wscat -c wss://api.acme.example/admin -x \'{"action":"deleteUser","id":1}\'', expect: "ask" },
    { run: 'wscat -c ws://localhost:3000 -x \'{"op":"subscribe"}\'', expect: "allow" },
    { run: "echo ping | websocat ws://localhost:8080/ws", expect: "allow" },
    { run: "websocat wss://stream.acme.example/ticker", expect: "allow" },
  ],
};

function read(command: Invocation, facts: Facts): Reading {
  const args = readArguments(command.argv.slice(1), { values: VALUES });
  const url = [...optionValues(args, "c", "connect"), ...operands(args)].find(word => /^wss?:/.test(textOf(word)));
  const typed = textOfStdin(command, facts);
  const messages = [...optionValues(args, "x", "execute").map(textOf), ...(typed?.split("\n") ?? [])];
  if (!url) return { effects: [] };
  const address = literalWord(textOf(url).replace(/^ws/, "http"));
  const { scope, span } = command;
  const inner = messages
    .filter(message => message.trim() !== "")
    .slice(0, 50)
    .map((body): Inner => {
      const call = { method: "POST", url: address, headers: [], body, ...(span && { span }) };
      return { kind: "http", call, scope, source: "websockets" };
    });
  return { effects: [], inner };
}
