/** Announces (`POST /v1/own-writes`, a person's process only) what AgentGuard is about to write or delete. */
export interface OwnWrite {
  /** Absolute path of a file. */
  readonly path: string;
  /** The size in bytes after the write; null when the file is deleted. Any other change counts as a surprise. */
  readonly size: number | null;
}

/** The most writes in one announcement. */
export const MAX_OWN_WRITES = 500;
