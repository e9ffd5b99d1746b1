/** `agentguard mcp`: lets an agent ask before it acts. */
import type { Command } from "commander";
import { places } from "../../platform/places.ts";
import { workspaceRootOf } from "../../platform/surroundings.ts";
import { weigher } from "../hook/weigh.ts";
import { policiesOf } from "../policies.ts";

export function addMcp(program: Command): void {
  program
    .command("mcp")
    .description("MCP server on standard input and output, with which an agent can ask what the guard would say")
    .action(async () => {
      // Loaded here, so that only this command pays for the protocol's library.
      const { serveMcp } = await import("../mcp/server.ts");
      const policies = policiesOf(places());
      const policyOf = (folder: string) => policies.policyFor(folder, [workspaceRootOf(folder)]).policy;
      serveMcp({ weigh: weigher(policies), policyOf }, process.cwd());
      process.stdin.on("end", () => policies.dispose());
    });
}
