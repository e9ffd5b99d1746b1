/** Recognises what tools regenerate by its name. Add a build tool by adding a word. */
import { anyOf, inOrder, wholly, words } from "../text/expressions.ts";

/** Names under which nobody keeps their own work. */
const ALWAYS = new Set(
  `node_modules bower_components jspm_packages .npm .yarn .pnpm-store .parcel-cache .turbo .next .nuxt .svelte-kit
   .angular .astro .vite .output .docusaurus .expo .eslintcache .stylelintcache .sass-cache .nyc_output storybook-static
   test-results TestResults playwright-report __pycache__ .pytest_cache .mypy_cache .ruff_cache .hypothesis .tox .nox .venv venv
   .eggs htmlcov .coverage .ipynb_checkpoints .cache .gradle .dart_tool DerivedData Pods .stack-work dist-newstyle
   elm-stuff .terraform .terragrunt-cache .zig-cache zig-cache zig-out CMakeFiles CMakeCache.txt .DS_Store Thumbs.db
   cdk.out .aws-sam .serverless .swc .vinxi .react-router .contentlayer .jekyll-cache .phpunit.cache .phpunit.result.cache
   .php-cs-fixer.cache coverage.xml lcov.info junit.xml nosetests.xml .bloop .metals .lake .elixir_ls .pytype .pyre .ccls-cache 
   .godot .vs ipch cmake_install.cmake CTestTestfile.cmake autom4te.cache .libs .deps config.status .scannerwork .kotlin
   .cxx .externalNativeBuild buck-out .cpcache .shadow-cljs .direnv .quarto .Rproj.user .umi .stryker-tmp .rpt2_cache
   .ropeproject .pixi allure-results allure-report .bsp obj_dir`.split(/\s+/),
);
const ALWAYS_LIKE = anyOf([
  /^\._/,
  inOrder([
    /\./,
    words`
      pyc pyo class o obj gcda gcno profraw profdata rmeta beam tsbuildinfo egg-info fls fdb_latexmk synctex\.gz sw[op]
      orig rej
    `,
    /$/,
  ]),
  /[^/]~$|^cmake-build-|^bazel-(bin|out|testlogs)$/,
  /^\.?venv(?:[-_.]?(?:py)?[\d.]+|[-_.](?:tests?|dev|ci|te?mp|docs|lint|build|linux|mac|win|new|old))$/,
  /^_minted-/,
]);
/** Output by its name and its parent's. `.vercel` itself also stores the linked project. */
const ALWAYS_IN = wholly([
  /\.vercel\/output/,
  /\.netlify\/(functions|edge-functions|functions-internal|build|blobs-serve)/,
  /\.(nx|vitepress)\/cache|\.wrangler\/tmp|cypress\/(videos|screenshots)/,
]);

/** Conventional names of build output, caches and temporary files, which people also use for their own folders. */
const BY_CUSTOM = new Set(
  "build .build builddir dist out target obj coverage _build _site _book cache caches tmp temp .tmp .temp".split(" "),
);
const BY_CUSTOM_LIKE = /\.(log|tmp)$|(?:^|[._-])test\.(?:sqlite3?|db)$|\.log[.*?\d[\]-]+(gz)?$|^(nohup|a)\.out$/;

