/** Lists caches of package managers, build tools and the system, which can be fetched or built again. */
import type { Facts } from "../facts/facts.ts";
import { isBelow, isWithin, relativeTo } from "../text/paths.ts";

/** Paths relative to the home folder, each a cache with everything below it. */
const CACHES = new RegExp(
  `^(?:${[
    // The XDG base directory specification: what a program can do without; the folder of all programs stays out.
    String.raw`\.cache\/[^/]+`,
    String.raw`Library\/Caches\/[^/]+`,
    String.raw`Library\/(?:pnpm\/store|Developer\/(?:Xcode\/DerivedData|CoreSimulator\/Caches))`,
    String.raw`\.npm|\.yarn\/(?:berry\/)?cache|\.pnpm-store|\.local\/share\/pnpm\/store|\.bun\/install\/cache`,
    String.raw`\.node-gyp|\.electron|\.expo\/[\w-]*cache`,
    String.raw`\.m2\/(?:repository|wrapper)|\.gradle\/(?:caches|daemon|wrapper|native)`,
    String.raw`\.ivy2\/cache|\.sbt\/boot|\.coursier\/cache|\.konan\/cache`,
    String.raw`\.cargo\/(?:registry|git)|\.rustup\/(?:downloads|tmp)|go\/pkg\/mod`,
    String.raw`\.nuget\/(?:packages|v3-cache|http-cache|plugins-cache)|\.dotnet\/TelemetryStorageService`,
    String.raw`\.conda\/pkgs|(?:mini|ana|mamba)(?:conda|forge)3?\/pkgs`,
    String.raw`\.bundle\/cache|\.composer\/cache|\.hex\/packages|\.pub-cache\/hosted|\.cocoapods\/repos|\.opam\/download-cache`,
    String.raw`\.cabal\/packages|\.terraform\.d\/plugin-cache|\.android\/(?:build-)?cache|\.ccache|\.dartServer`,
    String.raw`AppData\/Local\/(?:npm-cache|pip\/cache|uv\/cache|go-build|pnpm\/store|Yarn\/Cache|NuGet\/(?:v3-)?cache|electron\/Cache)`,
    String.raw`AppData\/Roaming\/npm-cache`,
  ].join("|")})(?:/|$)`,
  "i",
);

/** What programs of the system can make or fetch again (FHS 3.0, 5.5), with the lists of packages; debconf keeps answers, rsnapshot backups. */
const OF_SYSTEM = /^\/var\/(?:cache\/(?!(?:debconf|rsnapshot)(?:\/|$))[^/]+|lib\/apt\/lists)(?:\/|$)/;

/**
 * Returns whether `path` (absolute) is, or is in, a cache of the system or of a tool in a home folder. A path in a
 * workspace root never is.
 */
export function isToolCache(path: string, { around }: Facts): boolean {
  if (around.roots.some(root => isWithin(path, root, around.platform))) return false;
  if (OF_SYSTEM.test(path)) return true;
  return [around.home, "/root"].some(
    home =>
      home !== undefined &&
      isBelow(path, home, around.platform) &&
      CACHES.test(relativeTo(path, home, around.platform)),
  );
}
