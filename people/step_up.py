"""Programs that may do without a second factor what people may not."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select

from people.staff_tables import step_up_tokens
from people.store import People


class StepUpTokens:
    """Which access tokens were issued for acts that ask people for a second factor."""

    def __init__(self, people: People) -> None:
        self._people = people

    def allow(self, token_id: UUID, *, now: datetime) -> None:
        """Note that a token just issued is for such acts; there is no way to add this later."""
        with self._people.writing() as connection:
            connection.execute(insert(step_up_tokens), {"token_id": token_id, "allowed_at": now})

    def are_allowed(self, token_id: UUID) -> bool:
        """Tell whether a token was issued for such acts; being rare, each asks the database."""
        query = select(step_up_tokens.c.token_id).where(step_up_tokens.c.token_id == token_id)
        with self._people.reading() as connection:
            return connection.execute(query).first() is not None
