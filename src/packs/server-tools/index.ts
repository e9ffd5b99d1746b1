/** The administration tools of commercial databases, mail servers and other servers that stand alone. */
import { tablesPack } from "../../core/kit/subcommands.ts";
import { SERVERS } from "./servers.ts";

export const serverTools = tablesPack(
  "server-tools",
  [...SERVERS],
  [
    { run: "cancel -a", expect: "ask" },
    { run: "cancel office-12", expect: "allow" },
  ],
);
