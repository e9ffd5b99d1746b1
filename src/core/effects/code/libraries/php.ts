/** What PHP's built-in functions and its usual frameworks do. */
import { clients, commands, type Library, names, runners, table } from "./library.ts";

export const PHP_LIBRARY: Library = {
  programs: commands({
    "rm -f -- {0}": "unlink File.delete Storage.delete",
    "rm -rf -- {0}": `File.deleteDirectory Storage.deleteDirectory *.deleteDirectory
      Symfony.Component.Filesystem.Filesystem().remove Filesystem().remove`,
    "find {0} -mindepth 1 -delete": "File.cleanDirectory",
    "rmdir -- {0}": "rmdir",
    "mv -f -- {0} {1}": "rename",
    "cp -f -- {0} {1}": "copy",
    "chmod {1} {0}": "chmod",
    "chown {1} {0}": "chown",
    "ln -s -- {0} {1}": "symlink",
    "ssh a-remote-machine {1}": "ssh2_exec",
    "ssh a-remote-machine rm -f -- {1}": "ssh2_sftp_unlink ftp_delete",
    "kill -s {1} -- {0}": "posix_kill",
    "redis-cli FLUSHALL": "Redis.flushall *.flushAll *.flushall",
    "redis-cli FLUSHDB": "*.flushDB *.flushdb",
    "?sql DROP TABLE {0}": "Schema.drop Schema.dropIfExists *.dropIfExists",
    '?sql DROP TABLE "every table"': "Schema.dropAllTables *.dropAllTables",
    "?sql DROP DATABASE {0}": "*.dropDatabase",
    '?sql TRUNCATE TABLE "{this}"': "*.truncate",
    "?shell artisan {0}": "Artisan.call",
  }),
  runs: runners({
    text: "exec shell_exec system passthru popen Process.run Process.fromShellCommandline",
    words: "proc_open pcntl_exec Symfony.Component.Process.Process",
  }),
  evaluates: names("eval assert create_function"),
  writes: table({ empties: "file_put_contents File.put" }, () => "empties"),
  makes: names("mkdir"),
  opens: { fopen: 1, SplFileObject: 1, gzopen: 1 },
  reads: names("file_get_contents file readfile File.get"),
  requests: {
    ...clients("Http GuzzleHttp.Client() Client() Illuminate.Support.Facades.Http"),
    ...commands({ "? 1 2": "GuzzleHttp.Client().request Client().request" }),
  },
  connects: names("PDO mysqli mysqli_connect pg_connect SQLite3 MongoDB.Client"),
  environment: names("$_ENV getenv $_SERVER env"),
  parameters: { $argv: 0 },
  enters: names("chdir"),
};
