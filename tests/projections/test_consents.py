"""Consents and guardians as they are read, on both stores."""

from uuid import UUID

from ledger.kernel.ids import derive_subject
from ledger.registry.consent_commands import EndGuardian, RequestGuardian
from ledger.registry.consent_purposes import Purpose
from projections.check import check as find_differences
from tests.projections.setting import Setting
from tests.support.village import CITY, COMMUNITY, Village


def test_the_last_decision_stands_and_all_are_kept(setting: Setting, village: Village) -> None:
    person = village.volunteers[0]
    village.agree(person, Purpose.RANKING)
    village.agree(person, Purpose.STATION)
    village.withdraw(person, Purpose.RANKING)
    views = setting.project()
    standing = views.consents.of(person)
    assert {name: it.given for name, it in standing.items()} == {"ranking": False, "station": True}
    told = views.consents.history(person)
    assert [(it.purpose, it.given) for it in told] == [
        ("ranking", False),
        ("station", True),
        ("ranking", True),
    ]
    older = views.consents.history(person, 2, before_position=told[0].position)
    assert older == told[1:]
    assert find_differences(setting.ledger, setting.store) == []


def test_who_follows_sees_each_standing_decision_once(setting: Setting, village: Village) -> None:
    first, second = village.volunteers
    village.agree(first, Purpose.RANKING)
    village.agree(second, Purpose.RANKING, notice_version=1)
    village.withdraw(first, Purpose.RANKING)
    views = setting.project()
    changed = views.consents.changed_after(0)
    assert [(it.person_id, it.given) for it in changed] == [(second, True), (first, False)]
    assert views.consents.changed_after(changed[-1].position) == []
    assert views.consents.changed_after(0, limit=1) == changed[:1]
    outdated = views.consents.given_before("ranking", 2)
    assert [it.person_id for it in outdated] == [second]
    assert views.consents.given_before("ranking", 2, after=second) == []


def test_guardians_are_found_from_both_sides_and_requests_at_the_desk(
    setting: Setting, village: Village
) -> None:
    guardian = village.keeper
    child, other = (derive_subject("person", "child", n) for n in (1, 2))

    def ask(person: UUID) -> None:
        values = {"person_id": person, "guardian_id": guardian, "unit_code": COMMUNITY}
        village.do(RequestGuardian, **values)

    ask(child)
    ask(other)
    views = setting.project()
    waiting = [it.person_id for it in views.guardians.requests(CITY)]
    assert waiting == [child, other]
    assert views.guardians.requests("150102") == []
    village.link(child, guardian)
    village.do(EndGuardian, person_id=other, guardian_id=guardian, ended_by=guardian)
    setting.project()
    assert [(it.person_id, it.state) for it in views.guardians.of_guardian(guardian)] == [
        (child, "linked")
    ]
    assert [it.guardian_id for it in views.guardians.of_minor(child)] == [guardian]
    assert views.guardians.requests(CITY) == []
