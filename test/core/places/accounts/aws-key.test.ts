import { describe, expect, it } from "vitest";
import { accountOfKey } from "../../../../src/core/places/accounts/aws-key.ts";

describe("the account of an access key", () => {
  it.each([
    ["ASIAY34FZKBOKMUTVV7A", "609629065308", "a temporary one, published with its account"],
    ["ASIAQNZGKIQY56JQ7WML", "029608264753", "the same, with a zero in front"],
    ["AKIAIOSFODNN7EXAMPLE", undefined, "the old form says nothing"],
    ["AROAY34FZKBOKMUTVV7A", undefined, "a role's id is no key"],
    ["ASIAY34FZKBOKMUTVV7", undefined, "too short"],
    ["asiay34fzkbokmutvv7a", undefined, "not as they are written"],
    ["", undefined, "nothing"],
  ])("%s: %s (%s)", (key, account, _why) => expect(accountOfKey(key)).toBe(account));
});
