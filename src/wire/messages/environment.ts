import * as z from "zod";
import { DEFAULT_VARIABLES } from "../../core/places/accounts/variables.ts";
import type { EnvironmentName } from "../../core/places/environment.ts";
import type { Evidence, KnownAs } from "../../core/places/locator.ts";
import { type Message, path } from "../message.ts";

const params = z.object({
  folder: path,
  /** The editor's variables that tell where tools lead, which may differ from the service's. Others are dropped. */
  variables: z.record(z.string().max(100), z.string().max(4096)).transform(known).exactOptional(),
});

export type EnvironmentParams = z.infer<typeof params>;
export interface EnvironmentResult {
  readonly name: EnvironmentName;
  readonly label: string;
  readonly color?: string;
  readonly evidence: readonly Evidence[];
  /** The places that a person can mark as another environment. */
  readonly places?: readonly KnownAs[];
}

/** Tells which environment a workspace's defaults reach, for the badge. */
export const EnvironmentOf: Message<EnvironmentParams, EnvironmentResult> = {
  method: "guard/environment",
  from: "visitor",
  params,
};

function known(variables: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => DEFAULT_VARIABLES.includes(name)));
}
