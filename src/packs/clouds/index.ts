/** Reads clouds other than AWS: what their command lines delete, open, stop or disclose. */
import { tablesPack } from "../../core/kit/subcommands.ts";
import { azcopy } from "./azcopy.ts";
import { az } from "./azure.ts";
import { EXAMPLES } from "./examples.ts";
import { gcloud } from "./google.ts";
import { PRIVATE_CLOUDS } from "./private-clouds.ts";

export const clouds = tablesPack("clouds", [gcloud, az, azcopy, ...PRIVATE_CLOUDS], EXAMPLES);
