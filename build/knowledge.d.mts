import type { Plugin as EsbuildPlugin } from "esbuild";
import type { Plugin as VitePlugin } from "vite";

/** Gives esbuild the modules made of the files under knowledge/. */
export const knowledge: EsbuildPlugin;
/** Gives Vite, which runs the tests, the same modules. */
export const knowledgeInTests: VitePlugin;
