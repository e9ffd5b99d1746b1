/** `agentguard policy keygen, sign, enroll, fetch`: an organization's signed policy, for issuers and followers. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { makeKeys, signBundle } from "../../platform/bundle-signature.ts";
import { makeFolderOf, writeConfig } from "../../platform/config-file.ts";
import { nameOf } from "../../platform/knowledge-files.ts";
import { type Places, places } from "../../platform/places.ts";
import { organizationOf } from "../policies.ts";
import { provenTeam } from "../prove.ts";
import { read } from "./files.ts";
import { onlyAPerson } from "./person.ts";
import { placeOf, provenPolicyNamed } from "./policy-named.ts";
import { print } from "./terminal.ts";
import { messageOf, Trouble } from "./trouble.ts";

interface Signing {
  readonly key: string;
  readonly serial: string;
  readonly expires?: string;
  readonly knowledge?: readonly string[];
}

export function addPolicyOrganization(policy: Command): void {
  policy
    .command("keygen")
    .description("make the key that signs an organization's policy; prints the public half")
    .argument("<file>", "where the private half goes; must not be there yet")
    .action(async (file: string) => {
      if (existsSync(file)) throw new Trouble(`${resolve(file)} is there already, and stays as it is`);
      const { publicKey, privateKey } = makeKeys();
      await writeConfig(resolve(file), privateKey);
      print(publicKey);
    });
  policy
    .command("sign")
    .description("print a policy as a signed bundle, to be put where people fetch it from")
    .argument("<policy>", "the policy file")
    .requiredOption("--key <file>", "the private key")
    .requiredOption("--serial <n>", "number of this issue; must grow with every one")
    .option("--knowledge <files...>", "knowledge files that go with it, for programs of the organization's own")
    .option("--expires <time>", "when people are told that it is out of date, such as 2027-01-01T00:00:00Z")
    .action((file: string, options: Signing) => {
      const { key, serial, expires, knowledge: files = [] } = options;
      const text = provenPolicyNamed(file);
      const knowledge = Object.fromEntries(files.map(named => [nameOf(resolve(named)), provenKnowledge(named)]));
      const number = Number(serial);
      if (!Number.isSafeInteger(number) || number < 1) throw new Trouble(`--serial ${serial}: must be a whole number`);
      if (expires !== undefined && Number.isNaN(Date.parse(expires)))
        throw new Trouble(`--expires ${expires}: is no time`);
      process.stdout.write(
        signBundle(
          { serial: number, policy: text, ...(files.length > 0 && { knowledge }), ...(expires && { expires }) },
          read(key),
        ),
      );
    });
  policy
    .command("enroll")
    .description("follow an organization's signed policy, which stands above your own")
    .requiredOption("--from <address>", "an https address, or a file")
    .requiredOption("--key <key>", "the organization's public key")
    .option("--ca <file>", "PEM file of an authority of your own")
    .action(async ({ from, key, ca }: { from: string; key: string; ca?: string }) => {
      onlyAPerson("enrolling");
      const own = places();
      if (existsSync(own.organizationSource)) throw new Trouble(`${own.organizationSource} names a source already`);
      const address = from.startsWith("https://") ? from : resolve(from);
      const source = { from: address, key, ...(ca !== undefined && { ca: resolve(ca) }) };
      makeFolderOf(own.organizationSource);
      await writeConfig(own.organizationSource, `${JSON.stringify(source, null, 2)}\n`);
      await fetchNow(own);
    });
  policy
    .command("fetch")
    .description("fetch the organization's policy now")
    .action(() => fetchNow(places()));
}

async function fetchNow(own: Places): Promise<void> {
  const bundle = organizationOf(own);
  const isNew = await bundle.refresh().catch((error: unknown) => {
    throw new Trouble(`${messageOf(error)}. What was in force stays in force.`);
  });
  print(isNew ? "A new issue of the organization's policy is in force." : "Nothing new.");
}

/** Returns the text of a knowledge file if all its rules would be in force. Throws `Trouble` with the first error. */
function provenKnowledge(given: string): string {
  const file = resolve(given);
  const text = read(given);
  const [first] = provenTeam(text, { tier: "organization", name: nameOf(file), file }).problems;
  if (first) throw new Trouble(`${placeOf({ ...first, file })}: ${first.message}`);
  return text;
}
