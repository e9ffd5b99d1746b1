/** Reads the command lines of platforms for apps, sites and their data. */
import { tablesPack } from "../../core/kit/subcommands.ts";
import { APPS } from "./apps.ts";
import { DATABASES } from "./databases.ts";
import { EDGE } from "./edge.ts";
import { EXAMPLES } from "./examples.ts";
import { SERVERS } from "./servers.ts";
import { SUPABASE } from "./supabase.ts";

export const platforms = tablesPack("platforms", [...APPS, ...SERVERS, ...EDGE, SUPABASE, ...DATABASES], EXAMPLES);
