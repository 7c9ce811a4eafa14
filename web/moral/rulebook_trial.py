"""The draft's side pages at the desk: trial, comparison, paper, and the pledge it holds."""

from flask import Response, request, url_for

from api.auth import caller
from api.execution import answer_of, carry_out
from api.moral.rulebook_finding import last_year, own_village, trial_of
from api.moral.rulebook_paper import rulebook_paper
from api.permissions import Action, requires
from api.reach import today
from api.services import services
from ledger.kernel.errors import LedgerError
from ledger.moral.dry_run import DryRun
from ledger.moral.item_rules import PLEDGE_LINE_LENGTH_MAX, PLEDGE_LINES, PLEDGE_TITLE_LENGTH_MAX
from ledger.moral.items import PledgeText
from ledger.moral.rulebook_commands import SetPledgeText
from ledger.moral.rulebook_errors import RulebookVersionNotFoundError
from ledger.moral.template import built_in
from projections.moral.rulebooks.views import RulebookRow
from web.blueprints import Pages, fresh
from web.errors import status_of_page
from web.forms import form_stamp
from web.messages_zh import refusal
from web.moral.rule_forms import number, typed_pledge
from web.moral.rule_words import compared, line_shown, refusal_facts, yuan
from web.moral.rulebook_pages import paper_words
from web.moral.trial_chart import chart
from web.rendering import Context, fresh_key, page, see
from web.units import unit_name

pages = Pages("rulebook_trial")

YUAN_MAX = 1_000_000_000
FEN_PER_YUAN = 100


@pages.get("/desk/rulebook/trial")
@requires(Action.EDIT_RULEBOOK)
@fresh
def trial() -> Response:
    """Try the draft over the acts of the last twelve months (试算)."""
    draft = _draft()
    run = trial_of(draft.unit_code, draft.version)
    first, last = last_year()
    asked = request.args.get("budget", 0, type=int)
    budget = asked if 0 < asked <= YUAN_MAX else 0
    days = run.runway_days(budget * FEN_PER_YUAN) if budget else None
    return page(
        "desk_rulebook_trial.html",
        number=draft.number,
        unit_code=draft.unit_code,
        first=first,
        last=last,
        run=run,
        cost_before=yuan(run.before_cost_fen),
        cost_after=yuan(run.after_cost_fen),
        cost_change=_more(run),
        chart=chart(run.bands),
        largest=_largest(run),
        budget=budget or "",
        days=days,
    )


@pages.get("/desk/rulebook/comparison")
@requires(Action.EDIT_RULEBOOK)
@fresh
def comparison() -> Response:
    """Show what the draft changes (和现行的比)."""
    draft = _draft()
    now = services().views.rulebooks.in_force_on(draft.unit_code, today())
    if now is None:
        raise RulebookVersionNotFoundError
    return page(
        "rulebook_compared.html",
        unit_name=unit_name(draft.unit_code),
        back=url_for("pages_rulebook_desk.desk"),
        older=line_shown(now),
        newer=line_shown(draft),
        lines=compared(now.version, draft.version),
    )


@pages.get("/desk/rulebook/paper")
@requires(Action.EDIT_RULEBOOK)
@fresh
def paper() -> Response:
    """Give the draft as a paper, to be talked about (打印草案)."""
    draft = _draft()
    return rulebook_paper(draft, paper_words(draft), unit_name(draft.unit_code))


@pages.get("/desk/rulebook/pledge")
@requires(Action.EDIT_RULEBOOK)
@fresh
def pledge() -> Response:
    """Show what households are to sign (承诺书)."""
    return _pledge_page(None)


@pages.post("/desk/rulebook/pledge")
@requires(Action.EDIT_RULEBOOK)
def save_pledge() -> Response:
    """Write it, or leave the pledge out (存草案)."""
    given = request.form.get("left_out") != "yes"
    command = SetPledgeText(
        **form_stamp(),
        unit_code=own_village(caller().grant.unit_code),
        version=number("version") or 0,
        by=caller().person_id,
        edit=number("edit") or 0,
        pledge=typed_pledge() if given else None,
    )
    try:
        recorded = carry_out(services(), command)
    except LedgerError as no:
        return _pledge_page(no)
    return see(".pledge", after=answer_of(recorded)["position"])


def _pledge_page(no: LedgerError | None) -> Response:
    draft = _draft()
    there = draft.version.pledge
    shown: PledgeText = there or built_in().pledge
    if no is not None:
        shown = typed_pledge()
    return page(
        "desk_rulebook_pledge.html",
        status_of_page(no),
        number=draft.number,
        unit_code=draft.unit_code,
        edit=draft.version.edit,
        editable=draft.version.is_editable,
        has_pledge=there is not None,
        pledge=shown,
        lines=PLEDGE_LINES,
        title_length_max=PLEDGE_TITLE_LENGTH_MAX,
        line_length_max=PLEDGE_LINE_LENGTH_MAX,
        refusal=None if no is None else refusal(no.code),
        facts=[] if no is None else refusal_facts(no.code, no.facts),
        key=fresh_key(),
        second_key=fresh_key(),
    )


def _draft() -> RulebookRow:
    draft = services().views.rulebooks.draft(own_village(caller().grant.unit_code))
    if draft is None:
        raise RulebookVersionNotFoundError
    return draft


def _more(run: DryRun) -> str:
    change = run.after_cost_fen - run.before_cost_fen
    return f"{'+' if change > 0 else ''}{yuan(change)}"


def _largest(run: DryRun) -> list[Context]:
    numbers = services().views.households.by_ids(it.household_id for it in run.largest)
    return [
        {
            "name": numbers[it.household_id].number if it.household_id in numbers else "—",
            "before": it.before,
            "after": it.after,
            "points": it.points,
        }
        for it in run.largest
    ]
