"""Doors to one's own way in: password, app, recovery codes, passkeys, step-up."""

from typing import Any
from uuid import UUID

from api.doors import Doors
from api.idempotency import without_key
from api.permissions import Action, requires
from api.services import services
from api.staff import security
from api.staff.flow import Proof
from api.staff.schemas import (
    AppAnswer,
    FirstCodeSchema,
    NewPasskeySchema,
    NewPasswordSchema,
    OptionsAnswer,
    PasskeyIdAnswer,
    ProofSchema,
    ProvedAnswer,
    RecoveryCodesAnswer,
    SecurityAnswer,
)

blp = Doors("security", "Staff: one's own password and second factors")


@blp.get("/me/security")
@requires(Action.SEE_SELF)
@blp.acts(SecurityAnswer)
def see_security() -> Any:
    """Tell what one's own account has (登录安全)."""
    return security.overview()


@blp.post("/me/security/password")
@without_key
@requires(Action.SEE_SELF)
@blp.commands(NewPasswordSchema, SecurityAnswer, status=200)
def change_password(loaded: dict[str, Any]) -> Any:
    """Change the password; sessions on other devices end (改密码)."""
    security.change_password(loaded["current"], loaded["new"])
    return security.overview()


@blp.post("/me/security/app")
@without_key
@requires(Action.SEE_SELF, step_up=True)
@blp.acts(AppAnswer)
def begin_app() -> Any:
    """Ask for the secret of a new authenticator app (动态口令)."""
    return security.begin_app()


@blp.post("/me/security/app/first-code")
@without_key
@requires(Action.SEE_SELF, step_up=True)
@blp.commands(FirstCodeSchema, RecoveryCodesAnswer, status=200)
def confirm_app(loaded: dict[str, Any]) -> Any:
    """Send the first code of the new app; from now on it counts (确认动态口令)."""
    return {"recovery_codes": security.confirm_app(loaded["code"])}


@blp.post("/me/security/recovery-codes")
@without_key
@requires(Action.SEE_SELF, step_up=True)
@blp.acts(RecoveryCodesAnswer)
def renew_recovery_codes() -> Any:
    """Ask for fresh recovery codes; earlier ones end (恢复码)."""
    return {"recovery_codes": security.new_recovery_codes()}


@blp.post("/me/security/passkeys/options")
@without_key
@requires(Action.SEE_SELF, step_up=True)
@blp.acts(OptionsAnswer)
def begin_passkey() -> Any:
    """Ask for what a browser needs to make a passkey (添加通行密钥)."""
    return {"options": security.begin_passkey()}


@blp.post("/me/security/passkeys")
@without_key
@requires(Action.SEE_SELF, step_up=True)
@blp.commands(NewPasskeySchema, PasskeyIdAnswer)
def add_passkey(loaded: dict[str, Any]) -> Any:
    """Keep the passkey a browser made (添加通行密钥)."""
    return {"passkey_id": security.add_passkey(loaded["passkey"], loaded["label"])}


@blp.post("/me/security/passkeys/<uuid:passkey_id>/removal")
@without_key
@requires(Action.SEE_SELF, step_up=True)
@blp.acts(SecurityAnswer)
def remove_passkey(passkey_id: UUID) -> Any:
    """Forget one of one's passkeys (删除通行密钥)."""
    security.remove_passkey(passkey_id)
    return security.overview()


@blp.post("/me/step-up/options")
@without_key
@requires(Action.SEE_SELF)
@blp.acts(OptionsAnswer)
def begin_step_up() -> Any:
    """Ask for a challenge for one of one's own passkeys; null without any (再验一步)."""
    return {"options": security.step_up_options()}


@blp.post("/me/step-up")
@without_key
@requires(Action.SEE_SELF)
@blp.commands(ProofSchema, ProvedAnswer, status=200)
def step_up(loaded: dict[str, Any]) -> Any:
    """Show a second factor again, for ten minutes of what is dear (再验一步)."""
    security.step_up(Proof(code=loaded["code"], passkey=loaded["passkey"]))
    return {"proved_at": services().clock()}
