/**
 * Defines `POST /v1/proof`, which issues texts for proving that a hook works. An act is a proof only when its whole
 * text is one of these, so nobody can make up a mark that passes for a proof.
 */

/** `hook`: our hook is started as the agent would start it. `agent`: the agent itself is run, which takes longer. */
export const PROOF_KINDS = ["hook", "agent"] as const;
export type ProofKind = (typeof PROOF_KINDS)[number];

/** Shell commands that are each valid for one act. Nobody ever runs them. */
export interface ProofTexts {
  /** A command that does nothing. It must pass. */
  readonly harmless: string;
  /** A command that would empty `file`. No policy and no person can allow it. */
  readonly forbidden: string;
  /** The absolute path of one of AgentGuard's own files. */
  readonly file: string;
}
