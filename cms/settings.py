"""Settings, from the environment alone; with an empty environment the site runs on SQLite.

Every variable that is read is listed in README.md, "Deploy". Nothing here is secret: a missing SECRET_KEY is drawn once
and kept under VAR, outside version control.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

VAR = Path(env.str("GOZARESH_VAR", default=str(BASE_DIR / "var")))
VAR.mkdir(parents=True, exist_ok=True)


def _kept_secret(path: Path) -> str:
    """The key of this installation, drawn at the first start and readable by its owner only."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key(), encoding="ascii")
    return path.read_text(encoding="ascii")


def _release(*folders: str) -> str:
    """What is installed, as far as pages depend on it: another file, or another content, is another release."""
    files = sorted(file for folder in folders for file in (BASE_DIR / folder).rglob("*") if file.suffix in _SHOWN)
    said = "\n".join(f"{file.relative_to(BASE_DIR)} {file.stat().st_mtime_ns}" for file in files)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


_SHOWN = frozenset({".css", ".html", ".js", ".json", ".mo", ".py"})
RELEASE = env.str("RELEASE", default="") or _release("cms", "newsroom", "templates", "locale")  # a part of every ETag
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or _kept_secret(VAR / "secret-key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("HTTPS", default=False)

INSTALLED_APPS = [
    "modeltranslation",  # before admin, so that its fields are known there
    "newsroom.apps.NewsroomAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "csp",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "import_export",
    "axes",
    "newsroom.apps.Newsroom",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsroom.admin.middleware.InterfaceLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "newsroom.User"
LOGIN_URL = "admin:login"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "libraries": {
                "public": "newsroom.public.tags",
                "desk": "newsroom.admin.tags",
            },
        },
    }
]

# --- databases: one of two, by DATABASE_URL --------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'gozaresh.sqlite3'}")}
_database = DATABASES["default"]
_database["ATOMIC_REQUESTS"] = False
if _database["ENGINE"].endswith("sqlite3"):
    # One writer at a time, taken at BEGIN: without IMMEDIATE two editors who save at once get "database is locked".
    # synchronous=NORMAL may lose the last commits at power loss, never the database; SQLITE_SYNCHRONOUS=FULL does not.
    _database["CONN_MAX_AGE"] = None
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;"
        f"PRAGMA synchronous={env.str('SQLITE_SYNCHRONOUS', default='NORMAL')};"
        "PRAGMA mmap_size=134217728;"
        "PRAGMA recursive_triggers=ON;",  # so that INSERT OR REPLACE meets the guards against deletion
        **_database.get("OPTIONS", {}),
    }
else:
    _database["CONN_MAX_AGE"] = 0  # the pool keeps connections; Django must give them back
    if (_pool_size := env.int("DATABASE_POOL", default=8)) > 0:
        _pool = {"min_size": 1, "max_size": _pool_size, "timeout": 10}
        _database["OPTIONS"] = {"pool": _pool, **_database.get("OPTIONS", {})}

# --- languages: the one place that names them (README, "Add a language") ----------------------------------------------

LANGUAGE_CODE = "fa"
LANGUAGES = [("fa", _("Persian")), ("en", _("English")), ("ru", _("Russian"))]
MODELTRANSLATION_LANGUAGES = tuple(code for code, _name in LANGUAGES)
MODELTRANSLATION_DEFAULT_LANGUAGE = "fa"
MODELTRANSLATION_ENABLE_FALLBACKS = False  # a missing translation is shown as missing
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
EDITORIAL_TIME_ZONE = env.str("EDITORIAL_TIME_ZONE", default="Asia/Tehran")

