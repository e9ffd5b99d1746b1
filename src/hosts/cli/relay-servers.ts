/** `agentguard relay wrap` and `unwrap`: puts the relay before clients' MCP servers, shown before it is written. */
import type { Command } from "commander";
import { AGENTS } from "../../agents/index.ts";
import { announcer } from "../../platform/announce.ts";
import { places } from "../../platform/places.ts";
import { applyRelayPlan, relayPlan } from "../agents/relayed.ts";
import { deployAnnounced } from "../hook/deploy.ts";
import { agentsNamed } from "./agents.ts";
import { confirm, show } from "./consent.ts";
import { folderAt } from "./files.ts";
import { onlyAPerson } from "./person.ts";
import { print } from "./terminal.ts";

interface Options {
  readonly client?: string[];
  readonly workspace?: string | true;
  readonly yes?: true;
}

export function addRelayServers(relay: Command): void {
  for (const [step, what] of [
    ["wrap", "start the MCP servers of clients on this machine through the relay; shows what would change first"],
    ["unwrap", "start them by themselves again, leaving everything else as it is"],
  ] as const)
    relay
      .command(step)
      .description(what)
      .option("--client <id...>", "only of these agents; default: every one whose servers are known")
      .option("--workspace [folder]", "in this workspace's files as well")
      .option("--yes", "do not ask")
      .action(async (options: Options) => {
        onlyAPerson(`relay ${step}`);
        await change(step, options);
      });
}

async function change(step: "wrap" | "unwrap", { client, workspace, yes }: Options): Promise<void> {
  const own = places();
  const root = workspace === undefined ? undefined : folderAt(workspace === true ? "." : workspace);
  const agents = (client ? agentsNamed(client, own) : AGENTS).filter(({ mcpServers }) => mcpServers);
  const plans = agents.map(agent => relayPlan(step, agent, own, root));
  const changes = show(plans.flatMap(({ changes }) => changes));
  if (changes > 0) await confirm("Write this?", yes === true, `relay ${step}`);
  if (step === "wrap" && changes > 0) await deployAnnounced(own, __dirname, process.execPath);
  for (const plan of plans) {
    await applyRelayPlan(plan, announcer(own));
    const { title } = plan.agent;
    for (const { file, servers } of plan.changes)
      print(
        `${title}: ${servers.join(", ")} in ${file} ${step === "wrap" ? "asks AgentGuard" : "starts by itself"} from the next start on.`,
      );
    for (const { name, because } of plan.left)
      print(`${title}: ${name} stays as it is: ${because}. The agent's hook is what holds its calls.`);
  }
}
