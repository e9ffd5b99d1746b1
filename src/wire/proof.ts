/**
 * `POST /v1/proof`: whoever is about to prove that a hook holds asks the service for texts to propose. An act is a proof
 * only when its whole text is one of these, so a mark that somebody makes up is worth nothing.
 */

/** `hook`: our hook is started as the agent would start it. `agent`: the agent itself is driven, which takes longer. */
export const PROOF_KINDS = ["hook", "agent"] as const;
export type ProofKind = (typeof PROOF_KINDS)[number];

/** Shell commands that are each good for one act. Nobody ever runs them. */
export interface ProofTexts {
  /** Does nothing: it has to pass. */
  readonly harmless: string;
  /** Would empty `file`: no policy and no person can allow it. */
  readonly forbidden: string;
  /** Absolute path of a file of AgentGuard's own. */
  readonly file: string;
}
