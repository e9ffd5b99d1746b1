/** Reads payment services. */
import { changes, deletes, line, replaces, revokes } from "../../core/kit/effect-templates.ts";
import type { Tool } from "./product.ts";

const STRIPE: Tool = {
  source: "https://docs.stripe.com/cli",
  programs: ["stripe"],
  grammar: {
    values:
      "api-key p project-name d data i idempotency stripe-account expand e limit forward-to f events c id color config device-name log-level".split(
        " ",
      ),
  },
  unasked: ["confirm", "c"],
  // Without --live it is the test mode, whose data nobody is charged for.
  at: ({ args }) => {
    const live = args.some(
      arg => arg.kind === "option" && (arg.name === "live" || (arg.value?.value ?? "").startsWith("sk_live")),
    );
    return [{ kind: "label", label: live ? "production" : "test" }];
  },
  nouns: {},
  lines: [
    line("api_keys roll|expire", replaces("secret", "the account's key")),
    line("delete", deletes("record", "by an API call")),
    line(
      "post",
      { verb: "mutate", resource: "account", recovery: "none", says: "moves money by", named: [] },
      { operand: /^\/v\d+\/(?:refunds|payouts|transfers|charges)\b/ },
    ),
    line("post", changes("record", "by an API call")),
    line("subscriptions cancel", deletes("record", "the subscription")),
    line("invoices void|void_invoice", deletes("record", "the claim on a customer:")),
    line(
      "subscriptions|invoices|payment_intents|payouts|refunds|accounts reject|void|void_invoice|mark_uncollectible|cancel|reverse",
      revokes("record", "takes back"),
    ),
    line("refunds|payouts|transfers create", {
      verb: "mutate",
      resource: "account",
      recovery: "none",
      says: "moves money by",
      named: [],
    }),
    line("* create|retrieve|list|update|capture|confirm|pay|finalize_invoice|send_invoice"),
  ],
};

export const PAYMENTS: readonly Tool[] = [STRIPE];
