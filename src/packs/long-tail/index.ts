/** Tools that few people have and that hold much: wallets, devices, mail stores, registries, servers' own consoles. */
import { tablesPack } from "../../core/effects/subcommands.ts";
import { CLUSTERS } from "./clusters.ts";
import { DATA_EXAMPLES, DATA_TOOLS } from "./data-tools.ts";
import { DEVICES } from "./devices.ts";
import { EXAMPLES } from "./examples.ts";
import { HOSTS } from "./hosts.ts";
import { JOB_EXAMPLES, JOBS } from "./jobs.ts";
import { OLD_SERVER_EXAMPLES, OLD_SERVERS } from "./old-servers.ts";
import { PLATFORM_EXAMPLES, PLATFORM_TOOLS } from "./platform-tools.ts";
import { POWER_EXAMPLES, POWER_TOOLS } from "./power.ts";
import { ROUTER_EXAMPLES, ROUTERS } from "./routers.ts";
import { SERVICES } from "./services.ts";
import { SITES } from "./sites.ts";
import { STORES } from "./stores.ts";
import { TRUST, TRUST_EXAMPLES } from "./trust.ts";
import { WALLETS } from "./wallets.ts";

export const longTail = tablesPack(
  "long-tail",
  [
    ...WALLETS,
    ...CLUSTERS,
    ...DATA_TOOLS,
    ...DEVICES,
    ...HOSTS,
    ...JOBS,
    ...OLD_SERVERS,
    ...PLATFORM_TOOLS,
    ...POWER_TOOLS,
    ...ROUTERS,
    ...SERVICES,
    ...SITES,
    ...STORES,
    ...TRUST,
  ],
  [
    ...EXAMPLES,
    ...JOB_EXAMPLES,
    ...ROUTER_EXAMPLES,
    ...DATA_EXAMPLES,
    ...TRUST_EXAMPLES,
    ...PLATFORM_EXAMPLES,
    ...OLD_SERVER_EXAMPLES,
    ...POWER_EXAMPLES,
  ],
);
