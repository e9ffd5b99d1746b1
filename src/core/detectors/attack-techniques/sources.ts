/** Where packages and their code come from: other registries than the usual ones, and packages by their address. */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import { weakens } from "../../kit/effect-templates.ts";
import type { EffectTemplate } from "../../kit/table.ts";
import { keepingNames } from "../../text/memoize.ts";
import { readCalls } from "./calls.ts";
import { calls, type Line } from "./lines.ts";

const SOURCE = weakens("package", "takes packages from another source, whose code runs here");
const FETCHED: EffectTemplate = {
  verb: "execute-unknown",
  resource: "package",
  reach: "unknown",
  says: "installs what stands at an address, and runs its code",
};

/** Where packages usually come from, and registries of one's own: forges, clouds, mirrors. Their sub-domains count. */
const USUAL = new Set(
  `npmjs.org npmjs.com yarnpkg.com npmmirror.com taobao.org pypi.org pythonhosted.org pytorch.org pyg.org nvidia.com
   rubygems.org golang.org goproxy.cn goproxy.io github.com github.io githubusercontent.com gitlab.com pkg.dev azure.com
   visualstudio.com amazonaws.com jfrog.io googleapis.com huggingface.co anaconda.org conda.io edu.cn aliyun.com
   aliyuncs.com tencent.com tencentyun.com huaweicloud.com douban.com cloudsmith.io fury.io jsr.io bioconductor.org
   r-project.org onnxruntime.ai openmmlab.com mxnet.io tensorflow.org piwheels.org vllm.ai flashinfer.ai ultralytics.com
   host.docker.internal`.split(/\s+/),
);

/** Every address among the words is one of the usual sources. */
export function onlyKnownSources(words: string): boolean {
  const addresses = words.match(ADDRESS) ?? [];
  return addresses.length > 0 && addresses.every(address => isUsual(hostOf(address), []));
}

