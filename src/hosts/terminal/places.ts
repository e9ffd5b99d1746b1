/** Tells where the scripts of guarded shells are. The paths never change, as running shells use them. */
import { join } from "node:path";
import type { Places } from "../../platform/places.ts";

/** A file beside the scripts that names the programs that may have a stand-in, one a line. */
export const MARKED_FILE = "marked.txt";

/** Returns what guarded shells load, and the stand-in script. */
export function terminalFiles(own: Pick<Places, "data">): readonly string[] {
  const { folder, bash, bashStart, zsh, fish, powershell, shim } = terminalPlaces(own);
  return [bash, bashStart, join(folder, "guard.zsh"), join(zsh, ".zshenv"), fish, powershell, shim];
}

export interface TerminalPlaces {
  readonly folder: string;
  readonly bash: string;
  /** Start-up file of a guarded bash. */
  readonly bashStart: string;
  /** Stands in for ZDOTDIR. */
  readonly zsh: string;
  /** For XDG_DATA_DIRS. */
  readonly fishData: string;
  readonly fish: string;
  readonly powershell: string;
  /** What stands in a program's place. */
  readonly shim: string;
  /** Links to it by the names of the programs, for PATH. */
  readonly shims: string;
  /** All that have to be there. */
  readonly folders: readonly string[];
}

export function terminalPlaces({ data }: Pick<Places, "data">): TerminalPlaces {
  const folder = join(data, "terminal");
  const fishData = join(folder, "fish-data");
  const vendor = join(fishData, "fish", "vendor_conf.d");
  const zsh = join(folder, "zsh");
  const shims = join(folder, "shims");
  return {
    folder,
    bash: join(folder, "guard.bash"),
    bashStart: join(folder, "rc.bash"),
    zsh,
    fishData,
    fish: join(vendor, "agentguard.fish"),
    powershell: join(folder, "guard.ps1"),
    shim: join(folder, "shim"),
    shims,
    folders: [folder, zsh, vendor, shims],
  };
}
