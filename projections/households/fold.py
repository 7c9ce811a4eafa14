"""How events become households, their members, gates, history, and what waits."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from ledger.households.change import HouseholdChange
from ledger.households.household import Household
from ledger.households.kinds import Relation
from ledger.households.request import HouseholdRequests
from projections.households.states import DecisionState, HouseholdState, RequestState
from projections.projection import Fold, LogEvent, folds
from projections.rows import Record

_OF_MEMBERS = (Household.MemberJoined, Household.MemberLeft, Household.RelationChanged)
_PROPOSED = (
    *("household_id", "number", "unit_code", "kind", "other_id", "other_number"),
    *("stays", "leaves", "reason", "text_id", "photo_id", "proposed_by"),
)
_DECIDED = (HouseholdChange.Confirmed, HouseholdChange.TurnedDown, HouseholdChange.Withdrawn)
_ANSWERED = (HouseholdRequests.Answered, HouseholdRequests.Withdrawn)


class HouseholdsFold(Fold):
    """One batch of events of households."""

    def load(self, batch: Sequence[LogEvent]) -> None:
        """Read the households touched, their members touched, their units and what is decided."""
        events = [log.event for log in batch]
        of_household = [it for it in events if isinstance(it, Household.Event)]
        households = self.rows["households"]
        ids = {it.originator_id for it in of_household}
        households.load(ids)
        self.rows["members"].load(
            (it.originator_id, it.person_id) for it in of_household if isinstance(it, _OF_MEMBERS)
        )
        units = {it.unit_code for it in of_household if isinstance(it, Household.Registered)}
        known = (households.get(it) for it in ids)
        self.rows["totals"].load(units | {it["unit_code"] for it in known if it})
        self.rows["changes"].load(
            (it.household_id, it.number) for it in events if isinstance(it, _DECIDED)
        )
        self.rows["requests"].load(
            (it.person_id, it.number) for it in events if isinstance(it, _ANSWERED)
        )

    @folds(Household.Registered)
    def _registered(self, log: LogEvent) -> None:
        event = log.event
        household_id = event.originator_id
        self.rows["households"].put(
            {
                "household_id": household_id,
                "position": log.position,
                "unit_code": event.unit_code,
                "group_name": event.group,
                "number": event.number,
                "head_id": None,
                "members": 0,
                "in_scheme": False,
                "publishes": False,
                "generation": 1,
                "state": HouseholdState.OPEN,
                "merged_into": None,
                "split_from": event.split_from,
                "registered_at": event.occurred_at,
            }
        )
        self._count(event.unit_code, households=1)
        self._gate(household_id, 1)
        self._note(log, "registered", by=event.registered_by, other_id=event.split_from)

    @folds(Household.Regrouped)
    def _regrouped(self, log: LogEvent) -> None:
        event = log.event
        self._row(log)["group_name"] = event.group
        self._note(log, "regrouped", detail=event.group, by=event.changed_by)

    @folds(Household.MemberJoined)
    def _joined(self, log: LogEvent) -> None:
        event, row = log.event, self._row(log)
        is_head = event.relation == Relation.HEAD
        self.rows["members"].put(
            {
                "household_id": event.originator_id,
                "person_id": event.person_id,
                "relation": event.relation,
                "is_head": is_head,
                "joined_on": event.joined_on,
                "position": log.position,
            }
        )
        row["members"] += 1
        if is_head:
            row["head_id"] = event.person_id
        self._count(row["unit_code"], members=1)
        self._note(log, "joined", event.relation, person_id=event.person_id, by=event.joined_by)

    @folds(Household.MemberLeft)
    def _left(self, log: LogEvent) -> None:
        event, row = log.event, self._row(log)
        self.rows["members"].remove((event.originator_id, event.person_id))
        row["members"] -= 1
        if row["head_id"] == event.person_id:
            row["head_id"] = None
        self._count(row["unit_code"], members=-1)
        self._note(log, "left", event.reason, person_id=event.person_id, by=event.left_by)

    @folds(Household.RelationChanged)
    def _related(self, log: LogEvent) -> None:
        event, row = log.event, self._row(log)
        is_head = event.relation == Relation.HEAD
        member = self.rows["members"].change((event.originator_id, event.person_id))
        member |= {"relation": event.relation, "is_head": is_head}
        if is_head:
            row["head_id"] = event.person_id
        elif row["head_id"] == event.person_id:
            row["head_id"] = None
        self._note(log, "related", event.relation, person_id=event.person_id, by=event.changed_by)

    @folds(Household.SchemeJoined)
    def _scheme_joined(self, log: LogEvent) -> None:
        self._switch(log, "in_scheme", value=True, kind="scheme_joined")

    @folds(Household.SchemeLeft)
    def _scheme_left(self, log: LogEvent) -> None:
        self._switch(log, "in_scheme", value=False, kind="scheme_left")

    @folds(Household.PublicationAllowed)
    def _allowed(self, log: LogEvent) -> None:
        self._switch(log, "publishes", value=True, kind="publication_allowed")

    @folds(Household.PublicationWithdrawn)
    def _withdrawn(self, log: LogEvent) -> None:
        self._switch(log, "publishes", value=False, kind="publication_withdrawn")

    @folds(Household.GateCodeReplaced)
    def _gate_code_replaced(self, log: LogEvent) -> None:
        event = log.event
        self._row(log)["generation"] = event.generation
        self._gate(event.originator_id, event.generation)
        self._note(log, "gate_code_replaced", event.reason, by=event.replaced_by)

    @folds(Household.Merged)
    def _merged(self, log: LogEvent) -> None:
        event = log.event
        self._row(log)["merged_into"] = event.into_id
        self._end(log, HouseholdState.MERGED)
        self._note(log, "merged", other_id=event.into_id, points=event.points)

    @folds(Household.TookIn)
    def _took_in(self, log: LogEvent) -> None:
        self._note(log, "took_in", other_id=log.event.from_id, points=log.event.points)

    @folds(Household.Divided)
    def _divided(self, log: LogEvent) -> None:
        event = log.event
        ratio = f"{event.stays}:{event.leaves}"
        self._note(log, "divided", ratio, other_id=event.new_id, points=event.points)

    @folds(Household.Closed)
    def _closed(self, log: LogEvent) -> None:
        self._end(log, HouseholdState.CLOSED)
        self._note(log, "closed", log.event.reason, by=log.event.closed_by)

    @folds(HouseholdChange.Proposed)
    def _proposed(self, log: LogEvent) -> None:
        event = log.event
        undecided = dict.fromkeys(("decided_by", "answer_text_id", "decided_at", "points"))
        self.rows["changes"].put(
            {name: getattr(event, name) for name in _PROPOSED}
            | {
                "position": log.position,
                "group_name": event.group,
                "state": DecisionState.OPEN,
                "members": tuple(map(str, event.members)),
                "relations": tuple(event.relations),
                "heads": tuple(map(str, event.heads)),
                "proposed_at": event.occurred_at,
            }
            | undecided
        )

    @folds(HouseholdChange.Confirmed)
    def _confirmed(self, log: LogEvent) -> None:
        event = log.event
        row = self._decide(event, DecisionState.CONFIRMED, event.confirmed_by)
        row["points"] = event.points

    @folds(HouseholdChange.TurnedDown)
    def _turned_down(self, log: LogEvent) -> None:
        event = log.event
        row = self._decide(event, DecisionState.TURNED_DOWN, event.decided_by)
        row["answer_text_id"] = event.text_id

    @folds(HouseholdChange.Withdrawn)
    def _change_withdrawn(self, log: LogEvent) -> None:
        self._decide(log.event, DecisionState.WITHDRAWN, log.event.withdrawn_by)

    @folds(HouseholdRequests.Made)
    def _made(self, log: LogEvent) -> None:
        event = log.event
        copied = ("person_id", "number", "household_id", "unit_code", "kind", "text_id")
        self.rows["requests"].put(
            {name: getattr(event, name) for name in copied}
            | {"position": log.position, "state": RequestState.OPEN, "made_at": event.occurred_at}
            | dict.fromkeys(("answered_by", "answer_text_id", "answered_at"))
        )

    @folds(HouseholdRequests.Answered)
    def _answered(self, log: LogEvent) -> None:
        event = log.event
        row = self.rows["requests"].change((event.person_id, event.number))
        row["state"] = RequestState.DONE if event.is_done else RequestState.DECLINED
        row |= {"answered_by": event.answered_by, "answer_text_id": event.text_id}
        row["answered_at"] = event.occurred_at

    @folds(HouseholdRequests.Withdrawn)
    def _request_withdrawn(self, log: LogEvent) -> None:
        row = self.rows["requests"].change((log.event.person_id, log.event.number))
        row |= {"state": RequestState.WITHDRAWN, "answered_at": log.event.occurred_at}

    def _row(self, log: LogEvent) -> Record:
        return self.rows["households"].change(log.event.originator_id)

    def _gate(self, household_id: UUID, generation: int) -> None:
        gate_id = Household.gate_id(household_id, generation)
        self.rows["gates"].put(
            {"gate_id": gate_id, "household_id": household_id, "generation": generation}
        )

    def _switch(self, log: LogEvent, name: str, *, value: bool, kind: str) -> None:
        event, row = log.event, self._row(log)
        row[name] = value
        column = "publishing" if name == "publishes" else name
        self._count(row["unit_code"], **{column: 1 if value else -1})
        self._note(log, kind, person_id=event.agreed_by, by=event.entered_by)

    def _end(self, log: LogEvent, state: HouseholdState) -> None:
        row = self._row(log)
        row["state"] = state
        gone = {"in_scheme": row["in_scheme"], "publishing": row["publishes"]}
        row |= {"in_scheme": False, "publishes": False}
        self._count(row["unit_code"], households=-1, **{it: -int(n) for it, n in gone.items()})

    def _decide(self, event: Any, state: DecisionState, by: UUID) -> Record:
        row = self.rows["changes"].change((event.household_id, event.number))
        row |= {"state": state, "decided_by": by, "decided_at": event.occurred_at}
        return row

    def _count(self, unit_code: str, **amounts: int) -> None:
        start = dict.fromkeys(("households", "members", "in_scheme", "publishing"), 0)
        self.rows["totals"].add({"unit_code": unit_code, **start}, **amounts)

    def _note(self, log: LogEvent, kind: str, detail: str = "", **facts: Any) -> None:
        absent = {"person_id": None, "other_id": None, "points": 0, "by": None}
        self.rows["history"].append(
            {
                "position": log.position,
                "household_id": log.event.originator_id,
                "kind": kind,
                "detail": detail,
                "occurred_at": log.event.occurred_at,
            }
            | absent
            | facts
        )
