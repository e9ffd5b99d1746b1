/** The account that an AWS access key belongs to, which the key's own characters say. */

/** RFC 4648, base 32. */
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * Twelve digits; undefined for a text that is no such key, or one of the old form that does not say. Behind the four
 * letters of its kind, the first bit is the form and the forty bits after it are the number:
 * https://labs.withsecure.com/publications/a-bitwise-analysis-of-aws-access-key-identifiers.html
 */
export function accountOfKey(key: string): string | undefined {
  if (!/^(?:AKIA|ASIA)[Q-Z2-7][A-Z2-7]{15}$/.test(key)) return undefined;
  let bits = 0n;
  for (const digit of key.slice(4, 13)) bits = (bits << 5n) | BigInt(DIGITS.indexOf(digit));
  // Nine digits are forty-five bits: one of the form, forty of the number, four of what follows.
  return String((bits >> 4n) & 0xffffffffffn).padStart(12, "0");
}
