/** What the service does about the place of its socket, by what is seen there. Pure. */

export interface Sight {
  /** `link`: another name that leads to our socket. `other`: anything else than our socket. */
  readonly path: "ours" | "link" | "other" | "nothing";
  /** Somebody accepts connections there. */
  readonly accepts: boolean;
  /** The process that whoever answers there says it is; undefined: no answer that can be read. */
  readonly says?: number | undefined;
  /** Whether that process is another one of this user's that runs. */
  readonly runs?: boolean;
  /** Other services of ours that listen at this path; undefined where nobody can tell. */
  readonly services: readonly number[] | undefined;
}

/**
 * `stay`: nothing is wrong. `take-back`: nobody uses the place. `put-out`: a stranger listens there. `retire`: another
 * service of ours does. `wait`: whoever it is may be a service of ours that is busy.
 */
export type Step = "stay" | "take-back" | "put-out" | "retire" | "wait";

/** Looks for which somebody who does not answer is waited for. */
export const PATIENCE = 8;

/** `waited`: how many looks have ended in `wait` before this one, without a pause. */
export function stepFor({ path, accepts, says, runs, services }: Sight, waited: number): Step {
  if (path === "ours") return "stay";
  if (path !== "other" || !accepts) return "take-back";
  if (services === undefined) {
    if (says === undefined) return waited < PATIENCE ? "wait" : "put-out";
    return runs ? "retire" : "put-out";
  }
  if (says !== undefined) return services.includes(says) ? "retire" : "put-out";
  if (services.length === 0) return "put-out";
  // One of ours that hangs is replaced, and nobody is stopped for it.
  return waited < PATIENCE ? "wait" : "take-back";
}
