import type { ProgramPack } from "../../core/effects/pack.ts";
import { clientPlace } from "../../core/languages/sql/client-place.ts";
import { store } from "./store.ts";
export const memcached: ProgramPack = store(
  "memcached",
  ["memcflush", "memcrm", "memccat", "memcstat", "mcrouter"],
  "man 1 memcflush",
  ["servers", "s"],
  { host: ["servers", "s"] },
  [],
  [
    { run: "memcflush --servers=localhost:11211", expect: "ask" },
    { run: "memcstat --servers=localhost:11211", expect: "allow" },
  ],
  call =>
    call.command.program === "memcflush"
      ? {
          effects: [
            {
              verb: "truncate",
              resource: "database",
              target: "the cache",
              reach: "all",
              recovery: "effort",
              certainty: "certain",
              source: "memcached",
              says: "empties the cache",
              at: clientPlace(call.args, call.command.scope, call.facts, { host: ["servers", "s"] }),
            },
          ],
        }
      : undefined,
);
