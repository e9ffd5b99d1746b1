/** Reads the administration tools of commercial databases, mail servers and other stand-alone servers. */
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
