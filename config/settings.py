"""Every setting in one file, read from the environment (see .env.example and the README's table).

Without variables: SQLite, broker and e-mail in files, all under var/.
"""

from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF

from config.secret import kept_secret

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")

VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

# --- Where we are -----------------------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="") or kept_secret(VAR_DIR / "secret_key")
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = [urlsplit(SITE_URL).hostname, "127.0.0.1", "localhost", *env.list("EXTRA_HOSTS", default=[])]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "organization.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "config.admin.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "import_export",
    "csp",
    "config",
    "organization",
    "files",
    "outbox",
    "documents",
    "deadlines",
    "plans",
    "procedures",
    "dossiers",
    "reviews",
    "feedback",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.readable_addresses",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "organization.middleware.SignInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "organization.middleware.SecondFactorMiddleware",
    "organization.middleware.private_pages",
    "config.middleware.unsent_forms",
    "config.middleware.ImpossibleFiltersMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

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
                "config.menu.frame",
            ],
        },
    },
]

# --- The house: questions that cross the apps, joined here by dotted path (see docs/decisions) --------------------

EVIDENCE = [
    "plans.sources.SOURCES",
    "procedures.evidence.SOURCES",
    "reviews.evidence.SOURCES",
    "dossiers.evidence.SOURCES",
    "feedback.evidence.SOURCES",
]
OWED = [
    "plans.owed.REGISTERS",
    "procedures.owed.REGISTERS",
    "reviews.owed.REGISTERS",
    "feedback.owed.REGISTERS",
]
DECISIONS = [
    "plans.owed.DECISIONS",
    "reviews.owed.DECISIONS",
    "feedback.owed.DECISIONS",
]
DOCUMENT_MAKERS = {
    "plans.paper": "plans.papers.make",
    "procedures.poster": "procedures.posters.make",
    "feedback.register": "feedback.register.make",
    "feedback.list": "feedback.register.make_list",
}

# --- Data: SQLite until DATABASE_URL names a PostgreSQL ------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Measured: without IMMEDIATE, writers meet "database is locked"; with it and WAL, none do.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    # An in-memory database cannot be shared by threads, so tests of two users at once need a file.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    # gunicorn runs 8 threads a process and each holds one connection while it answers. With psycopg's own 4, the other
    # four threads wait, after 30 s with an error. PostgreSQL's 100 connections are enough for 3 processes and workers.
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 4, "max_size": 12}

REDIS_URL = env("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "config.cache.RedisOrOwnCache", "LOCATION": REDIS_URL}}
    CACHES["default"]["OPTIONS"] = {"socket_connect_timeout": 1, "socket_timeout": 1}
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

STORED_FILES_DIR = VAR_DIR / "files"
MEDIA_ROOT = STORED_FILES_DIR
UPLOAD_MAX_BYTES = 10 * 1024 * 1024
CLAMAV_URL = env("CLAMAV_URL", default="")  # tcp://127.0.0.1:3310; without it no file waits for a scanner
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # a decision of 400 lines (procedures.forms.lines)

# How often in an hour, asked in this order (feedback.limits): for one address, for one key (a case), for one key at one
# address, for all together. Wrong secrets are not counted per case alone: a stranger could lock the sender out.
FEEDBACK_LIMITS = {
    "begin": {"address": 60, "everybody": 3_000},
    "file": {"address": 100, "everybody": 3_000},
    "submit": {"address": 10, "everybody": 300},
    "track": {"address": 40, "key_here": 10, "everybody": 3_000},
    "open": {"address": 120, "everybody": 6_000},
    "link": {"address": 10, "key": 3, "everybody": 300},
    "write": {"address": 30, "key": 20},
}

# --- Background work: the database is the queue, Celery only hurries ------------------------------------------------

CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "outbox-sweep": {"task": "outbox.tasks.sweep", "schedule": 60, "options": {"expires": 50}},
    "documents-sweep": {"task": "documents.tasks.sweep", "schedule": 60, "options": {"expires": 50}},
    "documents-forget": {"task": "documents.tasks.forget_old", "schedule": 86400},
    "deadlines-periods": {"task": "deadlines.tasks.make_next_periods", "schedule": 86400},
    "dossiers-tidy": {"task": "dossiers.tasks.tidy", "schedule": 86400},
    "procedures-links": {"task": "procedures.tasks.sweep_links", "schedule": 600, "options": {"expires": 590}},
    "feedback-tidy": {"task": "feedback.tasks.tidy", "schedule": 3600, "options": {"expires": 3500}},
    "plans-tidy": {"task": "plans.tasks.tidy", "schedule": 86400},
    "scan-waiting": {"task": "files.tasks.scan_waiting", "schedule": 300, "options": {"expires": 290}},
    "forget-orphans": {"task": "files.tasks.forget_orphans", "schedule": 86400},
}
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 1800,
        "socket_connect_timeout": 1,
        "socket_timeout": 1,
        # kombu waits 2 s before its second attempt; a request must not wait.
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,
    }
