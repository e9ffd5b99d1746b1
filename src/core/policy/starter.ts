/** Provides policy files to begin with. */
import type { ProfileName } from "./policy.ts";
import { PROFILE_NOTES } from "./vocabulary.ts";

/** The smallest valid policy file. */
export const EMPTY_POLICY = `{
  "$schema": "https://agentguard.dev/schema/v1.json",
  "version": 1
}
`;

/** Returns a policy file with comments that explain what to write where. */
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
