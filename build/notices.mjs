/** Collects the notices of other people's work in the bundles: which packages they hold, and under which licences. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** SPDX names of licences that only require their notice to be passed on. */
const PERMITTED = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
  "PostgreSQL",
]);

/**
 * Returns the folders of the packages that have a byte in an output of these esbuild metafiles, or that own one of
 * `copied` (paths of files that are shipped as they are). Paths are as esbuild writes them: relative, with `/`.
 */
export function packagesIn(metafiles, copied = []) {
  const outputs = metafiles.flatMap(metafile => Object.values(metafile.outputs));
  const bundled = outputs.flatMap(({ inputs }) =>
    Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput),
  );
  const folders = [...bundled.map(([path]) => path), ...copied].map(path => PACKAGE.exec(path)?.[0]);
  return [...new Set(folders.filter(folder => folder !== undefined))].sort();
}

const PACKAGE = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;

/**
 * Returns the text of ThirdPartyNotices.txt for packages by their folders. `supplements` is a folder with one file for
 * each package that carries compiled code of others: `<name>.txt`, whose first line names the package and its version.
 * Throws one error that names every package without a licence text or with a licence that is not permitted.
 */
export function notices(folders, supplements) {
  const read = folders.map(folder => notice(folder, supplements));
  const wrong = read.flatMap(({ problem }) => problem ?? []);
  if (wrong.length > 0) throw new Error(`these packages cannot be shipped:\n${wrong.join("\n")}`);
  const texts = [...new Set(read.map(({ text }) => text))];
  return `AgentGuard contains the work of others. Their licences follow.\n\n${texts.join("\n")}`;
}

function notice(folder, supplements) {
  const { name, version, license, homepage, repository } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  const title = `${name} ${version}`;
  if (!permitted(license))
    return { problem: `${title}: the licence ${JSON.stringify(license)} is not among the permitted ones` };
  const files = readdirSync(folder)
    .filter(file => NOTICE_FILE.test(file))
    .sort();
  if (!files.some(file => LICENCE_FILE.test(file))) return { problem: `${title}: its package has no licence text` };
  const texts = files.map(file => readFileSync(join(folder, file), "utf8"));
  const supplement = join(supplements, `${name.replace("/", "-")}.txt`);
  const compiled = readdirSync(folder, { recursive: true }).some(file => /\.(wasm|node)$/.test(file));
  if (compiled) {
    if (!existsSync(supplement))
      return { problem: `${title}: it is compiled from the work of others, which ${supplement} should name` };
    const [first, ...rest] = readFileSync(supplement, "utf8").split("\n");
    if (first !== title) return { problem: `${title}: ${supplement} was written for ${first}` };
    texts.push(rest.join("\n"));
  }
  const from = homepage ?? (typeof repository === "string" ? repository : repository?.url) ?? "";
  const bar = "-".repeat(80);
  const parts = texts.map(text => text.replace(/\r\n?/g, "\n").trim());
  return { text: `${bar}\n${title} (${license})\n${from}\n\n${parts.join("\n\n")}\n` };
}

const LICENCE_FILE = /^(licen[cs]e|copying)/i;
const NOTICE_FILE = /^(licen[cs]e|copying|notice|third-?party-?notices)/i;

/** `expression` is SPDX. One that mixes AND and OR is refused, so that a person reads it. */
function permitted(expression) {
  if (typeof expression !== "string") return false;
  const words = expression.replace(/[()]/g, "");
  if (/ OR /.test(words) && / AND /.test(words)) return false;
  if (/ OR /.test(words)) return words.split(" OR ").some(id => PERMITTED.has(id));
  return words.split(" AND ").every(id => PERMITTED.has(id));
}
