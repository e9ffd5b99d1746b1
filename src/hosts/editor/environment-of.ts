/** Asks the service which environment a folder's defaults reach, given this editor's variables. */
import { DEFAULT_VARIABLES } from "../../core/places/accounts/variables.ts";
import { EnvironmentOf, type EnvironmentResult } from "../../wire/messages/environment.ts";
import type { Guard } from "./guard.ts";

/** Rejects like `Guard.ask`. */
export function environmentOf(guard: Guard, folder: string): Promise<EnvironmentResult> {
  const variables = Object.fromEntries(
    DEFAULT_VARIABLES.flatMap(name => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
  return guard.ask(EnvironmentOf, { folder, variables });
}
