/** What a program that runs elsewhere was given: its variables, printed out of its container or machine. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import { isEnvFile } from "../../files/secret-files.ts";
import { textOf } from "../../text/words.ts";

const PRINTS = /^(?:env|printenv|export|declare|set)$/;
const SHELL = /^(?:ba|da|z|a)?sh\b/;
const SHOWS = /^(?:cat|head|tail|less|more|grep|strings|base64|cp)$/;

/**
 * The variables of another machine or container, or its env file. One's own are silent by the place they are at:
 * production's weigh as secrets do.
 */
export function variablesElsewhere(command: Invocation): Effect | undefined {
  const { program, argv, scope, span } = command;
  if (!scope.elsewhere?.length) return undefined;
  const rest = argv.slice(1);
  // In a pipeline behind `sh -c` over there it is often the names alone that come out.
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
