/** Clouds other than AWS: what their own command lines delete, open, stop or hand out. */
import { tablesPack } from "../../core/effects/subcommands.ts";
import { az, azcopy } from "./azure.ts";
import { EXAMPLES } from "./examples.ts";
import { gcloud, gsutil } from "./google.ts";
import { HOSTS } from "./hosts.ts";
import { OBJECT_STORES } from "./object-stores.ts";

export const clouds = tablesPack("clouds", [gcloud, gsutil, az, azcopy, ...HOSTS, ...OBJECT_STORES], EXAMPLES);
