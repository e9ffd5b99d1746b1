/** Decodes the account number that an AWS access key id contains. */

/** RFC 4648, base 32. */
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * Returns the twelve digits of the account; undefined for a text that is no key id, or one of the old format without an
 * account. After the four letters of its kind, the first bit is the format and the next forty bits are the number:
 * https://labs.withsecure.com/publications/a-bitwise-analysis-of-aws-access-key-identifiers.html
 */
export function accountOfKey(key: string): string | undefined {
  if (!/^(?:AKIA|ASIA)[Q-Z2-7][A-Z2-7]{15}$/.test(key)) return undefined;
  let bits = 0n;
  for (const digit of key.slice(4, 13)) bits = (bits << 5n) | BigInt(DIGITS.indexOf(digit));
  // Nine base-32 digits are 45 bits: one of the format, forty of the number, four that follow.
  return String((bits >> 4n) & 0xffffffffffn).padStart(12, "0");
}
