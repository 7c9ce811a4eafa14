"""Projection of messages."""

from sqlalchemy import MetaData

from projections.projection import Projection, Tables
from projections.volunteering.messages.fold import MessagesFold
from projections.volunteering.messages.tables import NAME, declare


class MessagesProjection(Projection):
    """Turns events into what people should know of them."""

    name = NAME
    version = 7
    fold = MessagesFold

    def tables(self, metadata: MetaData, suffix: str) -> Tables:
        """Declare the tables of one build."""
        return declare(metadata, suffix)
