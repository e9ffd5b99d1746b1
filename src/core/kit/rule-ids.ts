/** Derives public ids of a table's lines from their calls: `docker/volume-rm`, `docker/system-prune-volumes`. */
import type { PackRule } from "../effects/pack.ts";

/** The parts of a table's line that its id is derived from. */
interface Nameable {
  readonly id?: string;
  readonly call: string;
  readonly source?: string;
  readonly with?: readonly string[];
  readonly does?: Saying | readonly Saying[];
}

interface Saying {
  readonly says: string;
}

/** Adds an id to each line that has an effect; lines with the same id are numbered from the second on. */
export function withIds<Line extends Nameable>(program: string, lines: readonly Line[]): readonly Line[] {
  const used = new Map<string, number>();
  return lines.map(line => {
    if (line.id !== undefined || line.does === undefined) return line;
    const id = `${program.toLowerCase()}/${nameOf(line)}`;
    const times = (used.get(id) ?? 0) + 1;
    used.set(id, times);
    return { ...line, id: times === 1 ? id : `${id}-${times}` };
  });
}

/** The lines that do something, as `agentguard rules` lists them. */
export function rulesOf(
  { programs, source }: { readonly programs: readonly string[]; readonly source?: string },
  lines: readonly Nameable[],
): PackRule[] {
  return lines.flatMap(({ id, call, with: options, does, source: own = source }) =>
    id === undefined || does === undefined
      ? []
      : [
          {
            id,
            programs,
            call,
            ...(options && { with: options }),
            says: [does].flat().map(({ says }: Saying) => says),
            ...(own !== undefined && { source: own }),
          },
        ],
  );
}

/** The first spelling of each sub-command, and the longest name of the option without which the line does not count. */
function nameOf({ call, with: options = [] }: Nameable): string {
  const words = call.split(" ").flatMap(word => (word === "" || word === "*" ? [] : (word.split("|")[0] ?? word)));
  const option = [...options].sort((a, b) => b.length - a.length)[0];
  const parts = [...(words.length > 0 ? words : ["call"]), ...(option === undefined ? [] : [option])];
  return parts
    .join("-")
    .toLowerCase()
    .replace(/[^a-z0-9._/-]+/g, "-")
    .replace(/^[^a-z0-9]+|-+$/g, "");
}
