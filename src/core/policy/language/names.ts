/** Lists the names that may be written at a place of a policy: of this machine, and of the file itself. */
import type { KnownKey } from "../../places/locator.ts";
import type { JsonPath, JsonText } from "../../text/json-text.ts";
import type { Known } from "./known.ts";

export interface Name {
  readonly name: string;
  readonly says: string;
}

const NAMED: Readonly<Record<KnownKey, string>> = {
  host: "a host that something here points at",
  kubeContext: "a Kubernetes context of this machine",
  awsProfile: "an AWS profile of this machine",
  awsAccount: "an AWS account that a profile here leads to",
  gcpProject: "a Google Cloud project configured here",
  azureSubscription: "an Azure subscription configured here",
  terraformWorkspace: "a Terraform workspace here",
  dockerContext: "a Docker context of this machine",
  project: "a project that this workspace is linked to",
  branch: "a branch of this repository",
};

/** Returns the names for the value at `path`. */
export function namesAt(path: JsonPath, json: JsonText, known: Known): Name[] {
  const keys = path.filter(step => typeof step === "string");
  const key = keys.at(-1) ?? "";
  const [top] = keys;
  const all = (names: readonly string[], says: string): Name[] => names.map(name => ({ name, says }));
  switch (key) {
    case "rule":
      return all(known.rules, "a rule of the guard's own");
    case "id":
      return top === "rules" ? all(known.rules, "a rule of the guard's own, where no conditions stand") : [];
    case "agent":
      return all(known.agents, "an agent");
    case "subagent":
      return all(known.subagents, "a sub-agent that was seen here");
    case "role":
      return all(rolesIn(json), "a role of this file");
    case "tool":
      return all(known.tools, "a tool that was called here");
    case "command":
    case "run":
      return all(known.commands, "an act that was held here");
    case "envFile":
      return all(known.envFiles, "an env file of this workspace");
    case "name":
      return top === "credentials" ? all(known.credentials, "a variable of this workspace") : [];
    case "zone":
      return all(Intl.supportedValuesOf("timeZone"), "a time zone");
    case "hours":
      return all(["18:00-08:00", "08:00-18:00"], "hours of the day");
    default:
      return Object.hasOwn(NAMED, key) ? all(known.names[key as KnownKey] ?? [], NAMED[key as KnownKey]) : [];
  }
}

/** Returns the names of roles, also in a file with errors. */
function rolesIn(json: JsonText): string[] {
  return (json.at(["agents"])?.children ?? []).map(({ children }) => String(children?.[0]?.value));
}
