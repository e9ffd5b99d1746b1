/** The steps of the walkthrough in order. Each is a context key by which `package.json` ticks a step. */
export const MILESTONES = [
  "agentguard.guarded",
  "agentguard.policyChosen",
  "agentguard.replayed",
  "agentguard.stopUsed",
] as const;
export type Milestone = (typeof MILESTONES)[number];
