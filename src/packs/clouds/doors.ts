/** Rules that let everybody in: a firewall opened to every address, a role given to whoever asks. */

import { weakens } from "../../core/effects/doings.ts";
import type { Reading } from "../../core/effects/pack.ts";
import { type Call, effectOfDoing, type Table } from "../../core/effects/subcommands.ts";
import { textOf } from "../../core/effects/words.ts";

const EVERY_ADDRESS = /^(?:.*=)?(?:.*,)?(?:0\.0\.0\.0(?:\/0)?|::\/0|\*|Internet|Any)(?:,.*)?$/i;
const EVERYBODY = /^(?:.*=)?(?:allUsers|allAuthenticatedUsers)(?::.*)?$/;
const RULES = /firewall|nsg|security-?group/i;
const ADDS = /^(?:create|update|add|add-rules|insert|add-rule)$/;

/** The call when it opens something to everybody; undefined for any other. */
export function opensDoor(call: Call, table: Pick<Table, "account">): Reading | undefined {
  const named = call.words.slice(0, 5).map(textOf);
  const given = call.command.argv.slice(1).map(textOf);
  const rule = named.some(word => RULES.test(word)) && named.some(word => ADDS.test(word));
  // A rule that turns everybody away names them too.
  const opens =
    rule && given.some(text => EVERY_ADDRESS.test(text)) && !given.some(text => /^(?:.*=)?deny$/i.test(text));
  const gives = given.some(text => EVERYBODY.test(text)) && !named.some(word => /^(?:remove|get|-d)/.test(word));
  if (!opens && !gives) return undefined;
  const doing = weakens("network", opens ? "opens a firewall to every address" : "gives everybody access", {
    reach: "all",
    named: [],
  });
  return { effects: [effectOfDoing(doing, [], call, { id: "clouds", ...table })] };
}
