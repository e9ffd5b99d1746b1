/** Reads command lines of services besides clouds: gateways, builds, flags, payments, monitoring and others. */
import { tablesPack } from "../../core/kit/subcommands.ts";
import { EXAMPLES } from "./examples.ts";
import { PAYMENTS } from "./payments.ts";
import { PIPELINES } from "./pipelines.ts";
import { PROXIES } from "./proxies.ts";

export const saas = tablesPack("saas", [...PROXIES, ...PIPELINES, ...PAYMENTS], EXAMPLES);
