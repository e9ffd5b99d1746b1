/**
 * Recognizes test libraries that intercept calls: moto for AWS, nock and responses for requests,
 * `patch("shutil.rmtree")` for a function. Intercepted calls reach nothing. An import alone intercepts nothing: the
 * library has to be switched on in the same program.
 */
import type { CodeLanguage } from "../../effects/pack.ts";
import { anyOf, inOrder, wholly, words } from "../../text/expressions.ts";
import type { Answered, CallSite } from "./context/context.ts";
import { plainText, textOfValue } from "./context/values.ts";

/** A library that intercepts a kind of calls: how it is imported and switched on, and the names of those calls. */
interface Mocking {
  readonly imported: RegExp;
  readonly on: RegExp;
  readonly answers: RegExp;
}

const REQUESTS = /^(?:requests|httpx|urllib3?|aiohttp)\b/;
const FETCHES = /^(?:fetch|axios|got|node-fetch|undici|superagent|ky|https?)\b/;

const MOTO = /^[ \t]*(?:from|import) moto\b/m;

const PYTHON: readonly Mocking[] = [
  {
    imported: MOTO,
    on: /(?:@|\bwith )(?:moto\.)?mock_\w{2,30}\b/,
    answers: /^boto(?:3|core)\b/,
  },
  {
    imported: MOTO,
    on: /\bmock_\w{2,30}\(\)\.start\(\)|^[ \t]{0,40}\w{1,40} = (?:moto\.)?mock_\w{2,30}\(\)/m,
    answers: /^boto(?:3|core)\b/,
  },
  {
    imported: /^[ \t]*(?:from|import) (?:responses|respx|httpretty|requests_mock|pook|pytest_httpx)\b/m,
    on: anyOf([
      /@(?:responses\.activate|respx\.mock|httpretty\.activate|requests_mock\.(?:Mocker|mock)|pook\.on)\b/,
      inOrder([
        /\bwith /,
        words`responses\.RequestsMock respx\.mock httpretty\.enabled requests_mock\.(?:Mocker|mock) pook\.use`,
        /\b/,
      ]),
    ]),
    answers: REQUESTS,
  },
];

