/** Decides what the service does about its socket's path, by what is found there. Pure. */

export interface Sight {
  /** `link`: another name that leads to our socket. `other`: anything but our socket. */
  readonly path: "ours" | "link" | "other" | "nothing";
  /** Whether somebody accepts connections there. */
  readonly accepts: boolean;
  /** The pid in the answer from there; undefined: no readable answer. */
  readonly says?: number | undefined;
  /** Whether that process is another running one of this user's. */
  readonly runs?: boolean;
  /** Other services of ours that listen at this path; undefined if unknown. */
  readonly services: readonly number[] | undefined;
}

/**
 * `stay`: nothing is wrong. `take-back`: nobody uses the path. `put-out`: a stranger listens there. `retire`: another
 * service of ours does. `wait`: it may be a busy service of ours.
 */
export type Step = "stay" | "take-back" | "put-out" | "retire" | "wait";

/** How many checks to wait for a listener that does not answer. */
export const PATIENCE = 8;

/** `waited`: how many checks in a row have ended in `wait` before this one. */
export function stepFor({ path, accepts, says, runs, services }: Sight, waited: number): Step {
  if (path === "ours") return "stay";
  if (path !== "other" || !accepts) return "take-back";
  if (services === undefined) {
    if (says === undefined) return waited < PATIENCE ? "wait" : "put-out";
    return runs ? "retire" : "put-out";
  }
  if (says !== undefined) return services.includes(says) ? "retire" : "put-out";
  if (services.length === 0) return "put-out";
  // A service of ours that hangs is replaced, without stopping agents.
  return waited < PATIENCE ? "wait" : "take-back";
}
