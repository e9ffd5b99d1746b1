/** An editor's settings, as far as the language server goes by them. */
import * as z from "zod";

/** Whatever cannot be read is as it is without any. */
export const settingsSchema = z
  .object({
    agentguard: z
      .object({ hints: z.enum(["agent-changed", "always", "off"]).catch("agent-changed") })
      .catch({ hints: "agent-changed" }),
  })
  .catch({ agentguard: { hints: "agent-changed" } });
