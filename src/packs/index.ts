/** Every pack, in alphabetical order. Adding a tool is one file and one line here. */
import type { Pack } from "../core/effects/pack.ts";

export const PACKS: readonly Pack[] = [];
