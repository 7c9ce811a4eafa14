"""Finding an alarm within reach, and concluding about it: the same for doors and pages."""

from uuid import UUID

from api.auth import caller
from api.execution import carry_out
from api.idempotency import Stamp
from api.services import services
from api.texts import with_text
from ledger.kernel.clock import local_date
from ledger.kernel.receipts import Recorded
from ledger.moral.alarm_errors import AlarmNotFoundError, AlarmRunningError
from ledger.moral.alarm_handlers import SignConclusion, WriteConclusion
from ledger.moral.alarm_review import AlarmKind, Conclusion
from projections.moral.alarms.views import AlarmRow


def alarm_of(alarm_id: UUID) -> AlarmRow:
    """Return an alarm of the caller's own unit or below, or refuse."""
    alarm = services().views.alarms.of(alarm_id)
    if alarm is None:
        raise AlarmNotFoundError
    caller().require_unit(alarm.unit_code)
    return alarm


def write(
    stamp: Stamp, alarm: AlarmRow, *, conclusion: Conclusion, seen_position: int, words: str
) -> Recorded:
    """Write a conclusion; its words are kept beside the log, for they will be public."""
    _require_over(alarm)
    involved = tuple(services().views.alarms.involved(alarm))

    def command(text_id: UUID) -> Recorded:
        return carry_out(
            services(),
            WriteConclusion(
                **stamp,
                alarm_id=alarm.alarm_id,
                kind=AlarmKind(alarm.kind),
                unit_code=alarm.unit_code,
                conclusion=conclusion,
                seen_position=min(seen_position, alarm.grown_position),
                involved=involved,
                text_id=text_id,
                drafted_by=caller().person_id,
            ),
        )

    return with_text(stamp["key"], words, None, command)


def sign(stamp: Stamp, alarm: AlarmRow, draft: int) -> Recorded:
    """Sign the conclusion that another wrote."""
    _require_over(alarm)
    command = SignConclusion(
        **stamp,
        alarm_id=alarm.alarm_id,
        draft=draft,
        involved=tuple(services().views.alarms.involved(alarm)),
        signed_by=caller().person_id,
    )
    return carry_out(services(), command)


def _require_over(alarm: AlarmRow) -> None:
    if alarm.is_running(local_date(services().clock())):
        raise AlarmRunningError
