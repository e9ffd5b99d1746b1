/** Finds variables of a container or another machine that are printed here. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import { isEnvFile } from "../../files/secret-files.ts";
import { textOf } from "../../text/words.ts";

const PRINTS = /^(?:env|printenv|export|declare|set)$/;
const SHELL = /^(?:ba|da|z|a)?sh\b/;
const SHOWS = /^(?:cat|head|tail|less|more|grep|strings|base64|cp)$/;

/**
 * Returns the effect of reading variables or an env file of another machine or container. Local environments are silent
 * by their place; production's count as secrets.
 */
export function variablesElsewhere(command: Invocation): Effect | undefined {
  const { program, argv, scope, span } = command;
  if (!scope.elsewhere?.length) return undefined;
  const rest = argv.slice(1);
  // In a pipeline of a remote `sh -c`, often only the names are printed.
  const prints =
    PRINTS.test(program) &&
    !SHELL.test(scope.via.at(-1) ?? "") &&
    rest.every(({ text }) => text === "-p" || text === "-0");
  const file = SHOWS.test(program) ? rest.find(word => isEnvFile(textOf(word))) : undefined;
  if (!prints && !file) return undefined;
  return {
    verb: "read-secret",
    resource: "record",
    target: file ? textOf(file) : program,
    reach: "several",
    recovery: "effort",
    certainty: "certain",
    source: "secrets",
    says: "prints the variables, and the secrets among them, that a program elsewhere is given",
    instead: "Ask for the one variable that is needed by its name.",
    ...(span && { span }),
  };
}
