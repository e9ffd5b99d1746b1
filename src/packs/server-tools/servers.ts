/** Reads tools of mail servers, job queues, load balancers and other stand-alone servers. */
import { deletes, line } from "../../core/kit/effect-templates.ts";
import type { Table } from "../../core/kit/table.ts";

export const SERVERS: readonly Omit<Table, "id" | "examples">[] = [
  {
    source: "man 1 cancel",
    programs: ["cancel", "lprm", "lpadmin", "cupsdisable", "cupsreject"],
    grammar: { values: ["P", "U", "h", "H", "u", "p", "x", "r"] },
    special: ({ command, args, words }) => {
      const every = args.some(arg => arg.kind === "option" && /^(?:a|all)$/.test(arg.name));
      const removes = args.some(arg => arg.kind === "option" && arg.name === "x");
      const unsorted = command.program === "lprm" && command.argv.some(({ value }) => value === "-");
      const stopsPrinting = command.program.startsWith("cups") && words.length > 0;
      const lost = command.program === "lpadmin" ? removes : every || unsorted || stopsPrinting;
      return lost ? undefined : { effects: [] };
    },
    lines: [line("", deletes("queue", "what others print, or the printer", { reach: "several", recovery: "effort" }))],
  },
];
