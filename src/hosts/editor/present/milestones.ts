/** The steps of the walkthrough, in its order: each is a context key by which `package.json` ticks one. */
export const MILESTONES = [
  "agentguard.guarded",
  "agentguard.policyChosen",
  "agentguard.replayed",
  "agentguard.stopUsed",
] as const;
export type Milestone = (typeof MILESTONES)[number];
