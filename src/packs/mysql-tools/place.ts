import type { Call } from "../../core/kit/table.ts";
import { clientPlace } from "../../core/languages/sql/client-place.ts";

export const GRAMMAR = {
  values: [
    "h",
    "host",
    "P",
    "port",
    "u",
    "user",
    "S",
    "socket",
    "protocol",
    "i",
    "sleep",
    "w",
    "wait",
    "defaults-file",
    "defaults-extra-file",
    "defaults-group-suffix",
    "login-path",
    "e",
    "execute",
    "f",
    "file",
    "D",
    "database",
    "schema",
    "source",
    "dest",
    "where",
    "limit",
    "alter",
    "target-dir",
    "datadir",
    "d",
    "directory",
    "o",
    "uri",
  ],
  optional: ["p", "password"],
};
export const at = (call: Call) =>
  clientPlace(call.args, call.command.scope, call.facts, {
    host: ["h", "host", "uri"],
    profile: ["login-path", "defaults-group-suffix", "defaults-file", "defaults-extra-file"],
    variables: ["MYSQL_HOST"],
  });
