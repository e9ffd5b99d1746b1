import { join } from "node:path";
import { type ResponsesCall, startResponses } from "../../../src/hosts/models/responses.ts";
import { changeIn, type RealClient } from "./client.ts";

const patch = (text: string): ResponsesCall => ({
  tool: "apply_patch",
  input: {},
  freeform: `*** Begin Patch\n${text}\n*** End Patch`,
});

/** The model's address is only known at run time. */
const PROVIDER = `[model_providers.scripted]
name = "Scripted"
base_url = "http://127.0.0.1:9/v1"
env_key = "SCRIPTED_KEY"
wire_api = "responses"
`;

export const codexClient: RealClient = {
  id: "codex",
  version: "0.169.0",
  packages: ["@openai/codex@0.169.0"],
  program: "node_modules/.bin/codex",
  startModel: startResponses,
  setUp(sandbox, { command, args }) {
    const server = `[mcp_servers.demo]\ncommand = ${JSON.stringify(command)}\nargs = ${JSON.stringify(args)}\n`;
    // Codex offers `apply_patch` only with models that its own catalogue knows.
    const text = `model = "gpt-5.5"\nmodel_provider = "scripted"\n\n${PROVIDER}\n${server}\n[analytics]\nenabled = false\n`;
    sandbox.write(join(sandbox.home, ".codex/config.toml"), text);
  },
  launch: (_, model, folder) => ({
    command: join(folder, "node_modules/.bin/codex"),
    args: [
      "exec",
      "-c",
      `model_providers.scripted.base_url="${model.url}/v1"`,
      "--skip-git-repo-check",
      "--dangerously-bypass-approvals-and-sandbox",
      "go on",
    ],
    env: { SCRIPTED_KEY: "scripted-model" },
  }),
  calls: {
    shell: command => ({ tool: "exec_command", input: { cmd: command } }),
    write: (path, text) =>
      patch(
        `*** Add File: ${path}\n${text
          .replace(/\n$/, "")
          .split("\n")
          .map(line => `+${line}`)
          .join("\n")}`,
      ),
    edit: (path, from, to) => patch(`*** Update File: ${path}\n@@\n-${from}\n+${to}`),
    mcp: (tool, input): ResponsesCall => ({ namespace: "mcp__demo", tool, input }),
  },
  hookFiles: [".codex/hooks.json"],
  trustWorkspace: sandbox => {
    const file = join(sandbox.home, ".codex/config.toml");
    const project = `[projects.${JSON.stringify(sandbox.workspace)}]\ntrust_level = "trusted"\n`;
    sandbox.write(file, `${sandbox.read(file)}\n${project}`);
    return [];
  },
  shortenPatience: sandbox => {
    changeIn(sandbox, ".codex/hooks.json", '"timeout": 600', '"timeout": 2');
    // A changed entry would have to be trusted again.
    return ["--dangerously-bypass-hook-trust"];
  },
};
