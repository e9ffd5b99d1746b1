/** Recognizes attack patterns of a whole program that no single call shows. */

import type { Effect } from "../../effects/effect.ts";
import type { Inner } from "../../effects/pack.ts";
import { textOf } from "../../text/words.ts";
import { isShellPath } from "../shell/shell-names.ts";
import {
  encryptsFiles,
  opensConnection,
  readsFromConnection,
  sendsFiles,
  startsWithoutEnd,
} from "../shell/suspicion.ts";
import type { Context } from "./context/context.ts";

interface Scheme {
  readonly shows: (text: string, context: Context) => boolean;
  readonly does: Pick<Effect, "verb" | "resource" | "target" | "reach" | "certainty" | "says">;
}

const SCHEMES: readonly Scheme[] = [
  {
    shows: sendsFiles,
    does: {
      verb: "exfiltrate",
      resource: "file",
      target: "files of this machine",
      reach: "unknown",
      certainty: "certain",
      says: "sends a file through a socket of its own",
    },
  },
  {
    shows: encryptsFiles,
    does: {
      verb: "destroy",
      resource: "file",
      target: "files of a folder",
      reach: "all",
      certainty: "likely",
      says: "writes an encrypted text over every file of a folder",
    },
  },
  {
    shows: startsWithoutEnd,
    does: {
      verb: "mutate",
      resource: "system",
      target: "processes without end",
      reach: "all",
      certainty: "likely",
      says: "starts processes or takes memory without end, until the machine stands still",
    },
  },
  {
    shows: (text, { inner }) => opensConnection(text) && (readsFromConnection(text) || inner.some(isOpenShell)),
    does: {
      verb: "execute-remote",
      resource: "code",
      target: "a shell behind a connection",
      reach: "unknown",
      certainty: "certain",
      says: "lets whoever is on the other end of a connection run commands on this machine",
    },
  },
];

/** Returns findings on the text of a program; `context` holds the results of its calls. */
export function schemesOf(text: string, context: Context): Effect[] {
  return SCHEMES.filter(({ shows }) => shows(text, context)).map(({ does }) => ({
    ...does,
    recovery: "none",
    source: context.language,
  }));
}

/** Whether it is a shell without a script, which runs its input. */
function isOpenShell(inner: Inner): boolean {
  const words =
    inner.kind === "argv"
      ? inner.argv.map(textOf)
      : inner.kind === "shell"
        ? inner.text
            .trim()
            .replace(/^exec /, "")
            .split(/\s+/)
        : [];
  const [first = "", ...rest] = words;
  return isShellPath(first) && rest.every(word => /^-[il]+$|^[\d&<>]/.test(word));
}
