/** The command lines of services beside the clouds: gateways, build services, flags, payments, monitoring and others. */
import { tablesPack } from "../../core/effects/subcommands.ts";
import { EXAMPLES } from "./examples.ts";
import { FLAG_SERVICES } from "./flags.ts";
import { GATEWAYS } from "./gateways.ts";
import { MONITORING } from "./monitoring.ts";
import { PAYMENTS } from "./payments.ts";
import { PIPELINES } from "./pipelines.ts";
import { PRODUCTS } from "./products.ts";
import { PROXIES } from "./proxies.ts";

export const saas = tablesPack(
  "saas",
  [...GATEWAYS, ...PROXIES, ...PIPELINES, ...MONITORING, ...FLAG_SERVICES, ...PAYMENTS, ...PRODUCTS],
  EXAMPLES,
);
