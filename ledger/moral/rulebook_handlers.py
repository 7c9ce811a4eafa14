"""Handlers of rule books and their templates."""

from uuid import UUID

from ledger.kernel.commands import Answer, handles
from ledger.kernel.session import Session
from ledger.moral import drafting, enacting
from ledger.moral.drafting import Stamp, Start
from ledger.moral.rulebook import Rulebook
from ledger.moral.rulebook_commands import (
    AddRuleItem,
    ChangeRuleItem,
    ClearRulebook,
    CloseConsultation,
    DraftRulebook,
    DropRulebookDraft,
    EditDraft,
    EnactRulebook,
    FileRulebook,
    OfVersion,
    PublishRuleTemplate,
    RecordRulebookVote,
    RemoveLinkage,
    RemoveRuleItem,
    ReturnRulebook,
    SendRulebookForReview,
    SetLinkage,
    SetPledgeText,
    SetRuleParameters,
)
from ledger.moral.rulebook_errors import RulebookVersionNotFoundError
from ledger.moral.template import BUILT_IN, RuleTemplate, built_in
from ledger.registry.county_levels import COUNTY_CODE_LENGTH


def _draft_streams(command: DraftRulebook) -> list[UUID]:
    county = command.unit_code[:COUNTY_CODE_LENGTH]
    return [Rulebook.create_id(command.unit_code), RuleTemplate.create_id(county)]


def _streams(command: OfVersion) -> list[UUID]:
    return [Rulebook.create_id(command.unit_code)]


@handles(DraftRulebook, streams=_draft_streams)
def draft_rulebook(session: Session, command: DraftRulebook) -> Answer:
    """Begin a version from the one in force, or from the county's template."""
    book = session.find(Rulebook, Rulebook.create_id(command.unit_code))
    is_new = book is None
    book = book or Rulebook(unit_code=command.unit_code)
    last = book.last_enacted
    use_template = command.from_template or last is None
    start = _template(session, command.unit_code) if use_template or not last else Start.of(last)
    number = drafting.begin_draft(book, start, command.drafted_by, command.at)
    if is_new:
        session.add(book)
    return {"unit_code": command.unit_code, "version": number, "base": start.base}


@handles(AddRuleItem, streams=_streams)
def add_rule_item(session: Session, command: AddRuleItem) -> Answer:
    """Add an item to a draft; one that touches rights is refused."""
    book = _book(session, command)
    drafting.add_item(book, command.item.tidied(), _stamp(command))
    return _edited(book, command)


@handles(ChangeRuleItem, streams=_streams)
def change_rule_item(session: Session, command: ChangeRuleItem) -> Answer:
    """Change an item of a draft."""
    book = _book(session, command)
    drafting.change_item(book, command.item.tidied(), _stamp(command))
    return _edited(book, command)


@handles(RemoveRuleItem, streams=_streams)
def remove_rule_item(session: Session, command: RemoveRuleItem) -> Answer:
    """Take an item out of a draft."""
    book = _book(session, command)
    drafting.remove_item(book, command.item_code, _stamp(command))
    return _edited(book, command)


@handles(SetLinkage, streams=_streams)
def set_linkage(session: Session, command: SetLinkage) -> Answer:
    """Say what points are good for."""
    book = _book(session, command)
    drafting.set_linkage(book, command.linkage, _stamp(command))
    return _edited(book, command)


@handles(RemoveLinkage, streams=_streams)
def remove_linkage(session: Session, command: RemoveLinkage) -> Answer:
    """Take out what points were good for."""
    book = _book(session, command)
    drafting.remove_linkage(book, command.linkage_code, _stamp(command))
    return _edited(book, command)


@handles(SetRuleParameters, streams=_streams)
def set_rule_parameters(session: Session, command: SetRuleParameters) -> Answer:
    """Switch deductions on or off, and say what a point is worth."""
    book = _book(session, command)
    drafting.set_parameters(
        book,
        _stamp(command),
        deductions_on=command.deductions_on,
        face_value_fen=command.face_value_fen,
    )
    return _edited(book, command)


@handles(SetPledgeText, streams=_streams)
def set_pledge_text(session: Session, command: SetPledgeText) -> Answer:
    """Write what households sign."""
    book = _book(session, command)
    drafting.set_pledge(book, command.pledge, _stamp(command))
    return _edited(book, command)


