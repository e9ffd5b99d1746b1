/** Answers requests about one-time codes: how many are left, and new ones in exchange for one of the old. */
import { ResponseError } from "vscode-languageserver";
import type { OneTimeCodes } from "../../platform/one-time-codes.ts";
import type { CodesParams, CodesResult } from "../../wire/messages/codes.ts";
import type { Ledger } from "../hook/ledger.ts";

const REFUSED = -32_600;

/** Answers a request, which the caller has signed. Throws `ResponseError` with the reason. */
export async function answerCodes(
  { make, code }: CodesParams,
  codes: OneTimeCodes,
  ledger: Pick<Ledger, "notice">,
): Promise<CodesResult> {
  if (!make) return { left: codes.left };
  // A client's key alone is not enough to make codes, or the codes would protect nothing.
  const used = codes.left === 0 ? undefined : codes.use(code ?? "");
  if (used?.good === false)
    throw new ResponseError(REFUSED, `New codes are made for whoever has one of the old ones. ${used.because}`);
  const made = codes.make();
  await ledger.notice("codes-made", "a person", "new one-time codes were made; the old ones are no longer good");
  return { left: codes.left, made };
}
