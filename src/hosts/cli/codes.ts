/** `agentguard codes`: manages one-time codes, for acts that the policy allows only with one. */
import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import { places } from "../../platform/places.ts";
import { ensureService } from "../../platform/service-client.ts";
import { Codes } from "../../wire/messages/codes.ts";
import { askedAsPerson } from "./as-person.ts";
import { onlyAPerson } from "./person.ts";
import { ownService } from "./service.ts";
import { print } from "./terminal.ts";
import { Trouble } from "./trouble.ts";

export function addCodes(program: Command): void {
  program
    .command("codes")
    .description("how many one-time codes are left, for what the policy lets pass with a code alone")
    .option("--new", "make new ones, shown once; the old ones are no longer good")
    .action(async ({ new: make }: { new?: true }) => {
      onlyAPerson("making codes");
      await ensureService(places(), ownService());
      const { left } = await askedAsPerson(Codes, {});
      if (!make) return print(said(left));
      const { made = [] } = await askedAsPerson(Codes, { make: true, ...(left > 0 && { code: await oldCode() }) });
      print(...made, "", "Keep these off this machine. Each lets one act pass; this is the only time they are shown.");
    });
}

function said(left: number): string {
  if (left === 0) return "There are no one-time codes. Make some with: agentguard codes --new";
  return `${left} one-time ${left === 1 ? "code is" : "codes are"} left. The last one is needed to make new ones.`;
}

async function oldCode(): Promise<string> {
  const { stdin: input, stdout: output } = process;
  if (!input.isTTY) throw new Trouble("new codes are made in a terminal: one of the old ones has to be typed");
  const terminal = createInterface({ input, output });
  return terminal.question("One of your codes: ").finally(() => terminal.close());
}
