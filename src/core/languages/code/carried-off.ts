/** Finds what a program's request sends to another machine: secrets, credentials of other services, files. */

import { fileSent, secretSent } from "../../detectors/exfiltration/secret-sent.ts";
import { isForOwner } from "../../detectors/exfiltration/sent.ts";
import type { HttpCall } from "../../effects/pack.ts";
import { isDropHost } from "../../places/drop-hosts.ts";
import { isThisMachine } from "../../places/hosts.ts";
import { holdsMany, liesAbroad } from "../http/leaks.ts";
import { placeOf } from "../http/place.ts";
import type { CallSite, Context } from "./context/context.ts";
import { option, plainText, secretOf, textOfValue, UNKNOWN, type Value, wordOfValue } from "./context/values.ts";

/** A request with its body as a value, and the value of its address. */
interface Outgoing {
  readonly request: HttpCall;
  readonly sent: Value | undefined;
  readonly place: Value;
}

export function carriesOff(context: Context, { request, sent, place }: Outgoing, call: CallSite): void {
  uploads(context, sent, request, call);
  const secret = (sent && secretOf(sent)) ?? secretOf(place) ?? secretIn(call);
  const target = placeOf(request);
  if (secret !== undefined && !isThisMachine(target.host ?? "") && !isForOwner(secret, target.host))
    context.effects.push(secretSent({ what: secret, to: target.name, at: target.at, source: context.language }));
}

/** A secret in its query or its headers. */
function secretIn({ given }: CallSite): string | undefined {
  return ["params", "headers"].map(name => secretOf(option(given, name) ?? UNKNOWN)).find(Boolean);
}

/**
 * Reports files that are sent: uploads (`files={"f": open("x")}`), bodies that are a whole archive, table or database,
 * and files outside of the workspace. To a request catcher every file counts.
 */
function uploads(context: Context, sent: Value | undefined, request: HttpCall, call: CallSite): void {
  const target = placeOf(request);
  if (!sent || target.local) return;
  const asFiles = sent === option(call.given, "files") || isDropHost(target.host);
  const signedIn = call.given.named.has("auth") || request.headers.some(({ name }) => /^authorization$/i.test(name));
  const paths = filesIn(sent, 0).filter(
    path =>
      asFiles || holdsMany(plainText(textOfValue(path))) || liesAbroad(wordOfValue(path), context.scope, context.facts),
  );
  for (const path of paths.slice(0, 4))
    context.effects.push(
      fileSent(plainText(textOfValue(path)), {
        to: target.name,
        at: target.at,
        source: context.language,
        certainty: signedIn ? "possible" : "certain",
      }),
    );
}

/** Paths of opened files anywhere in a value. */
function filesIn(value: Value, depth: number): Value[] {
  if (depth > 3) return [];
  switch (value.kind) {
    case "content":
      return [value.path];
    case "made":
      return /^(?:Blob|Buffer\.from|.*\.(?:FormData|Blob))$/.test(value.of)
        ? value.given.args.flatMap(arg => filesIn(arg, depth + 1))
        : [];
    case "record":
      return [...value.entries.values()].flatMap(entry => filesIn(entry, depth + 1));
    case "list":
      return value.items.flatMap(item => filesIn(item, depth + 1));
    default:
      return [];
  }
}
