/** Reads an editor's settings for the language server. */
import * as z from "zod";

/** Invalid settings fall back to the defaults. */
export const settingsSchema = z
  .object({
    agentguard: z
      .object({ hints: z.enum(["agent-changed", "always", "off"]).catch("agent-changed") })
      .catch({ hints: "agent-changed" }),
  })
  .catch({ agentguard: { hints: "agent-changed" } });
