/** The client with which tests answer as a person. It is paired on their machines before anything runs there. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makePrivateKey, signerOf } from "../../src/platform/client-key.ts";
import { sessionOf } from "../../src/platform/lineage.ts";
import { PairedClients } from "../../src/platform/paired-clients.ts";
import { makePrivateFolder, type Places } from "../../src/platform/places.ts";

/** PKCS #8, base64. */
export const testKey = makePrivateKey();
export const testSigner = signerOf(testKey);

/**
 * Pairs it as an editor that a person has paired on this machine long ago. The command line has the same key when a
 * test starts it without a terminal of its own.
 */
export function pairTestClient(places: Pick<Places, "paired" | "keys">): void {
  const session = sessionOf(process.pid);
  makePrivateFolder(places.keys);
  writeFileSync(join(places.keys, `${session ? `${session.pid}-${session.since}` : "terminal"}.key`), testKey);
  new PairedClients(places.paired).add({ key: testSigner.publicKey, client: "test", paired: 0, how: "by the test" });
}
