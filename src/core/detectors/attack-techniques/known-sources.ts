/** Lists the usual addresses of packages and their code; any other address is unusual. */

/** Hosts of public registries, forges, clouds and mirrors, including their sub-domains. */
const USUAL = new Set(
  `npmjs.org npmjs.com yarnpkg.com npmmirror.com taobao.org pypi.org pythonhosted.org pytorch.org pyg.org nvidia.com
   rubygems.org golang.org goproxy.cn goproxy.io github.com github.io githubusercontent.com gitlab.com pkg.dev azure.com
   visualstudio.com amazonaws.com jfrog.io googleapis.com huggingface.co anaconda.org conda.io edu.cn aliyun.com
   aliyuncs.com tencent.com tencentyun.com huaweicloud.com douban.com cloudsmith.io fury.io jsr.io bioconductor.org
   r-project.org onnxruntime.ai openmmlab.com mxnet.io tensorflow.org piwheels.org vllm.ai flashinfer.ai ultralytics.com
   host.docker.internal`.split(/\s+/),
);

/** Returns whether every address in the words is a usual one. */
export function onlyKnownSources(words: string): boolean {
  const addresses = words.match(ADDRESS) ?? [];
  return addresses.length > 0 && addresses.every(address => isUsual(hostOf(address), []));
}

const ADDRESS = /https?:\/\/[^\s"',]+/gi;

/** Returns the host of a URL, of `git@host:path`, or of a bare `host/path`. */
export function hostOf(address: string): string {
  return /^(?:[a-z][a-z+]*:\/\/)?(?:[^@/\s]*@)?(\[[^\]]*\]|[^/:?#]*)/i.exec(address)?.[1]?.toLowerCase() ?? "";
}

/** Returns whether the host is a usual one, one of `more`, this machine, or a name without dots (a neighbour). */
function isUsual(host: string, more: readonly string[]): boolean {
  if (/^(?:[\w-]+|127\.0\.0\.1|\[::1\])$/.test(host)) return true;
  for (let rest = host; rest.includes("."); rest = rest.slice(rest.indexOf(".") + 1))
    if (USUAL.has(rest) || more.includes(rest)) return true;
  return false;
}

/** Returns whether a word names another address than the usual ones and `more`, or a Windows share. */
export function isElsewhere(word: string, more: readonly string[]): boolean {
  if (word.startsWith("\\\\")) return true;
  if (word.startsWith("mirror.")) return false;
  return (word.match(ADDRESS) ?? []).some(address => !isUsual(hostOf(address), more));
}
