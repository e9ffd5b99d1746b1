/** Recognizes calls of tests that reach nothing real: clients answered by a test library, tables that a test made. */
import type { CodeLanguage } from "../pack.ts";
import type { CallSite } from "./context.ts";

interface TestDouble {
  readonly imported: RegExp;
  /** Where the library is switched on; an import alone answers nothing. */
  readonly on: RegExp;
  readonly answers: RegExp;
}

const OF_LANGUAGE: Partial<Readonly<Record<CodeLanguage, readonly TestDouble[]>>> = {
  python: [
    {
      imported: /^[ \t]*(?:from|import) moto\b/m,
      on: /(?:@|\bwith )(?:moto\.)?mock_\w{2,30}\b/,
      answers: /^boto(?:3|core)\b/,
    },
    {
      imported: /^[ \t]*(?:from|import) (?:responses|respx|httpretty)\b/m,
      on: /@(?:responses\.activate|respx\.mock|httpretty\.activate)\b/,
      answers: /^(?:requests|httpx|urllib3?)\b/,
    },
  ],
  javascript: [{ imported: /['"]aws-sdk-client-mock['"]/, on: /\bmockClient\(/, answers: /^(?:@aws-sdk\/|aws-sdk\b)/ }],
};

/** Tells an application that it is under test, or puts its database into memory. */
const UNDER_TEST = new RegExp(
  [
    "\\bcreate_app\\(\\s{0,20}(?:\\w{1,40}=)?[\"']test(?:s|ing)?[\"']",
    "\\bTest(?:ing)?(?:Config|Settings)\\b",
    "[\"']TESTING[\"']\\]?\\s{0,4}[:=]\\s{0,4}True\\b|\\bTESTING=True\\b",
    "[\"']sqlite(?:\\+\\w{1,20})?:\\/\\/(?:\\/?:memory:)?[\"']",
  ].join("|"),
);
/** The address of a database elsewhere, unless it is called a test's. */
const ANOTHER = /\b(?:postgres(?:ql)?|mysql|mariadb|mssql|oracle)(?:\+\w{1,20})?:\/\/(?![^\s"']{0,200}[/_-]test)/;
/** Where the library is switched off again, or answers not all of it. */
const ENDS = /\.(?:stop|restore|mockRestore|add_passthru|undo)\(|\bpass_?through\b/;
/** A call at the margin, outside of every test. */
const AT_MARGIN = /^(?:[\w.]{1,60} = )?(?!print|unittest|pytest|test_?\w*\()(?:[a-z]\w*\.)?(?:\w+\.)?\w{1,80}\(/m;

/** Which calls of `text` reach nothing; undefined where it uses no such library. */
export function testDoublesIn(language: CodeLanguage, text: string): ((call: CallSite) => boolean) | undefined {
  const doubles = (OF_LANGUAGE[language] ?? []).filter(({ imported, on }) => imported.test(text) && on.test(text));
  const answering = doubles.length > 0 && !ENDS.test(text) && !AT_MARGIN.test(text) ? doubles : [];
  const made = language === "python" ? text.indexOf(".create_all(") : -1;
  const drops = made >= 0 && text.indexOf(".drop_all(", made) > 0 && UNDER_TEST.test(text) && !ANOTHER.test(text);
  if (answering.length === 0 && !drops) return undefined;
  return ({ name }) => (drops && name.endsWith(".drop_all")) || answering.some(({ answers }) => answers.test(name));
}
