import { describe } from "vitest";
import { ALEMBIC, DJANGO, FLASK } from "../../../../src/core/places/databases/families/python.ts";
import { check } from "./check.ts";

const MANAGE = (module: string) =>
  `import os, sys\n\ndef main():\n    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${module}")\n    from django.core.management import execute_from_command_line\n    execute_from_command_line(sys.argv)\n`;
const settings = (host: string) =>
  `import os\nDATABASES = {\n    'default': {\n        'ENGINE': 'django.db.backends.postgresql',\n        'NAME': 'shop',\n        'USER': 'app',\n        'PASSWORD': 'hunter2',\n        'HOST': ${host},\n        'PORT': '5432',\n    },\n    'reports': {'ENGINE': 'django.db.backends.postgresql', 'HOST': 'reports.acme.io', 'NAME': 'r'},\n}\n`;

describe("Django", () => {
  const files = {
    "manage.py": MANAGE("shop.settings"),
    "shop/settings.py": settings("os.environ.get('DB_HOST', 'localhost')"),
  };
  check(DJANGO, [
    ["the settings that manage.py names", files, {}, ["app@localhost:5432/shop ← shop/settings.py:8"]],
    [
      "a variable in them",
      files,
      { env: { DB_HOST: "db.acme.io" } },
      ["app@db.acme.io:5432/shop ← environment DB_HOST"],
    ],
    [
      "DJANGO_SETTINGS_MODULE",
      { ...files, "shop/settings/production.py": settings("'db.acme.io'") },
      { env: { DJANGO_SETTINGS_MODULE: "shop.settings.production" } },
      ["app@db.acme.io:5432/shop ← shop/settings/production.py:8"],
    ],
    [
      "--settings beats the variable",
      { ...files, "shop/dev.py": settings("'127.0.0.1'") },
      { modes: ["shop.dev"], env: { DJANGO_SETTINGS_MODULE: "shop.settings.production" } },
      ["app@127.0.0.1:5432/shop ← shop/dev.py:8"],
    ],
    [
      "settings that build upon others",
      {
        "manage.py": MANAGE("shop.settings.local"),
        "shop/settings/base.py": settings("'db.acme.io'"),
        "shop/settings/local.py": "from .base import *\nDEBUG = True\n",
      },
      {},
      ["app@db.acme.io:5432/shop ← shop/settings/base.py:8"],
    ],
    [
      "one key of them changed",
      {
        "manage.py": MANAGE("shop.settings.local"),
        "shop/settings/base.py": settings("'db.acme.io'"),
        "shop/settings/local.py": "from shop.settings.base import *\nDATABASES['default']['HOST'] = 'localhost'\n",
      },
      {},
      ["app@localhost:5432/shop ← shop/settings/local.py:2"],
    ],
    ["--database", files, { connection: "reports" }, ["reports.acme.io/r ← shop/settings.py:11"]],
    [
      "dj_database_url",
      {
        ...files,
        "shop/settings.py":
          "import dj_database_url\nDATABASES = {'default': dj_database_url.config(default='sqlite:///db.sqlite3')}\n",
      },
      { env: { DATABASE_URL: "postgres://app:hunter2@db.acme.io/shop" } },
      ["app@db.acme.io/shop ← environment DATABASE_URL"],
    ],
    [
      "its default",
      {
        ...files,
        "shop/settings.py":
          "import dj_database_url\nDATABASES = {'default': dj_database_url.config(default='sqlite:///db.sqlite3')}\n",
      },
      {},
      ["localhost//db.sqlite3 ← shop/settings.py:2"],
    ],
    [
      "django-environ with its env file",
      {
        ...files,
        "shop/settings.py":
          "import environ\nenv = environ.Env()\nenviron.Env.read_env(BASE_DIR / '.env.prod')\nDATABASES = {'default': env.db('DATABASE_URL')}\n",
        ".env.prod": "DATABASE_URL=postgres://app:hunter2@db.acme.io/shop\n",
        ".env": "DATABASE_URL=postgres://localhost/dev\n",
      },
      {},
      ["app@db.acme.io/shop ← .env.prod:1 DATABASE_URL"],
    ],
    [
      "decouple and .env",
      {
        ...files,
        "shop/settings.py": settings("config('DB_HOST', default='localhost')"),
        ".env": "DB_HOST=db.acme.io\n",
      },
      {},
      ["app@db.acme.io:5432/shop ← .env:1 DB_HOST"],
    ],
    [
      "sqlite",
      {
        ...files,
        "shop/settings.py":
          "DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': BASE_DIR / 'db.sqlite3'}}\n",
      },
      {},
      ["localhost ← shop/settings.py"],
    ],
    [
      "a condition that nobody can tell: both count",
      {
        ...files,
        "shop/settings.py":
          "if ON_CLOUD:\n    DATABASES = {'default': {'HOST': 'db.acme.io', 'NAME': 'a'}}\nelse:\n    DATABASES = {'default': {'HOST': 'localhost', 'NAME': 'b'}}\n",
      },
      {},
      ["localhost/b ← shop/settings.py:4", "db.acme.io/a ← shop/settings.py:2"],
    ],
    [
      "settings in a package",
      { "manage.py": MANAGE("shop.settings"), "shop/settings/__init__.py": settings("'db.acme.io'") },
      {},
      ["app@db.acme.io:5432/shop ← shop/settings/__init__.py:8"],
    ],
  ]);
});