SERIALIZATION_MODULES = {"json": "newsroom.base.fixtures"}
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# --- files ------------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a folder that is not there yet
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # the editor's plain form has five for each block
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# --- security: knowledge of the threats stands in ARCHITECTURE.md -----------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Logging in: throttled by user name and address together, counted in the database, so for all processes at once.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
NUM_PROXIES = env.int("NUM_PROXIES", default=0)  # X-Forwarded-For is believed behind so many proxies of ours
LOGIN_PAUSE_MINUTES = env.int("LOGIN_PAUSE_MINUTES", default=15)
AXES_FAILURE_LIMIT = env.int("LOGIN_FAILURES", default=10)
AXES_COOLOFF_TIME = dt.timedelta(minutes=LOGIN_PAUSE_MINUTES)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # who goes on guessing does not lock the owner out for ever
AXES_LOCKOUT_CALLABLE = "newsroom.admin.accounts.locked_out"
AXES_CLIENT_IP_CALLABLE = "newsroom.admin.accounts.address_of"
AXES_ENABLE_ADMIN = False  # its tables name people and addresses: for the command line
AXES_DISABLE_ACCESS_LOG = True  # who is logged in where, LoginSession says
AXES_VERBOSE = False
PASSWORD_RESET_TIMEOUT = 3600

SESSION_ENGINE = "newsroom.staff.session"
SESSION_COOKIE_AGE = env.int("SESSION_DAYS", default=14) * 86_400  # longest, however it is used
SESSION_IDLE = env.int("SESSION_IDLE_HOURS", default=12) * 3600  # without a request
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"

# --- the API: JSON for everybody, read without a login ----------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["newsroom.api.plain_json.PlainJson"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "newsroom.api.errors.in_one_shape",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Gozaresh",
    "DESCRIPTION": "What the newsroom has published: articles with every edition, who and what they are about, who "
    "said what. Read-only and public. Texts are maps with every language of the site; null is missing.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": r"/api/v[0-9]",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "EntityKind": "newsroom.api.read.addresses.ENTITY_KINDS",
        "EditionKind": "newsroom.publishing.edition.EditionKind",
        "StatementKind": "newsroom.api.read.statements.KIND_CHOICES",
        "MarkupKind": "newsroom.api.read.edition.MARKUP",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "newsroom.api.schema.with_common_answers",
    ],
}

# --- the newsroom's own rules -----------------------------------------------------------------------------------------

PREVIEW_MAX_AGE = dt.timedelta(days=env.int("PREVIEW_DAYS", default=7))  # of a link for outsiders
PREVIEW_KEY = env.str("PREVIEW_KEY", default="")  # another one ends all links at once
FOUR_EYES = env.bool("FOUR_EYES", default=True)  # nobody approves or publishes alone what they wrote
FOUR_EYES_APPROVE = env.bool("FOUR_EYES_APPROVE", default=True)  # the same for one of the two only
FOUR_EYES_PUBLISH = env.bool("FOUR_EYES_PUBLISH", default=True)
REPORT_MAX_BYTES = env.int("REPORT_MAX_BYTES", default=2_000_000)  # a raw report as it arrives
IMPORT_MAX_BYTES = env.int("IMPORT_MAX_BYTES", default=5_000_000)  # a sheet as it arrives
IMPORT_MAX_UNPACKED = env.int("IMPORT_MAX_UNPACKED", default=20_000_000)  # what an XLSX file holds when unzipped
IMPORT_MAX_ROWS = env.int("IMPORT_MAX_ROWS", default=5_000)  # 20,000 hold SQLite's one writer for some 20 s
IMPORT_MAX_COLUMNS = env.int("IMPORT_MAX_COLUMNS", default=100)
IMAGE_MAX_BYTES = env.int("IMAGE_MAX_BYTES", default=20_000_000)  # a picture as it arrives
IMAGE_MAX_PIXELS = env.int("IMAGE_MAX_PIXELS", default=50_000_000)
IMAGE_MAX_MEMORY = env.int("IMAGE_MAX_MEMORY", default=1_500_000_000)  # bytes of the process that decodes it
IMAGE_MAX_SECONDS = env.int("IMAGE_MAX_SECONDS", default=30)  # of processor
IMPORT_FOLDER = VAR / "imports"  # sheets between preview and confirmation; shared by all servers of the site

# --- mail: without an EMAIL_URL (smtp+tls://user:password@host:587) it is shown in the log ----------------------------

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="gozaresh@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"axes": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
