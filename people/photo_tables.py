"""The tables of photos, and of the marks that outlive them."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Uuid,
)

from people.schema import UtcDateTime, metadata

photos = Table(
    "photos",
    metadata,
    Column("photo_id", Uuid, primary_key=True),
    # With whom it goes. Without a person it is the house's own.
    Column(
        "person_id",
        Uuid,
        ForeignKey("persons.person_id", ondelete="CASCADE"),
        index=True,
    ),
    # An ID outlives the person, to whom it leads no more.
    Column("sent_by", Uuid, nullable=False, index=True),
    Column("sent_at", UtcDateTime, nullable=False, index=True),
    # When it became evidence of something; until then whoever sent it may take it back.
    Column("recorded_at", UtcDateTime),
    # Its term begins here; while it is held (an appeal is open) the term does not end.
    Column("term_from", UtcDateTime, index=True),
    Column("held", Boolean, nullable=False, default=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    # Both JPEG, sealed with the person's key or with the house's.
    Column("picture_sealed", LargeBinary, nullable=False),
    Column("thumbnail_sealed", LargeBinary, nullable=False),
)

# What finds a picture that was used before, also when the picture itself is gone. No person and
# nothing of the picture can be got back from it.
photo_hashes = Table(
    "photo_hashes",
    metadata,
    Column("photo_id", Uuid, primary_key=True),
    # SHA-256 of the file as it was sent, in hex.
    Column("hash", String(64), nullable=False, index=True),
    # See people/picture_hash.py: 64 bits in hex, and in four pieces to be found by.
    Column("perceptual_hash", String(16), nullable=False),
    *(Column(f"band_{at}", Integer) for at in range(4)),
    Column("kept_at", UtcDateTime, nullable=False, index=True),
    Column("recorded", Boolean, nullable=False, default=False),
    *(Index(f"ix_photo_hashes_band_{at}", f"band_{at}") for at in range(4)),
)
