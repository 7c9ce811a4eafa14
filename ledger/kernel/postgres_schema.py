"""Tables and the append function of the event store on PostgreSQL.

``append_entries`` does a whole batch in one round trip. Its lock is taken before any position is
given and held to the commit, so positions are gapless and become visible in order: no reader can
pass a position that is filled later. Positions are counted, not drawn from a sequence, because a
sequence keeps the gaps of transactions that rolled back.
"""

LOCK = 7_232_501
"""Advisory lock under which the log grows; any number, the same for every writer."""

CHANNEL = "redbee_events"
"""Where every append tells its last position."""

SCHEMA = f"""
CREATE SCHEMA IF NOT EXISTS ledger;
CREATE TABLE IF NOT EXISTS ledger.events (
    position bigint PRIMARY KEY,
    stream_id uuid NOT NULL,
    version bigint NOT NULL,
    topic text NOT NULL,
    state bytea NOT NULL,
    UNIQUE (stream_id, version)
);
CREATE TABLE IF NOT EXISTS ledger.receipts (
    key text PRIMARY KEY,
    fingerprint bytea NOT NULL,
    position bigint NOT NULL,
    answer bytea NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS receipts_recorded_at ON ledger.receipts (recorded_at);
CREATE TABLE IF NOT EXISTS ledger.snapshots (
    stream_id uuid PRIMARY KEY,
    version bigint NOT NULL,
    topic text NOT NULL,
    state bytea NOT NULL
);
CREATE OR REPLACE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events are never edited or deleted' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER events_are_for_ever
    BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.events
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- Event arrays run in parallel (command ordinal, stream, version, topic, state) in command order;
-- receipt arrays hold one element per command; the relied arrays name streams that a command rests
-- on without changing them, at the version it saw.
CREATE OR REPLACE FUNCTION ledger.append_entries(
    commands int[], ids uuid[], versions bigint[], topics text[], states bytea[],
    keys text[], fingerprints bytea[], answers bytea[],
    relied_commands int[], relied_ids uuid[], relied_versions bigint[],
    OUT last bigint, OUT known int[], OUT guilty int[]) LANGUAGE plpgsql AS $$
DECLARE
    dragged int[];
BEGIN
    PERFORM pg_advisory_xact_lock({LOCK});
    SELECT coalesce(max(position), 0) INTO last FROM ledger.events;
    SELECT coalesce(array_agg(asked.place::int - 1), '{{}}') INTO known
      FROM unnest(keys) WITH ORDINALITY AS asked(key, place)
     -- Asked key by key: as a join it would be planned to read every receipt there is.
     WHERE (SELECT r.position FROM ledger.receipts r WHERE r.key = asked.key) IS NOT NULL;
    -- The first event of a stream must follow what is stored, every other the one before it.
    SELECT coalesce(array_agg(DISTINCT step.c), '{{}}') INTO guilty FROM (
        SELECT b.c, b.i, b.v, lag(b.v) OVER (PARTITION BY b.i ORDER BY b.v, b.c) AS before
          FROM unnest(commands, ids, versions) AS b(c, i, v) WHERE b.c <> ALL (known)) AS step
     WHERE step.v <> 1 + coalesce(step.before,
           (SELECT max(e.version) FROM ledger.events e WHERE e.stream_id = step.i), 0);
    SELECT guilty || coalesce(array_agg(DISTINCT r.c), '{{}}') INTO guilty
      FROM unnest(relied_commands, relied_ids, relied_versions) AS r(c, i, v)
     WHERE r.c <> ALL (known) AND r.c <> ALL (guilty) AND r.v <> coalesce(
           (SELECT max(b.v) FROM unnest(commands, ids, versions) AS b(c, i, v)
             WHERE b.i = r.i AND b.c < r.c AND b.c <> ALL (known)),
           (SELECT max(e.version) FROM ledger.events e WHERE e.stream_id = r.i), 0);
    WHILE cardinality(known) + cardinality(guilty) > 0 LOOP
        -- What was decided on top of a command left out is decided again: no stream gets a hole.
        SELECT array_agg(DISTINCT upper.c) INTO dragged
          FROM unnest(commands, ids, versions) AS lower(c, i, v)
          JOIN (SELECT * FROM unnest(commands, ids, versions)
                 UNION ALL  -- what is relied on at a version stands on it like the next event
                SELECT c, i, v + 1 FROM unnest(relied_commands, relied_ids, relied_versions)
                       AS r(c, i, v)) AS upper(c, i, v)
            ON upper.i = lower.i AND upper.v > lower.v
         WHERE (lower.c = ANY (known) OR lower.c = ANY (guilty))
           AND upper.c <> ALL (known) AND upper.c <> ALL (guilty);
        EXIT WHEN dragged IS NULL;
        guilty := guilty || dragged;
    END LOOP;
    INSERT INTO ledger.events (position, stream_id, version, topic, state)
    SELECT last + row_number() OVER (ORDER BY b.place), b.i, b.v, b.t, b.s
      FROM unnest(commands, ids, versions, topics, states)
           WITH ORDINALITY AS b(c, i, v, t, s, place)
     WHERE b.c <> ALL (known) AND b.c <> ALL (guilty)
     ORDER BY b.place;
    INSERT INTO ledger.receipts (key, fingerprint, position, answer)
    SELECT r.key, r.fingerprint, last + sum(coalesce(done.events, 0)) OVER (ORDER BY r.place),
           r.answer
      FROM unnest(keys, fingerprints, answers)
           WITH ORDINALITY AS r(key, fingerprint, answer, place)
      LEFT JOIN (SELECT c, count(*) AS events FROM unnest(commands) AS c GROUP BY c) AS done
        ON done.c = r.place - 1
     WHERE r.place - 1 <> ALL (known) AND r.place - 1 <> ALL (guilty);
    SELECT last + count(*) INTO last FROM unnest(commands) AS c
     WHERE c <> ALL (known) AND c <> ALL (guilty);
    PERFORM pg_notify('{CHANNEL}', last::text);
END $$;
"""  # noqa: S608 - only two constants are filled in
