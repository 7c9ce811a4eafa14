"""Tables of the event store on SQLite."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY,
    stream_id BLOB NOT NULL,
    version INTEGER NOT NULL,
    topic TEXT NOT NULL,
    state BLOB NOT NULL,
    UNIQUE (stream_id, version)
);
CREATE TABLE IF NOT EXISTS receipts (
    key TEXT PRIMARY KEY,
    fingerprint BLOB NOT NULL,
    position INTEGER NOT NULL,
    answer BLOB NOT NULL,
    recorded_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS receipts_recorded_at ON receipts (recorded_at);
CREATE TABLE IF NOT EXISTS snapshots (
    stream_id BLOB PRIMARY KEY,
    version INTEGER NOT NULL,
    topic TEXT NOT NULL,
    state BLOB NOT NULL
) WITHOUT ROWID;
-- Also keeps INSERT OR REPLACE from taking the place of an event, which no other trigger sees.
CREATE TRIGGER IF NOT EXISTS events_follow_each_other BEFORE INSERT ON events
WHEN NEW.position <> 1 + (SELECT coalesce(max(position), 0) FROM events)
  OR NEW.version <> 1
     + (SELECT coalesce(max(version), 0) FROM events WHERE stream_id = NEW.stream_id)
BEGIN SELECT raise(ABORT, 'events follow each other without gaps'); END;
CREATE TRIGGER IF NOT EXISTS events_are_for_ever BEFORE UPDATE ON events
BEGIN SELECT raise(ABORT, 'events are never edited'); END;
CREATE TRIGGER IF NOT EXISTS events_are_kept BEFORE DELETE ON events
BEGIN SELECT raise(ABORT, 'events are never deleted'); END;
"""
