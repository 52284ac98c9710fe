"""Django's settings, taken from the rows of `environment`."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from lantoa.config import storage
from lantoa.config.environment import value
from lantoa.shared import redis

PACKAGE = Path(__file__).resolve().parent.parent
DATA: Path = value("LANTOA_DATA").resolve()

DEBUG: bool = value("LANTOA_DEBUG")
SECRET_KEY: str = value("LANTOA_SECRET_KEY") or "only-for-commands-that-serve-nobody"
ALLOWED_HOSTS: list[str] = [host.strip() for host in value("LANTOA_HOSTS").split(",") if host.strip()]
ORIGIN: str = value("LANTOA_ORIGIN").rstrip("/")
CSRF_TRUSTED_ORIGINS = [ORIGIN] if ORIGIN else []
SAMPLE_SIGN_IN: bool = value("LANTOA_SAMPLE")

INSTALLED_APPS = [
    "lantoa.portal",
    "lantoa.demo",
    "lantoa.reports",
    "lantoa.conversations",
    "lantoa.work",
    "lantoa.plans",
    "lantoa.answers",
    "lantoa.library",
    "lantoa.org",
    "lantoa.shared",
    "wagtail.snippets",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lantoa.shared.middleware.RefusedFormMiddleware",
    "lantoa.org.middleware.ForgettingMiddleware",
    "lantoa.shared.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lantoa.org.middleware.ActorMiddleware",
    "lantoa.org.middleware.AccountPagesMiddleware",
    "lantoa.org.middleware.SecondFactorMiddleware",
    "lantoa.org.middleware.IdleLockMiddleware",
    "lantoa.org.desk.middleware.DeskAllowListMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lantoa.shared.middleware.DomainErrorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "lantoa.config.urls"
WSGI_APPLICATION = "lantoa.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "lantoa.portal.context.site",
            ],
            "builtins": ["lantoa.shared.templatetags.lantoa"],
        },
    }
]

if value("DATABASE_URL"):
    DATABASES: dict[str, Any] = {
        "default": dj_database_url.parse(value("DATABASE_URL"), conn_max_age=60, conn_health_checks=True)
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "lantoa.sqlite3",
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "timeout": 20,
                # A writer takes its lock at the start, so two writers wait for one another and do not fail half-way.
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                " PRAGMA cache_size=-8000;",
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# On one machine the processes share the database's cache table, so that rate limits hold for all of them.
# Past its most entries the table drops some at random, counts of tries among them: room enough that none is lost.
CACHE_TABLE: dict[str, Any] = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "shared_cache",
    "OPTIONS": {"MAX_ENTRIES": 100_000},
}
if value("REDIS_URL"):
    CACHES: dict[str, Any] = redis.caches(value("REDIS_URL"), while_away=CACHE_TABLE)
else:
    CACHES = {"default": CACHE_TABLE}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# --- how workers are woken: `bell` is ours, see lantoa.shared.jobs.bells
QUEUES = ["default", "long"]
if value("REDIS_URL"):
    INSTALLED_APPS += ["django_rq"]
    TASKS: dict[str, Any] = redis.tasks(QUEUES)
    RQ_QUEUES = redis.rq_queues(QUEUES, value("REDIS_URL"))
else:
    TASKS = {
        "default": {
            "BACKEND": "django_tasks_db.DatabaseBackend",
            "QUEUES": QUEUES,
            "OPTIONS": {"bell": "lantoa.shared.jobs.database_bell.DatabaseBell"},
        }
    }

# --- people and sign-in
AUTH_USER_MODEL = "org.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "lantoa.org.auth.PositionBackend",
    "lantoa.org.auth.FieldBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:after_sign_in"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "lantoa.org.auth.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_SESSION_REMEMBER = False
# django-axes counts wrong passwords first; this holds wrong codes, and names tried from many places.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,10/900s/key"}
ACCOUNT_FORMS = {
    "login": "lantoa.org.account_forms.SignInForm",
    "change_password": "lantoa.org.account_forms.NewPasswordForm",
    "reset_password": "lantoa.org.account_forms.ForgottenPasswordForm",
    "reset_password_from_key": "lantoa.org.account_forms.ChosenPasswordForm",
    "reauthenticate": "lantoa.org.account_forms.PasswordAgainForm",
}
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_ADAPTER = "lantoa.org.open_id.SocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if value("OIDC_SERVER_URL"):
    parts = urlsplit(value("OIDC_SERVER_URL"))
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise ValueError("OIDC_SERVER_URL: phải bắt đầu bằng https://")
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": value("OIDC_NAME"),
                "client_id": value("OIDC_CLIENT_ID"),
                "secret": value("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": value("OIDC_SERVER_URL")},
            }
        ],
    }
MFA_ADAPTER = "lantoa.org.auth.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Lan Tỏa"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "lantoa.org.account_forms.CodeForm",
    "reauthenticate": "lantoa.org.account_forms.CodeAgainForm",
    "activate_totp": "lantoa.org.account_forms.FirstCodeForm",
}

AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "lantoa.org.auth.tried_name"
AXES_CLIENT_IP_CALLABLE = "lantoa.shared.ratelimit.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "lantoa.org.auth.locked_out"
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True

# --- security
TRUSTED_PROXIES: int = value("LANTOA_PROXIES")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = value("LANTOA_HTTPS")
SESSION_COOKIE_NAME = "lantoa"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "lantoa.portal.views.form_expired"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 30 if value("LANTOA_HTTPS") else 0
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, "'unsafe-inline'"],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
        "base-uri": [SELF],
        "object-src": [NONE],
    },
}

if value("OIDC_SERVER_URL"):
    # The button of the provider is a form; browsers hold the address that it is led on to against this list as well.
    parts = urlsplit(value("OIDC_SERVER_URL"))
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(f"{parts.scheme}://{parts.netloc}")

# --- e-mail: only for forgotten passwords; without a server the page says who to ask
EMAIL_HOST = value("LANTOA_EMAIL_HOST")
EMAIL_PORT = value("LANTOA_EMAIL_PORT")
EMAIL_HOST_USER = value("LANTOA_EMAIL_USER")
EMAIL_HOST_PASSWORD = value("LANTOA_EMAIL_PASSWORD")
EMAIL_USE_TLS = value("LANTOA_EMAIL_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = value("LANTOA_EMAIL_FROM")

# --- language, time, numbers
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]  # each in its own words, so that who needs it finds it
LANGUAGE_COOKIE_NAME = "lantoa-language"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = SESSION_COOKIE_SECURE
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_CONTENT_LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["lantoa.config.formats"]
LOCALE_PATHS = [PACKAGE / "locale" / part for part in ("project", "wagtail", "django")]

# --- files
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "files"
STORAGES = {
    "default": storage.default(),
    "staticfiles": {"BACKEND": "lantoa.config.static.StaticStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
UPLOAD_BYTES: int = value("LANTOA_UPLOAD_MB") * 1024 * 1024
# Seconds between two looks into the log of knowledge: so long may an answer be behind what was published or withdrawn.
INDEX_LOOKS_EVERY = 1.0
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- a language model that proposes; without an address and a name none is ever asked
LLM: dict[str, str] = {name: value(name) for name in ("LANTOA_LLM_ADDRESS", "LANTOA_LLM_MODEL", "LANTOA_LLM_KEY")}

# --- the desk
WAGTAIL_SITE_NAME = "Lan Tỏa"
WAGTAILADMIN_BASE_URL = ORIGIN or "http://127.0.0.1:8000"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_USER_EDIT_FORM = "wagtail.users.forms.UserEditForm"
WAGTAILADMIN_GLOBAL_EDIT_LOCK = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"mask": {"()": "lantoa.config.masking.MaskSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["mask"]}},
    "root": {"handlers": ["console"], "level": value("LANTOA_LOG_LEVEL")},
    "loggers": {
        "axes": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
    },
}

SILENCED_SYSTEM_CHECKS = ["wagtailadmin.W003"]
