/** A policy file to start from, with comments that say what may stand where. */
import type { ProfileName } from "./policy.ts";
import { PROFILE_NOTES } from "./vocabulary.ts";

export function starterFile(profile: ProfileName): string {
  return `{
  "$schema": "https://agentguard.dev/schema/v1.json",
  "version": 1,
  // ${profile}: ${PROFILE_NOTES[profile]}.
  "profile": "${profile}",

  // Hosts, contexts and profiles that are known: what nothing names counts as production.
  "environments": {
    "production": { "match": {} }
  },

  // Your own rules. The strictest answer wins, and every example is proved when the file is read.
  "rules": [
    {
      "id": "deployments",
      "when": { "command": "npm run deploy" },
      "then": "ask",
      "because": "Customers see it at once.",
      "examples": [{ "run": "npm run deploy -- --verbose", "expect": "ask" }]
    }
  ]
}
`;
}
