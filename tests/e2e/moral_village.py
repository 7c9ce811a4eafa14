"""A served village of moral points, and what tests look at: the ledger, and the phone's outbox."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from playwright.sync_api import BrowserContext, Page, Route

from bootstrap.demo import cast
from bootstrap.demo.setup import Account
from ledger.households.commands import JoinScheme, RegisterHousehold
from ledger.households.kinds import NewMember, Relation
from ledger.kernel.clock import local_date, utc_now
from ledger.kernel.ids import new_id
from ledger.moral.claim_commands import ProposeClaim, ScreenClaim
from ledger.moral.items import EvidenceKind, Proposer
from ledger.registry.consent_purposes import AgeBand
from people.roles import Role
from projections.moral.claims.rows import ClaimRow
from tests.e2e.world import World
from tests.support.homes import Home, taking_part
from tests.support.pictures import jpeg
from tests.support.rules import enact_rules, item
from tests.support.waiting import has_copies

READ_MS = 20_000
FLUSH_MS = 30_000
POINTS_OF_LIST = ("院里没有杂物", "柴草码齐了")
RULES = (
    item("65", 4, title="庭院整洁", evidence=["record"], text="。".join(POINTS_OF_LIST) + "。"),
    item("66", 2, title="清理房前屋后", evidence=["photo"], proposers=["household", "neighbour"]),
)
KEPT = """() => new Promise((done, fail) => {
  const ask = indexedDB.open('redbee');
  ask.onerror = () => fail(ask.error);
  ask.onsuccess = () => {
    const all = ask.result.transaction('outbox').objectStore('outbox').getAll();
    all.onsuccess = () => {
      ask.result.close();
      done(all.result.map(({ photos, ...it }) => ({ ...it, photos: (photos ?? []).map(
        (photo) => ({ key: photo.key, bytes: photo.file.size, photo_id: photo.photo_id ?? null })
      ) })));
    };
  };
})"""
AGE = """(hours) => new Promise((done) => {
  const ask = indexedDB.open('redbee');
  ask.onsuccess = () => {
    const outbox = ask.result.transaction('outbox', 'readwrite').objectStore('outbox');
    outbox.getAll().onsuccess = ({ target }) => {
      for (const it of target.result) {
        outbox.put({ ...it, occurred_at: new Date(Date.now() - hours * 3600000).toISOString() });
      }
    };
    outbox.transaction.oncomplete = () => { ask.result.close(); done(); };
  };
})"""


class Village:
    """A rule book, a household of a resident, and gates past which a grid worker walks."""

    def __init__(self, world: World, gates: int = 6) -> None:
        self.world = world
        enact_rules(world.do, cast.COMMUNITY, utc_now() - timedelta(days=60), extra=RULES)
        self.resident = world.account(Role.RESIDENT)
        assert self.resident.person_id is not None
        answer = world.do(
            RegisterHousehold,
            unit_code=cast.COMMUNITY,
            number="0147",
            group="二组",
            members=(NewMember(self.resident.person_id, Relation.HEAD),),
            registered_by=new_id(),
        )
        self.home = UUID(str(answer["household_id"]))
        agreed = {"agreed_by": self.resident.person_id, "age": AgeBand.ADULT}
        world.do(JoinScheme, household_id=self.home, **agreed)
        self.gates: list[Home] = [
            taking_part(world.do, cast.COMMUNITY, f"{n:04d}") for n in range(201, 201 + gates)
        ]
        world.settle()

    def claims(self) -> list[ClaimRow]:
        """Return the claims of the resident's household."""
        self.world.settle()
        return self.world.house.services.views.claims.of_household([self.home], 50)

    def checks(self) -> list[Any]:
        """Return what the grid worker found at gates this month."""
        self.world.settle()
        who = self.world.account(Role.GRID_WORKER).person_id
        assert who is not None
        month = f"{local_date(utc_now()):%Y-%m}"
        views = self.world.house.services.views.rounds
        return list(views.checks(cast.COMMUNITY, who, month))

    def proposed(self, n: int = 0) -> UUID:
        """Have an act of a gate's household wait for the clerk."""
        worker = self.world.account(Role.GRID_WORKER).person_id
        proposed = self.world.do(
            ProposeClaim,
            household_id=self.gates[n].id,
            item_code="65",
            occurred_on=local_date(utc_now()),
            proposed_by=worker,
            proposer_role=Proposer.GRID_WORKER,
            evidence=(EvidenceKind.RECORD,),
        )
        self.world.settle()
        return UUID(str(proposed["claim_id"]))

    def screened(self, n: int = 0) -> UUID:
        """Have an act of a gate's household wait for the panel."""
        claim_id = self.proposed(n)
        clerk = self.world.account(Role.CLERK).person_id
        terms = self.world.house.services.views.role_terms
        held = terms.in_unit(cast.COMMUNITY, local_date(utc_now()))
        panel = tuple({it.person_id for it in held if it.role == Role.REVIEWER.value})
        self.world.do(ScreenClaim, claim_id=claim_id, screened_by=clerk, panel=panel)
        self.world.settle()
        return claim_id


def signed_in(world: World, phone: BrowserContext, account: Account, path: str = "/") -> Page:
    """Open a page as somebody, on a phone whose worker has what it wants to keep."""
    phone.add_cookies(world.cookies(account))
    tab = phone.new_page()
    tab.goto(world.address + path)
    tab.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return tab


def wait_for_copies(tab: Page, *paths: str) -> None:
    """Wait until the phone has copies of pages."""
    assert has_copies(tab, *paths), paths


def kept(tab: Page) -> list[dict[str, Any]]:
    """Return all that the phone keeps in its outbox, whosever it is."""
    found: list[dict[str, Any]] = tab.evaluate(KEPT)
    return found


def add_photos(tab: Page, *seeds: int) -> None:
    """Take photos in a form with a box for several."""
    files: Any = [
        {"name": f"{seed}.jpg", "mimeType": "image/jpeg", "buffer": jpeg(seed)} for seed in seeds
    ]
    box = tab.locator("form:visible [data-photos]")
    before = box.locator("img").count()
    box.locator("input[type=file]").set_input_files(files)
    box.locator("img").nth(before + len(seeds) - 1).wait_for(timeout=READ_MS)


def answered(phone: BrowserContext, path: str) -> list[str]:
    """Collect the keys of what a phone posts to an address and is answered."""
    keys: list[str] = []

    def note(answer: Any) -> None:
        asked = answer.request
        if asked.method == "POST" and asked.url.endswith(path):
            keys.append(asked.headers["idempotency-key"])

    phone.on("response", note)
    return keys


def asked(phone: BrowserContext, path: str) -> list[str]:
    """Collect the keys of what a phone posts to an address, answered or not."""
    keys: list[str] = []

    def note(it: Any) -> None:
        if it.method == "POST" and it.url.endswith(path):
            keys.append(it.headers["idempotency-key"])

    phone.on("request", note)
    return keys


def lose_answers(route: Route) -> None:
    """Let the server do it, and the network break before it can say so."""
    route.fetch()
    route.abort()
