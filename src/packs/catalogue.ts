/** Makes a pack of each file under knowledge/. Its rules are parsed when one of its programs is first met. */
import PROGRAMS from "agentguard:knowledge";
import type { ProgramPack } from "../core/effects/pack.ts";
import { tablePack } from "../core/kit/subcommands.ts";
import type { KnowledgeFile } from "../core/knowledge/schema.ts";
import { tableOf } from "../core/knowledge/table.ts";

export const catalogue: readonly ProgramPack[] = Object.entries(PROGRAMS).map(([id, { programs, file }]) => {
  let pack: ProgramPack | undefined;
  const made = () => {
    pack ??= tablePack({ ...tableOf(id, JSON.parse(file) as KnowledgeFile), examples: [] });
    return pack;
  };
  return {
    kind: "program",
    id,
    programs,
    read: (command, facts) => made().read(command, facts),
    get rules() {
      return made().rules ?? [];
    },
    examples: [],
  };
});
