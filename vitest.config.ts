import { defineConfig } from "vitest/config";
import { knowledgeInTests } from "./build/knowledge.mjs";

const setupFiles = ["test/support/agents.ts"];

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [knowledgeInTests],
        test: {
          name: "unit",
          setupFiles,
          include: ["test/**/*.test.ts"],
          exclude: ["test/editor/**", "test/agents/**", "test/artifact/**", "test/redteam/**"],
          // Properties are tried on hundreds of acts, and a machine may be busy.
          testTimeout: 60_000,
          // Loading the engine for each file again would take longer than most of the tests.
          isolate: false,
          maxWorkers: 2,
        },
      },
      /**
       * Built files: bytes in, bytes and exit code out. They wait most of the time, as the clients do.
       * Limits here and below are for what never ends: nothing is asserted of how long anything takes.
       */
      {
        plugins: [knowledgeInTests],
        test: {
          name: "artifact",
          setupFiles,
          include: ["test/artifact/**/*.test.ts", "test/redteam/**/*.test.ts"],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          retry: 1,
          // As above: the sources that they read payloads and places with are loaded once for each worker.
          isolate: false,
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
      /** Real agent clients against scripted models. */
      {
        plugins: [knowledgeInTests],
        test: {
          name: "agents",
          setupFiles,
          include: ["test/agents/**/*.test.ts"],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          retry: 1,
          // As above: the sources that they read payloads and places with are loaded once for each worker.
          isolate: false,
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
      /** A real VS Code in a real browser, one after the other: two of them save 90 s and hold each other up. */
      {
        plugins: [knowledgeInTests],
        test: {
          name: "editor",
          setupFiles,
          include: ["test/editor/**/*.test.ts"],
          testTimeout: 480_000,
          hookTimeout: 480_000,
          retry: 1,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
