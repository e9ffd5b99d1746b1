/** Finds tokens whose form tells their issuer, where they are sent to another host. */

import { secretSent } from "../../detectors/exfiltration/secret-sent.ts";
import { secretFormIn } from "../../detectors/secrets/text.ts";
import type { Effect } from "../../effects/effect.ts";
import type { HttpCall } from "../../effects/pack.ts";
import { textOf } from "../../text/words.ts";
import type { HttpPlace } from "./place.ts";

/** Token forms by name, with the hosts that may receive them; a company's own forge mostly has `git` in its name. */
const GIVEN_BY: ReadonlyMap<string, RegExp> = new Map([
  ["a private key", /^$/],
  ["an AWS access key", /aws/],
  ["a GitHub token", /git|ghcr\.io|ghe\./],
  ["a GitLab token", /git/],
  ["a live Stripe key", /stripe/],
  ["a Slack token", /slack/],
  ["a PyPI token", /pypi|python/],
]);
/** Longer bodies are searched only up to here. */
const MAX_BODY = 64 * 1024;

/** Searches address, headers and body of a call; a host that is not known may be the issuer's. */
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
