/** Tokens that say by their form who gives them out, on their way to somebody else. */

import { secretSent } from "../../detectors/exfiltration/secret-sent.ts";
import { secretFormIn } from "../../detectors/secrets/text.ts";
import type { Effect } from "../../effects/effect.ts";
import type { HttpCall } from "../../effects/pack.ts";
import { textOf } from "../../text/words.ts";
import type { HttpPlace } from "./place.ts";

/** Forms of tokens, as they are called, with the hosts they are for: a company's own forge is called after git. */
const GIVEN_BY: ReadonlyMap<string, RegExp> = new Map([
  ["a private key", /^$/],
  ["an AWS access key", /aws/],
  ["a GitHub token", /git|ghcr\.io|ghe\./],
  ["a GitLab token", /git/],
  ["a live Stripe key", /stripe/],
  ["a Slack token", /slack/],
  ["a PyPI token", /pypi|python/],
]);
/** As much of a body as is looked through. */
const MAX_BODY = 64 * 1024;

/** What the address, the headers and the body of a call give away as they stand; a host that is not known may be theirs. */
export function tokensAstray(call: HttpCall, { host, local, name, at }: HttpPlace, source: string): Effect[] {
  if (host === undefined || local) return [];
  const texts = [
    textOf(call.url),
    ...call.headers.map(({ value }) => textOf(value)),
    ...(typeof call.body === "string" ? [call.body.slice(0, MAX_BODY)] : []),
  ];
  const found = texts.flatMap(text => secretFormIn(text) ?? []);
  return [...new Set(found)]
    .filter(what => GIVEN_BY.get(what)?.test(host) === false)
    .map(what => secretSent({ what, to: name, at, source, span: call.span }));
}
