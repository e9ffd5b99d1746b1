/** Where packages and their code come from: other registries than the usual ones, and packages by their address. */
import { keepingNames } from "../../latest.ts";
import { weakens } from "../doings.ts";
import type { Effect } from "../effect.ts";
import type { Invocation } from "../pack.ts";
import type { Doing } from "../subcommands.ts";
import { type Line, on } from "./lines.ts";

const SOURCE = weakens("package", "takes packages from another source, whose code runs here");
const FETCHED: Doing = {
  verb: "execute-unknown",
  resource: "package",
  reach: "unknown",
  says: "installs what stands at an address, and runs its code",
};

/** Where packages usually come from, and registries of one's own: forges, clouds, mirrors. */
const KNOWN_SOURCE =
  /https?:\/\/(?:[^/@\s]*@)?(?:localhost|127\.0\.0\.1|\[::1\]|host\.docker\.internal|[\w-]+(?::\d+)?(?=[/\s]|$)|(?:[\w-]+\.)*(?:npmjs\.(?:org|com)|yarnpkg\.com|npmmirror\.com|taobao\.org|pypi\.org|pythonhosted\.org|pytorch\.org|pyg\.org|nvidia\.com|rubygems\.org|golang\.org|goproxy\.(?:cn|io)|github\.com|github\.io|githubusercontent\.com|gitlab\.com|pkg\.dev|azure\.com|visualstudio\.com|amazonaws\.com|jfrog\.io|googleapis\.com|huggingface\.co|anaconda\.org|conda\.io|edu\.cn|aliyun\.com|aliyuncs\.com|tencent\.com|tencentyun\.com|huaweicloud\.com|douban\.com|cloudsmith\.io|fury\.io|jsr\.io|bioconductor\.org|r-project\.org|onnxruntime\.ai|openmmlab\.com|mxnet\.io|tensorflow\.org|piwheels\.org|wheels\.vllm\.ai|vllm\.ai|flashinfer\.ai|ultralytics\.com))(?::\d+)?(?:[/\s"']|$)/;

/** Every address among the words is one of the usual sources. */
export function onlyKnownSources(words: string): boolean {
  const addresses = words.match(/https?:\/\/[^\s"',]+/gi) ?? [];
  return addresses.length > 0 && addresses.every(address => KNOWN_SOURCE.test(address));
}

const URL = "[\"']?(?:git\\+)?https?://";
const behind = (before: string) => new RegExp(`(?:${before})${URL}`, "i");

export const SOURCES: readonly Line[] = [
  on("npm|pnpm|yarn|bun", /^(?:config )?(?:set )?.*\bregistry[ =]["']?https?:\/\//i, SOURCE, onlyKnownSources),
  on(
    "pip|pip3|pipx|uv|uvx|poetry|pdm",
    /(?:index-url|(?:^| )-i|extra-index-url|find-links|(?:^| )-f|--(?:default-)?index|index-strategy)[ =]https?:\/\//,
    SOURCE,
    onlyKnownSources,
  ),
  on(
    "pip|pip3",
    /\bconfig set \S*(?:index-url|trusted-host|find-links) (?!https?:\/\/)\S+/,
    SOURCE,
    /pypi\.org|pythonhosted\.org|localhost/,
  ),
  on("poetry", /^source add\b.*https?:\/\//, SOURCE, onlyKnownSources),
  on("python|python3", /-m pip .*(?:index-url|(?:^| )-i|extra-index-url)[ =]https?:\/\//, SOURCE, onlyKnownSources),
  on(
    "pipx|uvx|uv",
    behind("(?:--spec|--from|--with)[ =]"),
    FETCHED,
    words => !/\bgit\+https?:/.test(words) && onlyKnownSources(words),
  ),
  on("npx|npm|pnpm|yarn|bunx", behind("(?:--package|-p)[ =]|@npm:"), FETCHED, onlyKnownSources),
  on("cargo", behind("--(?:index|registry)[ =]"), SOURCE, onlyKnownSources),
  on("helm", behind("^plugin install "), FETCHED, onlyKnownSources),
  on(
    "kubectl|oc",
    behind("\\b(?:apply|create|replace) .*(?:-f|--filename)[ =]?"),
    FETCHED,
    words =>
      onlyKnownSources(words) ||
      /k8s\.io|kubernetes\.io|istio\.io|projectcalico\.org|getambassador\.io|operatorhub\.io|nvidia\.com/.test(words),
  ),
  on("kubectl", behind("--manifest-url[ =]"), FETCHED, onlyKnownSources),
  on("terraform|tofu", /-from-module[= ]\S*https?:\/\//, FETCHED, onlyKnownSources),
  on("puppet", behind("--module_repository[ =]"), SOURCE, /forge\w*\.puppet/),
  on("pulumi", behind("--server[ =]"), SOURCE, onlyKnownSources),
  on(
    "docker|podman|nerdctl|buildah",
    behind("^(?:build|buildx build|bud|import) (?:\\S+ )*?"),
    FETCHED,
    words => !/^(?:build|buildx|bud|import)\b.* ["']?https?:\/\/\S+["']?$/.test(words) || onlyKnownSources(words),
  ),
  on("easy_install", behind("(?:^| )"), FETCHED),
  on("gem|bundle", behind("(?:--source|-s|--add|-a)[ =]"), SOURCE, onlyKnownSources),
  on("bundle", behind("^config .*(?:mirror|source)\\S* "), SOURCE, words =>
    onlyKnownSources(words.replace(/mirror\S*/, "")),
  ),
  on(
    "go",
    /^env -w .*\b(?:GOPROXY=(?!off|direct|https:\/\/(?:proxy\.golang\.org|goproxy\.(?:cn|io)))|GONOSUM\w+=|GOSUMDB=off|GOINSECURE=|GOFLAGS=\S*toolexec)/,
    SOURCE,
  ),
  on("composer", behind("^config .*\\brepo\\S* .*"), SOURCE, onlyKnownSources),
  on("composer", /^config .*\b(?:secure-http false|disable-tls true)/, SOURCE),
  on("nuget", behind("^sources? add\\b.*-?source[ =]"), SOURCE, onlyKnownSources),
  on(
    "dotnet",
    behind("^nuget add source .*|^.*--source[ =]"),
    SOURCE,
    words => onlyKnownSources(words) || /api\.nuget\.org/.test(words),
  ),
  on("conda|mamba|micromamba", behind("(?:-c|--channel)[ =]|\\bchannels "), SOURCE, onlyKnownSources),
  on(
    "luarocks",
    behind("--(?:server|only-server)[ =]"),
    SOURCE,
    words => onlyKnownSources(words) || /luarocks\.org/.test(words),
  ),
  on("cpanm|cpan", behind("(?:^| )"), FETCHED, words => /cpan\.org|metacpan/.test(words)),
  on("brew", behind("^tap \\S+ "), SOURCE, onlyKnownSources),
  on("ansible-galaxy", behind("\\binstall .*"), FETCHED, onlyKnownSources),
  on("deno", behind("^install .*"), FETCHED, words => /deno\.land|jsr\.io|esm\.sh/.test(words)),
  on("helm", behind("^(?:install|upgrade) .*"), FETCHED, onlyKnownSources),
  on("apt|apt-get|aptitude", /--allow-unauthenticated|--force-yes|AllowInsecureRepositories=true|trusted=yes/, SOURCE),
  on("apk", /--allow-untrusted/, SOURCE),
  on("yum|dnf|zypper", /--nogpgcheck|--no-gpg-checks?|--allow-unsigned-rpm/, SOURCE, /\.rpm\b(?!.*https?:)/),
  on(
    "add-apt-repository|apt-add-repository",
    /\bdeb \[?.*http:\/\//,
    SOURCE,
    words => onlyKnownSources(words) || /ubuntu\.com|debian\.org/.test(words),
  ),
  on("echo|printf|tee", /\bdeb \[[^\]]*trusted=yes/, SOURCE),
  on(
    "git",
    /\bconfig\b.* url\.\S+\.(?:insteadOf|pushInsteadOf) /i,
    SOURCE,
    /url\.["']?(?:(?:https?|ssh|git):\/\/)?(?:[^@/\s]*@)?(?:github|gitlab|bitbucket|ssh\.dev\.azure|codeberg)\.\w+/i,
  ),
  on(
    "register-psrepository|set-psrepository|register-packagesource",
    /\S/,
    SOURCE,
    words => onlyKnownSources(words) || /powershellgallery\.com|nuget\.org/i.test(words) || !/:\/\/|\\\\/.test(words),
  ),
  on(
    "choco|scoop|winget",
    behind("(?:-s|--source|source add|bucket add|--url|-m|--manifest)\\b.*"),
    SOURCE,
    words => onlyKnownSources(words) || /chocolatey\.org|microsoft\.com/.test(words),
  ),
];

/** Variables that do the same as a registry's option, by the programs that take them. */
const BY_VARIABLE: readonly (readonly [programs: RegExp, variables: RegExp])[] = [
  [
    /^(?:pip3?|pipx|uvx?|poetry|pdm|python3?)$/,
    /^(?:PIP_(?:EXTRA_)?INDEX_URL|PIP_FIND_LINKS|UV_(?:EXTRA_)?INDEX_URL|UV_DEFAULT_INDEX|UV_INDEX)$/,
  ],
  [
    /^(?:npm|npx|pnpm|yarn|bunx?)$/,
    /^(?:npm_config_registry|NPM_CONFIG_REGISTRY|YARN_NPM_REGISTRY_SERVER|YARN_REGISTRY|BUN_CONFIG_REGISTRY)$/,
  ],
  [/^go$/, /^GOPROXY$/],
  [/^(?:gem|bundle)$/, /^(?:RUBYGEMS_HOST|BUNDLE_MIRROR\w*)$/],
  [/^cargo$/, /^CARGO_REGISTRIES_\w*INDEX$/],
];

const variablesOf = keepingNames(program => BY_VARIABLE.find(([programs]) => programs.test(program))?.[1] ?? null);

/** Packages taken from another source by a variable that this act sets. */
export function effectsOfSource(command: Invocation): Effect[] {
  const { program, scope, span } = command;
  const names = variablesOf(program);
  if (names === null || scope.variables.size === 0) return [];
  for (const [name, value] of scope.variables) {
    if (!names.test(name) || !/^https?:\/\//.test(value ?? "") || onlyKnownSources(value ?? "")) continue;
    return [
      {
        verb: SOURCE.verb,
        resource: SOURCE.resource,
        target: `${name}=${value}`,
        reach: "one",
        recovery: "effort",
        certainty: "certain",
        source: "sources",
        says: SOURCE.says,
        ...(span && { span }),
      },
    ];
  }
  return [];
}
