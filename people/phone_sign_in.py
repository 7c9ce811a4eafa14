"""Signing in by phone, put together: codes, whose number it is, and the steps in between."""

from people.codes import Codes
from people.desk_notices import DeskNotices
from people.identity import IdentityCheck
from people.phones import Phones
from people.rebindings import Rebindings
from people.steps import Steps
from people.store import People


class PhoneSignIn:
    """What the doors of signing in by phone work with."""

    def __init__(self, people: People, pepper: bytes) -> None:
        self.codes = Codes(people, pepper)
        self.phones = Phones(people)
        self.steps = Steps(people)
        self.identity = IdentityCheck(people)
        self.notices = DeskNotices(people)
        self.rebindings = Rebindings(people)