describe("Alembic", () => {
  const ini = (url: string) =>
    `[alembic]\nscript_location = migrations\nsqlalchemy.url = ${url}\n\n[prod]\nscript_location = migrations\nsqlalchemy.url = postgresql://app:hunter2@db.acme.io/shop\n`;
  const env = (line: string) => `import os\nfrom alembic import context\nconfig = context.config\n${line}\n`;
  check(ALEMBIC, [
    [
      "alembic.ini",
      { "alembic.ini": ini("postgresql+psycopg://app@localhost:5432/dev") },
      {},
      ["app@localhost:5432/dev ← alembic.ini:3"],
    ],
    [
      "-n chooses a section",
      { "alembic.ini": ini("postgresql://localhost/dev") },
      { connection: "prod" },
      ["app@db.acme.io/shop ← alembic.ini:7"],
    ],
    [
      "-c chooses a file",
      { "alembic.ini": ini("postgresql://localhost/dev"), "prod.ini": ini("postgresql://db.acme.io/shop") },
      { config: "prod.ini" },
      ["db.acme.io/shop ← prod.ini:3"],
    ],
    [
      "env.py sets another one",
      {
        "alembic.ini": ini("postgresql://localhost/dev"),
        "migrations/env.py": env('config.set_main_option("sqlalchemy.url", os.environ["DATABASE_URL"])'),
      },
      { env: { DATABASE_URL: "postgresql://app:hunter2@db.acme.io/shop" } },
      ["app@db.acme.io/shop ← environment DATABASE_URL"],
    ],
    [
      "env.py with an env file and a settings object",
      {
        "alembic.ini": ini("driver://user:pass@localhost/dbname"),
        "migrations/env.py": env(
          "from app.config import settings\nconfig.set_main_option('sqlalchemy.url', settings.DATABASE_URL.replace('%', '%%'))",
        ),
        ".env": "DATABASE_URL=postgresql://db.acme.io/shop\n",
      },
      {},
      ["db.acme.io/shop ← .env:1 DATABASE_URL"],
    ],
    [
      "a variable in alembic.ini",
      { "alembic.ini": ini("postgresql://%(DB_USER)s:%(DB_PASS)s@%(DB_HOST)s/shop") },
      { env: { DB_USER: "app", DB_PASS: "hunter2", DB_HOST: "db.acme.io" } },
      ["app@db.acme.io/shop ← environment DB_HOST"],
    ],
  ]);
});

describe("Flask", () => {
  const config =
    "import os\n\nclass Config:\n    SQLALCHEMY_DATABASE_URI = os.environ.get('DATABASE_URL') or 'sqlite:///app.db'\n\nclass ProductionConfig(Config):\n    SQLALCHEMY_DATABASE_URI = 'postgresql://db.acme.io/shop'\n";
  check(FLASK, [
    [
      ".env beats .flaskenv",
      { ".env": "DATABASE_URL=postgres://db.acme.io/shop\n", ".flaskenv": "DATABASE_URL=postgres://localhost/x\n" },
      {},
      ["db.acme.io/shop ← .env:1 DATABASE_URL"],
    ],
    [
      "the classes of config.py",
      { "config.py": config },
      { modes: ["ProductionConfig"] },
      ["db.acme.io/shop ← config.py:7"],
    ],
    [
      "nobody knows which class: both count",
      { "config.py": config },
      {},
      ["localhost//app.db ← config.py:4", "db.acme.io/shop ← config.py:7"],
    ],
    [
      "app.py sets it by name",
      {
        "app.py":
          "import os\napp = Flask(__name__)\napp.config['SQLALCHEMY_DATABASE_URI'] = os.getenv('DB_URI', 'postgresql://localhost/x')\n",
      },
      { env: { DB_URI: "postgresql://db.acme.io/x" } },
      ["db.acme.io/x ← environment DB_URI"],
    ],
  ]);
});
