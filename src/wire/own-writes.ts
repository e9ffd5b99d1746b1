/** `POST /v1/own-writes`, for a person's process only: what AgentGuard itself is about to write or delete. */
export interface OwnWrite {
  /** Absolute path of a file. */
  readonly path: string;
  /** Bytes that it has afterwards; null: it is gone. Anything else at this path is a surprise as before. */
  readonly size: number | null;
}

/** Written at once, at most. */
export const MAX_OWN_WRITES = 500;
