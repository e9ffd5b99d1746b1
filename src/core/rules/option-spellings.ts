/** Maps short and long spellings of options by program: a rule on `git push --force` also matches `git push -f`. */

type Spellings = Readonly<Record<string, string>>;

const FILES: Spellings = { recursive: "rR", force: "f", interactive: "i", verbose: "v" };
const CONTAINERS: Spellings = { force: "f", all: "a", volumes: "v", detach: "d" };

/** Short letters of long options, only where the program's manual documents both as one option. */
const BY_PROGRAM: Readonly<Record<string, Spellings>> = {
  git: { force: "f", delete: "dD", all: "a", tags: "t", quiet: "q", "dry-run": "n", "set-upstream": "u" },
  rm: FILES,
  cp: FILES,
  mv: FILES,
  chmod: { recursive: "R" },
  chown: { recursive: "R" },
  docker: CONTAINERS,
  podman: CONTAINERS,
  npm: { force: "f", global: "g" },
  "apt-get": { yes: "y" },
  apt: { yes: "y" },
  dnf: { assumeyes: "y" },
  yum: { assumeyes: "y" },
};

/** Returns `options` of a call of `program`, followed by their other spellings. */
export function withSpellings(program: string, options: readonly string[]): readonly string[] {
  const known = Object.hasOwn(BY_PROGRAM, program) ? Object.entries(BY_PROGRAM[program] ?? {}) : [];
  if (known.length === 0 || options.length === 0) return options;
  const others = options.flatMap(option => {
    if (option.startsWith("--")) {
      const letters = known.find(([long]) => `--${long}` === option)?.[1] ?? "";
      return [...letters].map(letter => `-${letter}`);
    }
    if (!/^-[A-Za-z]{1,6}$/.test(option)) return [];
    return known.flatMap(([long, letters]) =>
      [...option.slice(1)].some(one => letters.includes(one)) ? [`--${long}`] : [],
    );
  });
  return [...options, ...others];
}
