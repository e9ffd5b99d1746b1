/** Every pack, in alphabetical order. Adding a tool is one file and one line here. */
import type { Pack } from "../core/effects/pack.ts";
import { rm } from "./rm.ts";

export const PACKS: readonly Pack[] = [
  rm,
];
