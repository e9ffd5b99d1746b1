/** Fetches the organization's policy regularly while the service runs. */
import type { OrganizationBundle } from "../../platform/organization-bundle.ts";
import type { Clock } from "./clock.ts";
import type { Log } from "./log.ts";

const EVERY = 60 * 60_000;

/** Fetches at once, then every hour. Returns a function that stops it. `renewed` is called for each new issue. */
export function keepRenewed(
  bundle: Pick<OrganizationBundle, "refresh">,
  clock: Clock,
  renewed: () => void,
  log: Log,
): () => void {
  let cancel: () => void = () => {};
  const round = () => {
    cancel = clock.after(EVERY, round);
    bundle.refresh().then(
      isNew => isNew && renewed(),
      (error: unknown) => log(`the organization's policy: ${error instanceof Error ? error.message : error}`),
    );
  };
  round();
  return () => cancel();
}
