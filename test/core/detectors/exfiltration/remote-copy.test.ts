/** Which words of scp and rsync name another machine. */
import { expect, it } from "vitest";
import { remotePlace } from "../../../../src/core/detectors/exfiltration/remote-copy.ts";
import { literalWord } from "../../../../src/core/text/words.ts";

it.each<[string, string | undefined]>([
  ["web1.acme.io:/srv/app", "web1.acme.io /srv/app"],
  ["deploy@Web1.acme.io:", "Web1.acme.io "],
  ["nas::module/path", "nas :module/path"],
  ["rsync://mirror.example:873/pub/", "mirror.example /pub/"],
  ["scp://me@host.example/x", "host.example /x"],
  ["me@[2001:db8::1]:/x", "[2001:db8::1] /x"],
  ["./odd:name", undefined],
  ["src/a:b", undefined],
  ["C:/Users/dev", undefined],
  ["plain", undefined],
  ["", undefined],
])("%s", (text, expected) => {
  const place = remotePlace(literalWord(text));
  expect(place && `${place.host} ${place.path}`).toBe(expected);
});
