/** `agentguard mark <name> <environment>`: records in the user's own policy what a place is. Only a person may. */
import { type Command, Option } from "commander";
import { KNOWN_KEYS, type KnownKey } from "../../core/places/locator.ts";
import { announcer } from "../../platform/announce.ts";
import { places } from "../../platform/places.ts";
import { MarkPlace } from "../../wire/messages/mark-place.ts";
import { auditLedger } from "../hook/ledger.ts";
import { UserPolicy } from "../user-policy.ts";
import { askedAsPerson } from "./as-person.ts";
import { onlyAPerson } from "./person.ts";
import { print } from "./terminal.ts";
import { Trouble } from "./trouble.ts";

const ENVIRONMENTS = ["production", "staging", "development", "local"] as const;

export function addMark(program: Command): void {
  program
    .command("mark")
    .description("say which environment a host, context, account or project is")
    .argument("<name>", "for example db.acme.io")
    .argument("<environment>", ENVIRONMENTS.join(", "))
    .addOption(new Option("--kind <kind>", "what the name is").choices(KNOWN_KEYS).default("host"))
    .action(async (value: string, environment: string, { kind }: { kind: KnownKey }) => {
      onlyAPerson("marking a place");
      const as = ENVIRONMENTS.find(name => name === environment);
      if (as === undefined) throw new Trouble(`${environment}: must be one of ${ENVIRONMENTS.join(", ")}`);
      const own = places();
      const { userPolicy, audit } = own;
      const mark = { kind, value, as };
      const marked =
        own.strong === undefined
          ? await new UserPolicy(userPolicy, auditLedger(audit), announcer(own)).mark(mark, "command line")
          : await askedAsPerson(MarkPlace, mark);
      if (!marked.accepted) throw new Trouble(marked.because);
      print(`${value} is ${as} from now on, by ${userPolicy}.`);
    });
}