@handles(CloseConsultation, streams=_streams)
def close_consultation(session: Session, command: CloseConsultation) -> Answer:
    """End the time for opinions."""
    book = _book(session, command)
    enacting.close_consultation(
        book, command.version, opinions=command.opinions, by=command.by, at=command.at
    )
    return _stands(book, command)


@handles(SendRulebookForReview, streams=_streams)
def send_rulebook_for_review(session: Session, command: SendRulebookForReview) -> Answer:
    """Send a draft to the township."""
    book = _book(session, command)
    enacting.send_for_review(book, command.version, by=command.by, at=command.at)
    return _stands(book, command)


@handles(ReturnRulebook, streams=_streams)
def return_rulebook(session: Session, command: ReturnRulebook) -> Answer:
    """Send a draft back to the village."""
    book = _book(session, command)
    enacting.return_draft(
        book, command.version, by=command.by, text_id=command.text_id, at=command.at
    )
    return _stands(book, command)


@handles(ClearRulebook, streams=_streams)
def clear_rulebook(session: Session, command: ClearRulebook) -> Answer:
    """Let a draft be voted on."""
    book = _book(session, command)
    enacting.clear_draft(book, command.version, by=command.by, at=command.at)
    return _stands(book, command)


@handles(RecordRulebookVote, streams=_streams)
def record_rulebook_vote(session: Session, command: RecordRulebookVote) -> Answer:
    """Enter how a meeting voted, if it could decide."""
    book = _book(session, command)
    passed = enacting.record_vote(
        book, command.version, command.meeting, by=command.by, at=command.at
    )
    return _stands(book, command) | {"passed": passed}


@handles(FileRulebook, streams=_streams)
def file_rulebook(session: Session, command: FileRulebook) -> Answer:
    """File a version that was passed."""
    book = _book(session, command)
    enacting.file_version(
        book,
        command.version,
        command.filing_number,
        command.filed_on,
        by=command.by,
        at=command.at,
    )
    return _stands(book, command)


@handles(EnactRulebook, streams=_streams)
def enact_rulebook(session: Session, command: EnactRulebook) -> Answer:
    """Put a filed version in force from a day."""
    book = _book(session, command)
    enacting.enact(book, command.version, command.in_force_from, by=command.by, at=command.at)
    return _stands(book, command)


@handles(DropRulebookDraft, streams=_streams)
def drop_rulebook_draft(session: Session, command: DropRulebookDraft) -> Answer:
    """Give a draft up."""
    book = _book(session, command)
    enacting.drop_draft(book, command.version, by=command.by, at=command.at)
    return _stands(book, command)


@handles(PublishRuleTemplate, streams=lambda c: [RuleTemplate.create_id(c.county_code)])
def publish_rule_template(session: Session, command: PublishRuleTemplate) -> Answer:
    """Offer a county's own items to its villages."""
    found = session.find(RuleTemplate, RuleTemplate.create_id(command.county_code))
    template = found or RuleTemplate(county_code=command.county_code)
    items = [it.tidied() for it in command.items]
    template.publish(items, list(command.linkages), command.published_by, command.at)
    if found is None:
        session.add(template)
    return {"county_code": command.county_code, "template_version": template.published}


def _template(session: Session, unit_code: str) -> Start:
    county = unit_code[:COUNTY_CODE_LENGTH]
    identifier = RuleTemplate.create_id(county)
    session.rely_on(identifier)
    own = session.find(RuleTemplate, identifier)
    if own is None or not own.items:
        shipped = built_in()
        return Start(BUILT_IN, tuple(shipped.items), tuple(shipped.linkages))
    return Start(f"template:{county}:{own.published}", tuple(own.items), tuple(own.linkages))


def _book(session: Session, command: OfVersion) -> Rulebook:
    book = session.find(Rulebook, Rulebook.create_id(command.unit_code))
    if book is None:
        raise RulebookVersionNotFoundError(version=command.version)
    return book


def _stamp(command: EditDraft) -> Stamp:
    return Stamp(command.version, command.edit, command.by, command.at)


def _edited(book: Rulebook, command: EditDraft) -> Answer:
    return _stands(book, command) | {"edit": book.version_of(command.version).edit}


def _stands(book: Rulebook, command: OfVersion) -> Answer:
    stage = book.version_of(command.version).stage.value
    return {"unit_code": book.unit_code, "version": command.version, "stage": stage}
