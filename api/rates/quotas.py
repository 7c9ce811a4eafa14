"""The quotas: how often a minute somebody, or an address, may do something.

People at work have more than people with their own phone: a keeper scans for everybody who comes.
"""

from dataclasses import dataclass

from people.roles import Role

WINDOW_S = 60
SCANS_MAX = 60
STAFF_SCANS_MAX = 300
BULK_MAX = 10
STAFF_BULK_MAX = 30
WRITES_MAX = 120
STAFF_WRITES_MAX = 600
READS_MAX = 600
STAFF_READS_MAX = 3_000
REFUSED_SCANS_MAX = 30
STAFF_REFUSED_SCANS_MAX = 600
"""More than one request may bring (`BULK_SCANS_MAX`): a keeper's whole day offline has answers."""
SIGNED_OUT_MAX = 300
"""Of an address: a whole village may share one."""
UNKNOWN_TOKENS_MAX = 60
SIGN_IN_FAILURES_MAX = 20
SIGN_IN_CODES_MAX = 30
"""Of an address: a whole village may sign in on the same morning, behind one."""
DEVICE_CODE_FAILURES_MAX = 10

OWN_PHONE_ROLES = frozenset({Role.VOLUNTEER, Role.RIDER, Role.RESIDENT})


@dataclass(frozen=True, slots=True)
class Quota:
    """How often in a window something may be done, and how often by people at work."""

    name: str
    own_max: int
    staff_max: int
    window_s: int = WINDOW_S

    def max_for(self, role: Role) -> int:
        """Return how often somebody of a role may."""
        return self.own_max if role in OWN_PHONE_ROLES else self.staff_max


SCANS = Quota("scans", SCANS_MAX, STAFF_SCANS_MAX)
BULK = Quota("bulk", BULK_MAX, STAFF_BULK_MAX)
WRITES = Quota("writes", WRITES_MAX, STAFF_WRITES_MAX)
READS = Quota("reads", READS_MAX, STAFF_READS_MAX)
REFUSED_SCANS = Quota("refused_scans", REFUSED_SCANS_MAX, STAFF_REFUSED_SCANS_MAX)
"""Refusals that are kept as events: beyond them a scan is refused without one."""

SIGNED_OUT = Quota("signed_out", SIGNED_OUT_MAX, SIGNED_OUT_MAX)
UNKNOWN_TOKENS = Quota("unknown_tokens", UNKNOWN_TOKENS_MAX, UNKNOWN_TOKENS_MAX)
SIGN_IN_FAILURES = Quota("sign_in_failures", SIGN_IN_FAILURES_MAX, SIGN_IN_FAILURES_MAX)
SIGN_IN_CODES = Quota("sign_in_codes", SIGN_IN_CODES_MAX, SIGN_IN_CODES_MAX)
DEVICE_CODE_FAILURES = Quota(
    "device_code_failures", DEVICE_CODE_FAILURES_MAX, DEVICE_CODE_FAILURES_MAX
)
"""These are counted for an address."""

EXPORTS_MAX = 6
EXPORTS = Quota("exports", EXPORTS_MAX, EXPORTS_MAX)
"""Copies of all of one's own data: each reads many pages."""
PUBLIC_LISTS_MAX = 60
PUBLIC_LISTS = Quota("public_lists", PUBLIC_LISTS_MAX, PUBLIC_LISTS_MAX)
"""Pages of lists that everybody may read, of an address: read by people, not copied whole."""
REFUSALS_NOTED_MAX = 10
REFUSALS_NOTED = Quota("refusals_noted", REFUSALS_NOTED_MAX, REFUSALS_NOTED_MAX)
"""Refused doors that the audit log keeps of one caller: a loop must not fill it."""

TYPED_WINDOW_S = 900
TYPED_CODES_MAX = 10
TYPED_CODES = Quota("typed_codes", TYPED_CODES_MAX, TYPED_CODES_MAX, TYPED_WINDOW_S)
"""Six digits that one person types, right or wrong; coming and leaving need two."""
WRONG_CODES_MAX = 40
WRONG_CODES = Quota("wrong_codes", WRONG_CODES_MAX, WRONG_CODES_MAX, TYPED_WINDOW_S)
"""Wrong digits typed for one activity, whoever types them; its picture can still be scanned."""

DAY_S = 86_400
CERTIFICATES_MAX = 20
STAFF_CERTIFICATES_MAX = 300
CERTIFICATES = Quota("certificates", CERTIFICATES_MAX, STAFF_CERTIFICATES_MAX, DAY_S)
"""Certificates issued in a day: each is kept for ever with all its lines."""
PAPERS_MAX = 20
STAFF_PAPERS_MAX = 120
PAPERS = Quota("papers", PAPERS_MAX, STAFF_PAPERS_MAX)
"""Certificates printed."""
NAME_CHECKS_MAX = 10
NAME_CHECKS = Quota("name_checks", NAME_CHECKS_MAX, NAME_CHECKS_MAX, TYPED_WINDOW_S)
"""Names that an address tries at one certificate, right or wrong."""
NAME_CHECKS_OF_ONE_MAX = 40
NAME_CHECKS_OF_ONE = Quota(
    "name_checks_of_one", NAME_CHECKS_OF_ONE_MAX, NAME_CHECKS_OF_ONE_MAX, TYPED_WINDOW_S
)
"""Names that are tried at one certificate from anywhere."""

PHOTOS_MAX = 60
STAFF_PHOTOS_MAX = 1_000
PHOTOS = Quota("photos", PHOTOS_MAX, STAFF_PHOTOS_MAX, DAY_S)
"""Photos sent in a day: each is decoded, and kept for days even if it proves nothing."""

REPORTS_MAX = 60
REPORTS = Quota("reports", REPORTS_MAX, REPORTS_MAX, DAY_S)
"""Reports sent in a day, repeats of a queue included: each is looked at by somebody."""

QUOTAS = (
    SCANS,
    BULK,
    WRITES,
    READS,
    REFUSED_SCANS,
    SIGNED_OUT,
    UNKNOWN_TOKENS,
    SIGN_IN_FAILURES,
    SIGN_IN_CODES,
    EXPORTS,
    PUBLIC_LISTS,
    REFUSALS_NOTED,
    DEVICE_CODE_FAILURES,
    TYPED_CODES,
    WRONG_CODES,
    CERTIFICATES,
    PAPERS,
    NAME_CHECKS,
    NAME_CHECKS_OF_ONE,
    PHOTOS,
    REPORTS,
)
