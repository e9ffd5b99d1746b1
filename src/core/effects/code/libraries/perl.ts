/** What Perl's built-in functions and usual modules do. */
import { clients, commands, type Library, names, runners, table } from "./library.ts";

const CLIENTS = "LWP.UserAgent.new() HTTP.Tiny.new() Mojo.UserAgent.new() REST.Client.new()";

export const PERL_LIBRARY: Library = {
  programs: commands({
    "rm -f -- {*}": "unlink CORE.unlink POSIX.unlink POSIX.remove",
    "rm -rf -- {*}": "rmtree remove_tree File.Path.rmtree File.Path.remove_tree",
    "rm -f -- {of}": "Path.Tiny.path().remove path().remove",
    "rm -rf -- {of}": "Path.Tiny.path().remove_tree path().remove_tree",
    "rmdir -- {0}": "rmdir",
    "mv -f -- {0} {1}": "rename move File.Copy.move",
    "cp -f -- {0} {1}": "copy File.Copy.copy",
    "truncate -s {1=0} -- {0}": "truncate",
    "chmod {0} {1}": "chmod",
    "ln -s -- {0} {1}": "symlink",
    "kill -s {0} -- {1}": "kill",
    "redis-cli FLUSHALL": "*.flushall",
    "redis-cli FLUSHDB": "*.flushdb",
  }),
  runs: runners({
    words: `system exec CORE.system CORE.exec capture run IPC.Run.run IPC.System.Simple.system POSIX.system
      IPC.Open3.open3 open2 open3`,
    text: "readpipe",
  }),
  evaluates: names("eval CORE.eval"),
  writes: table({ empties: "path().spew Path.Tiny.path().spew write_file" }, () => "empties"),
  makes: names("mkdir"),
  opens: { "IO.File.new": 1 },
  reads: names("read_file path().slurp"),
  requests: {
    ...clients(CLIENTS),
    ...commands({
      "DELETE 0 1": [...names(CLIENTS)].map(client => `${client}.DELETE`).join(" "),
      "POST 0 1": [...names(CLIENTS)].map(client => `${client}.POST`).join(" "),
      "? 1 2": "HTTP.Tiny.new().request",
      "? 1 3": "HTTP.Request.new",
      "GET 0 9": "LWP.Simple.get",
    }),
  },
  connects: names("DBI.connect"),
  environment: names("$ENV"),
  parameters: { $ARGV: 1 },
  enters: names("chdir"),
};
