/** `agentguard relay`: stands in for an MCP server, and judges what a client asks of it. */
import type { Command } from "commander";
import { addRelayServers } from "./relay-servers.ts";

export function addRelay(program: Command): void {
  const relay = program
    .command("relay")
    .description(
      "stand between an MCP client and a server: `relay [--server NAME] -- <command>` or `relay --url <address>`",
    )
    .argument("[words...]", "as above; --header 'Name: value' goes with --url, --client names the agent")
    .allowUnknownOption()
    .passThroughOptions()
    .helpOption(false)
    .action(async () => {
      const [{ readOptions }, { runRelay }, { endLike, failed }] = await Promise.all([
        import("../relay/options.ts"),
        import("../relay/run.ts"),
        import("../relay/end.ts"),
      ]);
      const argv = process.argv.slice(process.argv.indexOf("relay") + 1);
      try {
        await runRelay(readOptions(argv), __dirname).then(endLike, failed);
      } catch (error) {
        failed(error as Error);
      }
    });
  addRelayServers(relay);
}
