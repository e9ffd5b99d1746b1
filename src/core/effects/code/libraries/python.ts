/** What Python's standard library and its usual packages do. */
import { clients, commands, type Library, names, runners, table } from "./library.ts";

export const PYTHON: Library = {
  programs: commands({
    "rm -rf -- {0|path}": "shutil.rmtree aioshutil.rmtree",
    "rm -rf -- {0|directory}": "distutils.dir_util.remove_tree setuptools._distutils.dir_util.remove_tree",
    "rm -rf -- {this}": "Path.rmtree *.rmtree",
    "rm -f -- {0|path}": "os.remove os.unlink posix.unlink posix.remove nt.unlink nt.remove",
    "rm -f -- {this}": "Path.unlink Path.remove *.unlink",
    "rmdir -- {0|path}": "os.rmdir os.removedirs posix.rmdir",
    "rmdir -- {this}": "Path.rmdir",
    "truncate -s {1|length} -- {0|path}": "os.truncate",
    "mv -f -- {0|src} {1|dst}": "os.rename os.renames os.replace shutil.move posix.rename",
    "mv -f -- {this} {0|target}": "Path.rename Path.replace",
    "cp -f -- {0|src} {1|dst}": "shutil.copy shutil.copy2 shutil.copyfile",
    "cp -rT -- {0|src} {1|dst}": "shutil.copytree",
    "chown {1|user} {0|path}": "shutil.chown",
    "chmod {1|mode} {0|path}": "os.chmod",
    "chmod {0|mode} {this}": "Path.chmod",
    "ln -s -- {0|src} {1|dst}": "os.symlink",
    "kill -s {1|signal} -- {0|pid}": "os.kill os.killpg",
    "kill -s KILL -- -1": "psutil.process_iter().kill",
    "kill -s TERM -- -1": "psutil.process_iter().terminate",
    "kill -s KILL -- {of}": "psutil.Process().kill",
    "kill -s TERM -- {of}": "psutil.Process().terminate",
    "trash {0}": "send2trash.send2trash",
    "tar -xf {0|filename} -C {1|extract_dir}": "shutil.unpack_archive",
    "tee {1|f}": "torch.save joblib.dump",
    "curl -o {1|filename} {0|url}": "urllib.request.urlretrieve",
    "wget -O {1|out} {0|url}": "wget.download",
    "reg delete {1} /f": "winreg.DeleteKey",
    "redis-cli FLUSHALL": "*.flushall",
    "redis-cli FLUSHDB": "*.flushdb",
    "cypher-shell {0}": "neo4j.GraphDatabase.driver().session().run neo4j.GraphDatabase.driver().execute_query",
    "manage.py {*}": "django.core.management.call_command",
    "alembic downgrade {1|revision}": "alembic.command.downgrade",
    "alembic upgrade {1|revision}": "alembic.command.upgrade",
    "docker volume prune -f": "*.volumes.prune",
    "docker container prune -f": "*.containers.prune",
    "docker image prune -f": "*.images.prune",
    '?sql DROP TABLE "every table of {this}"': "*.drop_all *.drop_tables",
    "?sql DROP TABLE {0}": "*.drop_table",
    "?sql DROP TABLE {this}": "*.drop_collection",
    "?sql DROP DATABASE {0}": "pymongo.MongoClient().drop_database",
  }),
  runs: runners({
    words: `subprocess.run subprocess.call subprocess.check_call subprocess.check_output subprocess.Popen pty.spawn
      asyncio.create_subprocess_exec pexpect.spawn`,
    text: `subprocess.getoutput subprocess.getstatusoutput commands.getoutput commands.getstatusoutput os.system os.popen
      posix.system nt.system asyncio.create_subprocess_shell asyncio.subprocess.create_subprocess_shell pexpect.run
      invoke.run IPython.get_ipython().system get_ipython().system ctypes.CDLL().system`,
    list: `os.execv os.execve os.execvp os.execvpe os.execl os.execle os.execlp os.execlpe os.posix_spawn
      os.posix_spawnp`,
    "mode-list": "os.spawnv os.spawnve os.spawnvp os.spawnl os.spawnle os.spawnlp",
  }),
  evaluates: names("exec eval execfile code.InteractiveInterpreter().runsource timeit.timeit cProfile.run profile.run"),
  writes: table({ empties: "Path.write_text Path.write_bytes numpy.savetxt numpy.save numpy.savez" }, () => "empties"),
  makes: names("os.mkdir os.makedirs Path.mkdir"),
  opens: {
    ...table(
      {
        1: `open io.open io.FileIO codecs.open builtins.open os.open gzip.open bz2.open lzma.open aiofiles.open
          zipfile.ZipFile tarfile.open tarfile.TarFile h5py.File logging.FileHandler`,
      },
      Number,
    ),
    "Path.open": 0,
    // Its file and mode are named.
    "logging.basicConfig": 9,
  },
  reads: names("Path.read_text Path.read_bytes linecache.getlines"),
  requests: {
    ...clients(
      `requests httpx requests.api requests.Session() requests.session() httpx.Client() httpx.AsyncClient()
       aiohttp.ClientSession()`,
    ),
    ...commands({
      "? 1 2": `requests.request httpx.request requests.Session().request requests.session().request
        httpx.Client().request aiohttp.ClientSession().request urllib3.PoolManager().request urllib3.request
        http.client.HTTPSConnection().request http.client.HTTPConnection().request`,
      "GET/POST 0 1": "urllib.request.urlopen urllib.request.Request urllib2.urlopen urllib2.Request",
      "GET 0 9": "urllib.request.urlretrieve",
    }),
  },
  connects: names(
    `psycopg2.connect psycopg.connect psycopg.Connection.connect asyncpg.connect asyncpg.create_pool sqlite3.connect
     aiosqlite.connect pymysql.connect MySQLdb.connect mysql.connector.connect pyodbc.connect pymssql.connect
     cx_Oracle.connect oracledb.connect snowflake.connector.connect sqlalchemy.create_engine create_engine
     sqlalchemy.ext.asyncio.create_async_engine duckdb.connect pymongo.MongoClient MongoClient
     clickhouse_connect.get_client clickhouse_driver.Client databases.Database peewee.SqliteDatabase
     peewee.PostgresqlDatabase django.conf.settings.configure settings.configure redis.Redis redis.from_url
     redis.StrictRedis`,
  ),
  environment: names("os.environ os.getenv os.environb"),
  parameters: { "sys.argv": 0 },
  enters: names("os.chdir"),
};
