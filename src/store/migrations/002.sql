-- What happens around a talk: the client's file, calls, follow-ups, drills, and what is searched.

ALTER TABLE talk ADD COLUMN client_id TEXT;   -- the client's file
ALTER TABLE talk ADD COLUMN known     TEXT;   -- since when the news is known
ALTER TABLE talk ADD COLUMN closed    TEXT;
CREATE INDEX talk_of_client ON talk (client_id);

-- `state` is the whole file; the other columns repeat what lists ask for.
CREATE TABLE client (
    id      TEXT NOT NULL PRIMARY KEY,
    name    TEXT NOT NULL,
    state   TEXT NOT NULL,        -- JSON
    changed TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Every name by which talks call a client, folded; each belongs to one client.
CREATE TABLE client_name (
    name   TEXT NOT NULL PRIMARY KEY,
    client TEXT NOT NULL REFERENCES client (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX name_of_client ON client_name (client);

CREATE TABLE call (
    talk  TEXT NOT NULL REFERENCES talk (id) ON DELETE CASCADE,
    began TEXT NOT NULL,
    state TEXT NOT NULL,          -- JSON
    PRIMARY KEY (talk, began)
) STRICT, WITHOUT ROWID;

CREATE TABLE followup (
    id     TEXT    NOT NULL PRIMARY KEY,
    talk   TEXT    REFERENCES talk (id) ON DELETE CASCADE,
    client TEXT,
    n      INTEGER NOT NULL,      -- its place in the talk
    open   INTEGER NOT NULL,
    due    TEXT    NOT NULL,      -- the day
    state  TEXT    NOT NULL       -- JSON
) STRICT, WITHOUT ROWID;
CREATE INDEX followup_of_talk ON followup (talk, n);
CREATE INDEX followup_due ON followup (open, due);

CREATE TABLE drill (
    scenario TEXT NOT NULL,
    step     TEXT NOT NULL,
    asked    TEXT NOT NULL,       -- the check's id
    state    TEXT NOT NULL,       -- JSON
    PRIMARY KEY (scenario, step, asked)
) STRICT, WITHOUT ROWID;

-- One row a talk and a client: all their words, folded. A missing row is made when somebody searches.
CREATE TABLE search (
    id      TEXT NOT NULL PRIMARY KEY,
    client  INTEGER NOT NULL,     -- whether it is a client
    changed TEXT NOT NULL,
    text    TEXT NOT NULL
) STRICT;
CREATE INDEX search_changed ON search (changed);
