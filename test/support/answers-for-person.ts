/**
 * Does what a misled agent would: connects to the guard's service as a client of its own, asks to be paired, and allows
 * whatever waits. It prints how far it got, into the given file. Arguments: FILE, then the client's kind (`vscode`,
 * `terminal`), then a private key or nothing.
 */
import { writeFileSync } from "node:fs";
import { attach } from "../../src/hosts/answering/attach.ts";
import { makePrivateKey, signerOf } from "../../src/platform/client-key.ts";
import { places } from "../../src/platform/places.ts";
import { Answer } from "../../src/wire/messages/answer.ts";
import { Pair } from "../../src/wire/messages/pair.ts";

const [file = "", client = "vscode", key = makePrivateKey()] = process.argv.slice(2);

async function answered(): Promise<string> {
  const attached = await attach(places(), { client, signer: signerOf(key) });
  const { kind } = attached.isPaired() ? { kind: "paired" } : await attached.ask(Pair, {});
  const [question] = attached.state().pending;
  const typed = question?.card.typeName;
  const answer = { id: question?.id ?? "", answer: "allow-once" as const, ...(typed !== undefined && { typed }) };
  const { accepted, because } = await attached.ask(Answer, answer);
  return accepted ? "ANSWERED" : `refused: ${kind}: ${because}`;
}

answered()
  .catch(error => `refused: ${error instanceof Error ? error.message : error}`)
  .then(said => {
    writeFileSync(file, said);
    process.exit();
  });