const JAVASCRIPT: readonly Mocking[] = [
  { imported: /['"]aws-sdk-client-mock['"]/, on: /\bmockClient\(/, answers: /^(?:@aws-sdk\/|aws-sdk\b)/ },
  { imported: /['"]aws-sdk-mock['"]/, on: /\bAWS(?:Mock)?\.mock\(/, answers: /^(?:@aws-sdk\/|aws-sdk\b)/ },
  { imported: /['"]axios-mock-adapter['"]/, on: /\bnew (?:Axios)?MockAdapter\(axios\b/, answers: /^axios\b/ },
  { imported: /['"]msw\/node['"]/, on: /\.listen\(\{?[^)]{0,60}onUnhandledRequest: ?['"]error/, answers: FETCHES },
];

/** `patch("shutil.rmtree")`, `mocker.patch("app.gc.os.remove")`, `monkeypatch.setattr("os.remove", …)`. */
const PATCHED = /\b(?:patch|monkeypatch\.setattr)\(\s{0,20}['"]([\w.]{3,120})['"]/g;
/** `patch.object(shutil, "rmtree")`, `monkeypatch.setattr(os, "remove", …)`, `sinon.stub(fs, "rmSync")`. */
const PATCHED_OF = /\b(?:patch\.object|monkeypatch\.setattr|stub)\(\s{0,20}([\w.]{1,60}),\s{0,20}['"](\w{1,60})['"]/g;
/** `spyOn(fs, "rmSync").mock…`; without a mock, the call goes through. */
const SPIED = /\bspyOn\(\s{0,20}([\w.]{1,60}),\s{0,20}['"](\w{1,60})['"]\s{0,4}\)\s{0,40}\.mock/g;
/** `jest.mock("fs")` mocks the whole module, unless it says with what. */
const MODULES = /\b(?:jest|vi|vitest)\.mock\(\s{0,20}['"](?:node:)?([\w@/.-]{1,80})['"]\s{0,20}\)/g;
/** `nock("https://api.github.com")` intercepts calls to that host. */
const HOSTS = /\bnock\(\s{0,20}['"`](https?:\/\/[\w.:-]{1,120})/g;
const TESTS = /\b(?:unittest|mock|pytest|monkeypatch|mocker|sinon|jest|vi|vitest)\b/;

/** Tells which calls of `text` a test library intercepts; undefined where it uses none. */
export function answeredIn(language: CodeLanguage, whole: string): Answered | undefined {
  if (!(language === "python" || language === "javascript") || !MENTIONS.test(whole)) return undefined;
  // Comments switch nothing on.
  const text = whole.replace(language === "python" ? /^[ \t]*#.*$|[ \t]{1,8}#[ \t].*$/gm : /(?:^|[ \t;])\/\/.*$/gm, "");
  if (endsBefore(text) || (language === "python" && callsOutside(text))) return undefined;
  const kinds = (language === "python" ? PYTHON : JAVASCRIPT).filter(
    ({ imported, on }) => imported.test(text) && on.test(text),
  );
  // A wrapped function is still called.
  const names = TESTS.test(text) && !/\bwraps\s{0,4}=|\bcallThrough\b/.test(text) ? patchedIn(text) : new Set<string>();
  const modules = [...text.matchAll(MODULES)].map(([, name = ""]) => name);
  const hosts = /['"]nock['"]/.test(text) ? [...text.matchAll(HOSTS)].map(([, host = ""]) => host) : [];
  if (kinds.length + names.size + modules.length + hosts.length === 0) return undefined;
  return call => {
    const name = plainName(call.name);
    return (
      kinds.some(({ answers }) => answers.test(name)) ||
      names.has(lastTwo(name)) ||
      modules.some(module => name === module || name.startsWith(`${module}.`) || name.startsWith(`${module}/`)) ||
      (FETCHES.test(name) && hosts.some(host => isBelowHost(addressOf(call), host)))
    );
  };
}

function isBelowHost(address: string, host: string): boolean {
  return address.startsWith(host) && /^(?:[/?#]|$)/.test(address.slice(host.length));
}

/** Whether the library is switched off before the test ends, or lets some calls through. */
function endsBefore(text: string): boolean {
  return [...text.matchAll(ENDS)].some(({ index }) => !ENDS_TEST.test(text.slice(Math.max(0, index - 120), index)));
}

const ENDS = anyOf(
  [
    inOrder([
      /\./,
      words`
        mockRestore restore restoreAll restoreAllMocks enableNetConnect stop stopall close add_passthru undo
      `,
      /\(/,
    ]),
    /\ballowUnmocked\b|\bpass_?through\b/,
  ],
  "g",
);
const ENDS_TEST = /\bafter(?:Each|All)?\(|\btearDown|\baddCleanup\(|\bfinally\b|\byield\b|\bteardown/i;

/** Whether calls stand outside of the decorated functions and `with` blocks in which a library intercepts. */
function callsOutside(text: string): boolean {
  if (!SCOPED.test(text) || /\.start\(\)|\bmonkeypatch\b|\bmocker\b/.test(text)) return false;
  const covered = new Set([...text.matchAll(COVERED)].map(([, name = ""]) => name));
  return [...text.matchAll(AT_MARGIN)].some(([, name = ""]) => !covered.has(name) && !HARMLESS.test(name));
}

const SCOPED = /^[ \t]*(?:@|with )[\w.]*(?:mock|patch|responses|respx|httpretty|pook)/m;
/** A function right below such a decorator. */
const COVERED =
  /^@[\w.]*(?:mock|patch|responses|respx|httpretty|pook|activate)[^\n]{0,200}\n(?:async )?def (\w{1,80})\(/gm;
/** A call without indentation, or the value of such an assignment. */
const AT_MARGIN = /^(?:[\w.]{1,60} = )?(?!def |class |with |if |for |@|from |import )([\w.]{1,80})\(/gm;
const HARMLESS = wholly(words`
  print unittest\.main pytest\.main sys\.exit logging\.\w+ (?:asyncio\.)?run test_?\w* main os\.environ\.\w+
  boto3\.setup_default_session
`);

/** Most programs use none of these. */
const MENTIONS =
  /\bmoto\b|\bpatch\b|\bsetattr\b|mock|\bstub\b|\bspyOn\b|\bnock\b|\bresponses\b|\brespx\b|httpretty|pook/i;

function patchedIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, name = ""] of text.matchAll(PATCHED)) names.add(lastTwo(plainName(name)));
  for (const form of [PATCHED_OF, SPIED])
    for (const [, of = "", name = ""] of text.matchAll(form)) names.add(lastTwo(plainName(`${of}.${name}`)));
  return names;
}

/** Normalizes a name: `fs.rm` for `node:fs.default.rmSync`. */
function plainName(name: string): string {
  return name
    .replace(/^node:/, "")
    .replace(/\.(?:default|promises)(?=\.)/g, "")
    .replace(/Sync$/, "");
}

function lastTwo(name: string): string {
  return name.split(".").slice(-2).join(".");
}

function addressOf({ given: { args } }: CallSite): string {
  const [first] = args;
  if (!first) return "";
  const url = first.kind === "record" ? first.entries.get("url") : first;
  return url ? plainText(textOfValue(url)) : "";
}
