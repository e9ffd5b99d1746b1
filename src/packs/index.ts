/** Every pack, in alphabetical order. Adding a tool is one file and one line here. */
import type { Pack } from "../core/effects/pack.ts";
import { curl } from "./curl/index.ts";
import { railway } from "./railway.ts";
import { rm } from "./rm.ts";

export const PACKS: readonly Pack[] = [
  curl,
  railway,
  rm,
];
