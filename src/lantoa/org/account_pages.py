"""Which pages of sign-in exist, which of them a person reaches before the second factor, and which while locked."""

from __future__ import annotations

ALLOWED = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reauthenticate",
        "account_change_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "desk_login",
        "desk_logout",
        "mfa_index",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
    }
)
"""Names of allauth's own views that may be reached; all others answer 404: sign-up, e-mail pages, connections."""

BEFORE_SECOND_FACTOR = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reauthenticate",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "desk_login",
        "desk_logout",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "openid_connect_login",
        "openid_connect_callback",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
        "org:locked",
        "org:lock",
        "org:idle",
        "portal:language",
    }
)
"""What a session of a desk role reaches before its second factor: signing in and out, and setting the factor up."""

WHILE_LOCKED = frozenset(
    {
        "account_login",
        "account_logout",
        "desk_logout",
        "org:locked",
        "org:lock",
        "org:idle",
        "org:field_sign_in",
        "org:bind",
        "org:field_sign_out",
        "portal:language",
    }
)
"""What a locked session reaches: the pages that open it again or end it."""
