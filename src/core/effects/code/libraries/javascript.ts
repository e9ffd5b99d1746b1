/** What Node, Deno, Bun and their usual packages do. `Sync` is left out of names, and so is `promises`. */
import { clients, commands, type Library, names, runners, table } from "./library.ts";

const CLIENTS = `axios axios.create() got ky ky.create() got.extend() superagent k6/http request needle request-promise
  page.request context.request ?.request`;

export const JAVASCRIPT: Library = {
  programs: commands({
    "rm {recursive?-rf:-f} -- {0}": "fs.rm Deno.remove",
    "rm -f -- {0}": "fs.unlink",
    "rm -rf -- {0}": `fs.remove fs-jetpack.remove rimraf rimraf.rimraf rimraf.native rimraf.manual rimraf.sync del
      del.delete del.deleteAsync del.sync`,
    "rm -f -- {of}": "Bun.file().delete Bun.file().unlink",
    "rm {*}": "shelljs.rm shell.rm",
    "{recursive?rm:rmdir} {recursive?-rf:--} {0}": "fs.rmdir",
    "find {0} -mindepth 1 -delete": "fs.emptyDir fs.emptydir",
    "trash {0}": "trash",
    "truncate -s {1=0} -- {0}": "fs.truncate Deno.truncate",
    "mv -f -- {0} {1}": "fs.rename fs.move fs-jetpack.move Deno.rename",
    "mv {*}": "shelljs.mv shell.mv",
    "cp -f -- {0} {1}": "fs.copyFile Deno.copyFile",
    // What is in the folder comes into the other, as with `cp -T`.
    "cp -rfT -- {0} {1}": "fs.cp fs.copy",
    "cp {*}": "shelljs.cp",
    "chmod {1} {0}": "fs.chmod",
    "chmod {*}": "shelljs.chmod",
    "chown {1} {0}": "fs.chown",
    "ln -s -- {0} {1}": "fs.symlink",
    "unzip -o {of} -d {0}": "adm-zip().extractAllTo",
    "unzip -o {0} -d {dir}": "extract-zip",
    "tar -xf {file} -C {cwd}": "tar.x tar.extract",
    "kill -s {1=TERM} -- {0}": "process.kill Deno.kill",
    // `process.binding("spawn_sync").spawn({ args })` is what stands under `child_process`.
    "env {args}": "spawn_sync.spawn",
    "node --output {0}": "process.report.writeReport v8.writeHeapSnapshot",
    "cypher-shell {0}": "neo4j-driver.driver().session().run neo4j-driver.driver().executeQuery",
    "redis-cli FLUSHALL": "*.flushall *.flushAll",
    "redis-cli FLUSHDB": "*.flushdb *.flushDb",
    '?sql DROP DATABASE "{this}"': "*.dropDatabase",
    "?sql DROP SCHEMA {0}": "*.dropSchema *.schema.dropSchema",
    "?sql DROP TABLE {0}": "*.dropTable *.dropTableIfExists",
    '?sql DROP TABLE "every table"': "*.dropAllTables",
    '?sql DROP SCHEMA "every schema"': "*.dropAllSchemas",
  }),
  runs: runners({
    text: `child_process.exec exec execa.command execa.execaCommand execa.$.\` shelljs.exec shell.exec zx.$.\` zx.\`
      $.\` Bun.$.\` bun.$.\` dax.$.\` google.$.\``,
    words: `child_process.execFile child_process.spawn child_process.fork spawn execa execa.execa cross-spawn
      cross-spawn.sync tinyexec.x tinyexec.exec nano-spawn Bun.spawn bun.spawn Deno.Command Deno.run`,
  }),
  evaluates: names(
    `eval Function vm.runInThisContext vm.runInNewContext vm.runInContext vm.Script worker_threads.Worker
     globalThis.eval window.eval global.eval global.Function globalThis.Function`,
  ),
  writes: table(
    {
      empties: `fs.writeFile fs.createWriteStream fs.outputFile fs.writeJson fs.outputJson Deno.writeTextFile
        Deno.writeFile Bun.write`,
      adds: "fs.appendFile",
    },
    how => (how === "adds" ? "adds" : "empties"),
  ),
  makes: names("fs.mkdir Deno.mkdir"),
  opens: { "fs.open": 1, "Deno.open": 1 },
  reads: names("fs.readFile fs.createReadStream fs.readJson Deno.readTextFile Deno.readFile Bun.file"),
  requests: {
    ...clients(CLIENTS),
    ...commands({
      "GET 0 1": `fetch node-fetch globalThis.fetch undici.fetch undici.request ofetch.$fetch $fetch axios axios.request
        axios.create() axios.create().request got ky request https.request http.request https.get http.get`,
      "DELETE 0 1": [...names(CLIENTS)].map(client => `${client}.del`).join(" "),
      "POST 0 1": "navigator.sendBeacon",
      "? 1 2": "needle",
    }),
  },
  connects: names(
    `pg.Client pg.Pool Client Pool mysql.createConnection mysql.createPool mysql2.createConnection mysql2.createPool
     mysql2/promise.createConnection postgres knex sequelize.Sequelize Sequelize mongoose.connect mongodb.MongoClient
     mongodb.MongoClient.connect MongoClient MongoClient.connect better-sqlite3 sqlite3.Database bun:sqlite.Database
     redis.createClient ioredis @libsql/client.createClient @neondatabase/serverless.neon`,
  ),
  environment: names("process.env Deno.env.get Bun.env Deno.env.toObject import.meta.env"),
  parameters: { "process.argv": -1, "Bun.argv": -1, "Deno.args": 1 },
  enters: names("process.chdir Deno.chdir shelljs.cd"),
};
