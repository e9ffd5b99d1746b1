/** What Ruby's standard library, Rails and the usual gems do. */
import { clients, commands, type Library, names, runners, table } from "./library.ts";

/** Functions of `FileUtils`, which scripts also include. */
function utils(list: string): string {
  return [...names(list)].map(name => `FileUtils.${name} ${name}`).join(" ");
}

export const RUBY_LIBRARY: Library = {
  programs: commands({
    "rm -rf -- {0}": utils("rm_rf rmtree remove_dir remove_entry remove_entry_secure"),
    "rm -r -- {0}": utils("rm_r"),
    "rm -- {0}": utils("rm remove"),
    "rm -f -- {0}": utils("rm_f remove_file safe_unlink"),
    "rm -f -- {*}": "File.delete File.unlink",
    "rm -f -- {this}": "Path.delete Path.unlink",
    "rm -rf -- {this}": "Path.rmtree *.rmtree",
    "rmdir -- {0}": `${utils("rmdir")} Dir.rmdir Dir.delete Dir.unlink`,
    "rmdir -- {this}": "Path.rmdir",
    "mv -f -- {0} {1}": `${utils("mv move")} File.rename`,
    "mv -f -- {this} {0}": "Path.rename",
    "cp -f -- {0} {1}": `${utils("cp")} IO.copy_stream`,
    "cp -rf -- {0} {1}": utils("cp_r"),
    "chmod {0} {1}": "FileUtils.chmod",
    "chmod -R {0} {1}": "FileUtils.chmod_R",
    "chown -R {0} {2}": "FileUtils.chown_R",
    "ln -s -- {0} {1}": "FileUtils.ln_s",
    "ln -sf -- {0} {1}": "FileUtils.ln_sf",
    "truncate -s {1} -- {0}": "File.truncate",
    "kill -s {0} -- {1}": "Process.kill",
    "redis-cli FLUSHALL": "*.flushall",
    "redis-cli FLUSHDB": "*.flushdb",
    '?sql DELETE FROM "{this}"': "*.delete_all *.destroy_all",
    "?sql DROP TABLE {0}": "*.drop_table drop_table",
    "?sql DROP DATABASE {0}": "*.drop_database",
    "?sql TRUNCATE TABLE {*}": "*.truncate_tables",
    "?sql TRUNCATE TABLE {0}": "*.connection.truncate",
    '?sql ALTER TABLE "{0}" DROP COLUMN {1}': "*.remove_column",
  }),
  runs: runners({
    words: `system exec spawn Kernel.system Kernel.exec Kernel.spawn Process.spawn Process.exec IO.popen Open3.capture2
      Open3.capture2e Open3.capture3 Open3.popen2 Open3.popen2e Open3.popen3 Open3.pipeline PTY.spawn sh`,
    text: "Kernel.`",
  }),
  evaluates: names("eval Kernel.eval instance_eval class_eval binding.eval"),
  writes: table({ empties: "File.write File.binwrite IO.write Path.write" }, () => "empties"),
  makes: names("Dir.mkdir FileUtils.mkdir mkdir Path.mkdir"),
  opens: { "File.open": 1, open: 1, "File.new": 1, "Path.open": 0 },
  reads: names("File.read File.binread File.readlines IO.read File.foreach Path.read"),
  requests: {
    ...clients("HTTParty Faraday RestClient HTTP Excon Typhoeus Faraday.new() HTTPX Net.HTTP.new() Net.HTTP.start()"),
    ...commands({
      "GET 0 9": "Net.HTTP.get Net.HTTP.get_response Net.HTTP.Get.new URI.open",
      "POST 0 1": "Net.HTTP.post Net.HTTP.post_form",
      "POST 0 9": "Net.HTTP.Post.new",
      "PUT 0 9": "Net.HTTP.Put.new",
      "PATCH 0 9": "Net.HTTP.Patch.new",
      "DELETE 0 9": "Net.HTTP.Delete.new",
    }),
  },
  connects: names(
    `PG.connect PG.Connection.new PG.Connection.open Mysql2.Client.new SQLite3.Database.new Sequel.connect
     ActiveRecord.Base.establish_connection Redis.new Mongo.Client.new`,
  ),
  environment: names("ENV ENV.fetch ENV.to_h"),
  parameters: { ARGV: 1 },
  enters: names("Dir.chdir"),
};
