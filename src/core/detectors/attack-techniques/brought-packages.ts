/** Finds downloaded packages that the same text installs: their scripts run with all rights. */
import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import { pathOf } from "../../files/targets.ts";
import { words } from "../../text/expressions.ts";

const INSTALLERS = new Set(words`
  dpkg apt apt-get gdebi rpm dnf yum zypper apk pacman pkg pkgadd installer msiexec snap flatpak hdiutil
  add-appxpackage winget pip pip3 pipx gem
`);
const PACKAGE = /\.(?:deb|rpm|apk|pkg|mpkg|msi|msix|appx|snap|flatpak|flatpakref|dmg|whl|gem|txz|zst)$/i;

/** Returns whether a program installs packages. */
export const installs = (program: string) => INSTALLERS.has(program);

export function effectsOfBroughtPackage({ argv, scope, span }: Invocation): Effect[] {
  const { earlier } = scope;
  if (!earlier || earlier.written.size === 0) return [];
  const brought = argv.slice(1).find(word => {
    if (!PACKAGE.test(word.value ?? "")) return false;
    const path = pathOf(word, scope);
    return path !== undefined && earlier.written.get(path) === null;
  });
  if (!brought) return [];
  return [
    {
      verb: "execute-unknown",
      resource: "package",
      target: brought.text,
      reach: "unknown",
      recovery: "none",
      certainty: "likely",
      source: "sources",
      says: `installs ${brought.text}, which has just been fetched, and runs its code`,
      ...(span && { span }),
    },
  ];
}
