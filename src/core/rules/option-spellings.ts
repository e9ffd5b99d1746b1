/** Short and long spellings of one option, by program: who forbids `git push --force` means `git push -f` as well. */

type Spellings = Readonly<Record<string, string>>;

const FILES: Spellings = { recursive: "rR", force: "f", interactive: "i", verbose: "v" };
const CONTAINERS: Spellings = { force: "f", all: "a", volumes: "v", detach: "d" };

/** Letters of a long option. Only what these programs' own manuals give as one option with two names. */
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

/** `options` of a call of `program`, and after them the other spellings of each. */
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