/** Names that are output only beside a file of the tool that writes there; some with their parent folder. */
const BESIDE: ReadonlyMap<string, RegExp> = new Map([
  ["bin", /\.(cs|fs|vb)proj$|\.slnx?$/],
  ["obj", /\.(cs|fs|vb)proj$|\.slnx?$/],
  ["deps", /^(mix\.exs|rebar\.config)$/],
  ["_build", /^(mix\.exs|rebar\.config)$/],
  ["vendor", /^(composer\.json|go\.mod)$/],
  ["vendor/bundle", /^Gemfile$/],
  ["public/assets", /^Gemfile$/],
  ["public/packs", /^Gemfile$/],
  ["public/build", /^(composer\.json|vite\.config\.[cm]?[jt]s)$/],
  ["_site", /^(_config\.ya?ml|\.eleventy\.js|eleventy\.config\.[cm]?js)$/],
  ["public", /^hugo\.(toml|ya?ml|json)$|^\.hugo_build\.lock$|^gatsby-config\.[cm]?[jt]s$/],
  ["resources/_gen", /^hugo\.(toml|ya?ml|json)$/],
  ["Library", /^ProjectSettings$/],
  ["Temp", /^ProjectSettings$/],
  ["Logs", /^ProjectSettings$/],
  ["Intermediate", /\.uproject$/],
  ["DerivedDataCache", /\.uproject$/],
  ["charts", /^Chart\.ya?ml$/],
  ["pkg", /^Cargo\.toml$/],
  ["bootstrap/cache", /^artisan$/],
  ["storage/framework", /^artisan$/],
  [".import", /^project\.godot$/],
  ["site", /^mkdocs\.ya?ml$/],
]);

/** Names that are output if git ignores them, and otherwise may be people's own folders. */
export const IGNORED_OUTPUT = wholly(words`
  bin lib es esm cjs umd dts types release generated __generated__ gen www html out-tsc staticfiles Debug Release x64
  ARM64 logs? screenshots videos reports?
`);

/** A file beside the output from which it can be built again. */
const MANIFEST = wholly([
  ...words`
    package\.json deno\.jsonc? Cargo\.toml go\.mod pyproject\.toml setup\.(py|cfg) pom\.xml build\.gradle(\.kts)?
    build\.sbt CMakeLists\.txt [Mm]akefile meson\.build mix\.exs Gemfile composer\.json Package\.swift pubspec\.yaml
    Podfile build\.zig dune-project stack\.yaml rebar\.config shard\.yml dub\.(json|sdl) MODULE\.bazel WORKSPACE
    SConstruct configure(\.ac)? Rakefile foundry\.toml platformio\.ini xmake\.lua premake5\.lua project\.godot
  `,
  /.+\.(csproj|vcxproj|xcodeproj|uproject|nimble|fsproj|sln|cabal|gemspec)/,
]);

export type Regenerable = "always" | "by-custom";

/** Classifies the last part of a path; the last part of a pattern works as well (`*.pyc`). */
export function regenerableName(name: string): Regenerable | undefined {
  if (ALWAYS.has(name) || ALWAYS_LIKE.test(name)) return "always";
  return BY_CUSTOM.has(name) || BY_CUSTOM_LIKE.test(name) ? "by-custom" : undefined;
}

/** Classifies the segment at `i`, also by its parent. */
export function regenerablePart(parts: readonly string[], i: number): Regenerable | undefined {
  const name = parts[i] ?? "";
  const around = parts[i - 1];
  return around !== undefined && ALWAYS_IN.test(`${around}/${name}`) ? "always" : regenerableName(name);
}

/** Returns the file that the output's tool has in a parent folder: how many levels up, and its name. */
export function manifestOf(parts: readonly string[], i: number): { up: number; manifest: RegExp } | undefined {
  const name = parts[i] ?? "";
  const own = BESIDE.get(name);
  if (own) return { up: 0, manifest: own };
  const inside = i > 0 ? BESIDE.get(`${parts[i - 1]}/${name}`) : undefined;
  return inside && { up: 1, manifest: inside };
}

/** Returns whether only a build uses such a conventional name, with its tool's file beside it. */
export function isBuilt(name: string): boolean {
  return BY_CUSTOM.has(name) && !/^\.?(?:te?mp|caches?)$/.test(name);
}

/** Returns whether a run leaves such files: `*.log`, `test.sqlite3`. */
export function isLeftByRuns(name: string): boolean {
  return BY_CUSTOM_LIKE.test(name);
}

export function isManifest(name: string): boolean {
  return MANIFEST.test(name);
}
