/** Defines `GET /v1/status`: the handshake, and what `agentguard status` shows. */
import type { CountedAct } from "../core/approval/halt-evidence.ts";

export interface ServiceStatus {
  readonly protocol: number;
  readonly version: string;
  readonly pid: number;
  /** Seconds. */
  readonly uptime: number;
  readonly halted: boolean;
  readonly haltedBecause?: string;
  /** The acts that the guard counted before it stopped the agents by itself, the oldest first. */
  readonly haltedActs?: readonly CountedAct[];
  readonly pending: number;
  /** The connected clients, as they named themselves: `vscode`, `cursor` … */
  readonly editors: readonly string[];
}

/** A header with the pid of the process that the agent started. Its environment is the agent's. */
export const PID_HEADER = "x-agentguard-pid";

/** A header that asks for an empty line once a second before the answer, as a sign that the service is alive. */
export const ALIVE_HEADER = "x-agentguard-alive";

/**
 * A header with a nonce of the caller. The service proves with it that it, and no other program at its socket, answers
 * this very call. An answer to a hook begins with a line that proves the rest; others carry a header.
 */
export const NONCE_HEADER = "x-agentguard-nonce";
export const PROOF_HEADER = "x-agentguard-proof";

/** A header that names what a caller must open before the service does for it what only a person may do. */
export const CHALLENGE_HEADER = "x-agentguard-challenge";

/** The most bytes of a hook payload that are read. */
export const MAX_PAYLOAD = 8 * 1024 * 1024;

/** The `Upgrade:` token that turns `GET /v1/editor` into a JSON-RPC stream. */
export const EDITOR_UPGRADE = "agentguard-editor";
