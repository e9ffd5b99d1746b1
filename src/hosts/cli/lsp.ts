/** `agentguard lsp`: the language server of policy files, for editors that start one themselves. */
import type { Command } from "commander";
import { places } from "../../platform/places.ts";
import { policiesOf } from "../policies.ts";

export function addLsp(program: Command): void {
  program
    .command("lsp")
    .description("language server for .agentguard.json on standard input and output, for any editor")
    .option("--stdio", "what it does anyway; some editors always say so")
    .action(async () => {
      // Loaded here, so that only this command pays for the protocol's library.
      const [{ workspaceFacts }, { serveStdio }] = await Promise.all([
        import("../service/language/workspace-facts.ts"),
        import("../service/language/stdio.ts"),
      ]);
      const own = places();
      const policies = policiesOf(own);
      process.exitCode = await serveStdio(process.stdin, process.stdout, workspaceFacts(own, policies));
      policies.dispose();
      process.stdin.destroy();
    });
}