else:
    BROKER_DIR = VAR_DIR / "broker"
    BROKER_DIR.mkdir(exist_ok=True)
    (BROKER_DIR / "control").mkdir(exist_ok=True)
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR),
        "data_folder_out": str(BROKER_DIR),
        "control_folder": str(BROKER_DIR / "control"),
    }
    CELERY_WORKER_ENABLE_REMOTE_CONTROL = False

# --- Letters: files under var/mail/ until EMAIL_URL names a server ---------------------------------------------------

MAIL_DIR = VAR_DIR / "mail"
MAILS_ARE_FILES = "EMAIL_URL" not in env.ENVIRON
if MAILS_ARE_FILES:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = MAIL_DIR
else:
    vars().update(env.email_url("EMAIL_URL"))
EMAIL_TIMEOUT = 20
OUTBOX_LEASE_SECONDS = env.int("OUTBOX_LEASE_SECONDS", default=600)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="kstthc@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Sign-in ---------------------------------------------------------------------------------------------------------

REQUIRE_MFA = env.bool("REQUIRE_MFA", default=False)
AUTHENTICATION_BACKENDS = ["config.accounts.Backend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "config.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "config.account_forms.LoginForm",
    "change_password": "config.account_forms.ChangePasswordForm",
    "reset_password": "config.account_forms.ResetPasswordForm",
    "reset_password_from_key": "config.account_forms.ResetPasswordKeyForm",
    "reauthenticate": "config.account_forms.ReauthenticateForm",
}
# Failures are counted per address and per name at that address: strangers cannot lock a user out.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
# allauth's own generator uses a copy of the addresses: an address no longer in use would still open the account.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105  a name
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = urlsplit(SITE_URL).scheme
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_ADAPTER = "config.accounts.MFAAdapter"
MFA_FORMS = {
    "authenticate": "config.account_forms.AuthenticateForm",
    "reauthenticate": "config.account_forms.ReauthenticateByCodeForm",
    "activate_totp": "config.account_forms.ActivateTOTPForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the administrator typed the address
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "KSTTHC"
MFA_TOTP_TOLERANCE = 1  # a phone whose clock is half a minute off
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "organization.passwords.NotAboutMe"},
    {"NAME": "organization.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "organization.passwords.NotCommon"},
]
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# --- Safety ----------------------------------------------------------------------------------------------------------

HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from this machine, without the proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.int("TRUSTED_PROXY_COUNT", default=0) else None
SECURE_HSTS_SECONDS = 365 * 86400 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# --- Language and look -----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["config.formats"]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]  # sentences of Django that its own catalogue leaves in English

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "static-built"
STATICFILES_DIRS = [BASE_DIR / "static", ("bootstrap", str(files("bootstrap") / "css"))]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # WeasyPrint logs every step of every page.
    # kombu warns with each message that a file broker has no host name.
    "loggers": {name: {"level": "ERROR"} for name in ("weasyprint", "fontTools", "kombu.connection")},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
}