const ADDRESS = /https?:\/\/[^\s"',]+/gi;

/** The host of an address, of `git@host:path`, or of a bare `host/path`. */
function hostOf(address: string): string {
  return /^(?:[a-z][a-z+]*:\/\/)?(?:[^@/\s]*@)?(\[[^\]]*\]|[^/:?#]*)/i.exec(address)?.[1]?.toLowerCase() ?? "";
}

/** One of the usual hosts, one of `more`, this machine, or a name without dots: a neighbour. */
function isUsual(host: string, more: readonly string[]): boolean {
  if (/^(?:[\w-]+|127\.0\.0\.1|\[::1\])$/.test(host)) return true;
  for (let rest = host; rest.includes("."); rest = rest.slice(rest.indexOf(".") + 1))
    if (USUAL.has(rest) || more.includes(rest)) return true;
  return false;
}

/** Such a call, where it names an address that is none of the usual ones, nor one of `more`; or a share of Windows. */
function away(programs: string, lines: string, does: EffectTemplate, more = ""): Line {
  const fits = readCalls(lines);
  const hosts = more.split(" ");
  return {
    programs,
    does,
    fits: words => fits(words) && words.list.some(word => isAway(word, hosts)),
  };
}

function isAway(word: string, more: readonly string[]): boolean {
  if (word.startsWith("\\\\")) return true;
  if (word.startsWith("mirror.")) return false;
  return (word.match(ADDRESS) ?? []).some(address => !isUsual(hostOf(address), more));
}

/** What an option or a word is that is an address. */
const URL = "http://*|https://*|git+http://*|git+https://*|sparse+https://*";
/** Calls of a package manager that put packages there or look at them; what signs in there hands over a secret. */
const ONLY_TALKS = "publish|unpublish|deprecate|dist-tag|dist-tags|view|info|show|search";
const FORGES = ["github.com", "gitlab.com", "bitbucket.org", "ssh.dev.azure.com", "codeberg.org"];

export const SOURCES: readonly Line[] = [
  away(
    "npm|pnpm|yarn|bun",
    `--registry|--config.registry=${URL} !@${ONLY_TALKS}
     ~--@*registry=http*|registry=http*|*:registry=http*
     config|set|c @registry|*:registry|npmRegistryServer @${URL}`,
    SOURCE,
  ),
  away(
    "pip|pip3|pipx|uv|uvx|poetry|pdm",
    `--index-url|-i|--extra-index-url|--find-links|-f|--index|--default-index=${URL}
     config set @*index-url|*find-links @${URL}`,
    SOURCE,
  ),
  calls(
    "pip|pip3",
    "config set @*index-url|*trusted-host|*find-links !@http://*|https://* !@*pypi.org*|*pythonhosted.org*|*localhost*",
    SOURCE,
  ),
  away("poetry", `source add @${URL}`, SOURCE),
  away("python|python3", `-m=pip --index-url|-i|--extra-index-url=${URL}`, SOURCE),
  calls("pipx|uvx|uv", "--spec|--from|--with=git+http*", FETCHED),
  away("pipx|uvx|uv", "--spec|--from|--with=http*", FETCHED),
  away("npx|npm|pnpm|yarn|bunx", `--package|-p=${URL}\n~*@npm:http*`, FETCHED),
  away("cargo", `--index|--registry=${URL}`, SOURCE),
  away("helm", `plugin install @${URL}\ninstall|upgrade @${URL}\ninstall|upgrade --repo=${URL}`, FETCHED),
  away(
    "kubectl|oc",
    `** apply|create|replace -f|--filename=${URL}\n--manifest-url=${URL}`,
    FETCHED,
    "k8s.io kubernetes.io istio.io projectcalico.org getambassador.io operatorhub.io",
  ),
  away("terraform|tofu", "-from-module=*http*", FETCHED),
  away("puppet", `--module_repository=${URL}`, SOURCE, "puppet.com puppetlabs.com"),
  away("pulumi", `--server=${URL}`, SOURCE),
  away("docker|podman|nerdctl|buildah", `build|bud|import @${URL}\nbuildx build @${URL}`, FETCHED),
  calls("easy_install", `@${URL}`, FETCHED),
  away("gem|bundle", `--source|-s|--add|-a=${URL}\nconfig @mirror*|*source* @${URL}`, SOURCE),
  calls(
    "go",
    `env -w @GOPROXY=* !@GOPROXY=off*|GOPROXY=direct*|GOPROXY=https://proxy.golang.org*|GOPROXY=https://goproxy.cn*|GOPROXY=https://goproxy.io*
     env -w @GONOSUM*=*|GOSUMDB=off|GOINSECURE=*|GOFLAGS=*toolexec*`,
    SOURCE,
  ),
  away("composer", "config @repo* ~*http*", SOURCE),
  calls("composer", "config @secure-http @false\nconfig @disable-tls @true", SOURCE),
  away("nuget", "sources|source add ~http*|*=http*", SOURCE, "nuget.org"),
  away("dotnet", `nuget add source @${URL}\n** --source=${URL}`, SOURCE, "nuget.org"),
  away(
    "conda|mamba|micromamba",
    `-c|--channel=${URL}\nconfig --add|--append|--prepend|--set=channels* @${URL}`,
    SOURCE,
  ),
  away("luarocks", `install @${URL}`, FETCHED, "luarocks.org"),
  away("xbps-install", `-R|--repository=${URL}`, SOURCE, "voidlinux.org"),
  away("luarocks", `--server|--only-server=${URL}`, SOURCE, "luarocks.org"),
  away("nix-env|nix-build|nix-shell|nix", `-f|--file|-I=${URL}\n@${URL}`, FETCHED, "nixos.org cachix.org"),
  away("mvn|mvnw", "~-DremoteRepositories=*http*|-DrepoUrl=http*", FETCHED, "apache.org maven.org"),
  away("gradle|gradlew", `-I|--init-script=${URL}`, FETCHED),
  away(
    "dnf|yum|yum-config-manager|zypper",
    `** --add-repo=http://*\n** addrepo|ar @http://*\n** --add-repo @http://*\n--repofrompath=*http://*`,
    SOURCE,
    "opensuse.org fedoraproject.org centos.org rockylinux.org almalinux.org",
  ),
  away("rpm", "--import @http://*", SOURCE),
  away("R|Rscript", "~*install.packages(*http*", SOURCE, "rstudio.com posit.co r-universe.dev"),
  away("perl", "~*CPAN*http*", FETCHED, "cpan.org metacpan.org"),
  away("cpanm|cpan", `@${URL}\n~http*`, FETCHED, "cpan.org metacpan.org"),
  away("brew", `tap @${URL}`, SOURCE),
  away("ansible-galaxy", "** install ~*http*", FETCHED),
  away("deno", "install ~http*", FETCHED, "deno.land jsr.io esm.sh"),
  calls(
    "apt|apt-get|aptitude",
    "--allow-unauthenticated|--force-yes\n~*AllowInsecureRepositories=true*|*trusted=yes*",
    SOURCE,
  ),
  calls("apk", "--allow-untrusted", SOURCE),
  calls(
    "yum|dnf|zypper",
    `--nogpgcheck|--no-gpg-check|--no-gpg-checks|--allow-unsigned-rpm !@*.rpm
     --nogpgcheck|--no-gpg-check|--no-gpg-checks|--allow-unsigned-rpm @http*`,
    SOURCE,
  ),
  away("add-apt-repository|apt-add-repository", "~*deb·*http://*", SOURCE, "ubuntu.com debian.org"),
  calls("echo|printf|tee", "~*deb·[*trusted=yes*", SOURCE),
  {
    programs: "git",
    does: SOURCE,
    fits: ({ list }) =>
      list.some(word => {
        const put = /^url\.(.+)\.(?:push)?insteadof$/i.exec(word)?.[1];
        return put !== undefined && list.includes("config") && !FORGES.includes(hostOf(put));
      }),
  },
  away(
    "register-psrepository|set-psrepository|register-packagesource",
    "~*://*|\\\\*",
    SOURCE,
    "powershellgallery.com nuget.org",
  ),
  away(
    "choco|scoop|winget",
    `-s|--source|--url|-m|--manifest=${URL}\nsource|bucket add ~http*|*=http*`,
    SOURCE,
    "chocolatey.org microsoft.com",
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
