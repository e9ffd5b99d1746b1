/** What tools make again by themselves, by its name. Data: a new build tool is one word here. */

/** Nobody keeps work of their own under these names. */
const ALWAYS = new Set(
  `node_modules bower_components jspm_packages .npm .yarn .pnpm-store .parcel-cache .turbo .next .nuxt .svelte-kit
   .angular .astro .vite .output .docusaurus .expo .eslintcache .stylelintcache .sass-cache .nyc_output storybook-static
   test-results TestResults playwright-report __pycache__ .pytest_cache .mypy_cache .ruff_cache .hypothesis .tox .nox .venv venv
   .eggs htmlcov .coverage .ipynb_checkpoints .cache .gradle .dart_tool DerivedData Pods .stack-work dist-newstyle
   elm-stuff .terraform .terragrunt-cache .zig-cache zig-cache zig-out CMakeFiles CMakeCache.txt .DS_Store Thumbs.db`.split(
    /\s+/,
  ),
);
const ALWAYS_LIKE = /\.(pyc|pyo|class|o|obj|tsbuildinfo|egg-info)$|^cmake-build-/;

/** Build output, caches and scratch by custom, but also names that people give to folders of their own. */
const BY_CUSTOM = new Set("build dist out target obj coverage _build cache caches tmp temp .tmp .temp".split(" "));
const BY_CUSTOM_LIKE = /\.(log|tmp|swp|swo)$|^nohup\.out$/;

/** A file beside the output that something can build it again from. */
const MANIFEST =
  /^(package\.json|deno\.jsonc?|Cargo\.toml|go\.mod|pyproject\.toml|setup\.(py|cfg)|pom\.xml|build\.gradle(\.kts)?|build\.sbt|CMakeLists\.txt|[Mm]akefile|meson\.build|mix\.exs|Gemfile|composer\.json|Package\.swift|pubspec\.yaml|.+\.(csproj|fsproj|sln|cabal|gemspec))$/;

export type Regenerable = "always" | "by-custom";

/** What the last part of a path says; a glob's last part may be given as well (`*.pyc`). */
export function regenerableName(name: string): Regenerable | undefined {
  if (ALWAYS.has(name) || ALWAYS_LIKE.test(name)) return "always";
  return BY_CUSTOM.has(name) || BY_CUSTOM_LIKE.test(name) ? "by-custom" : undefined;
}

export function isManifest(name: string): boolean {
  return MANIFEST.test(name);
}
