/** Platforms: where apps, sites and their data run, by the command lines of those who run them. */
import { tablesPack } from "../../core/effects/subcommands.ts";
import { APPS } from "./apps.ts";
import { DATA } from "./data.ts";
import { EXAMPLES } from "./examples.ts";
import { WEB } from "./web.ts";

export const platforms = tablesPack("platforms", [...APPS, ...WEB, ...DATA], EXAMPLES);
