-- A store as version 2 made it, dumped row by row. Every later version has to read it: never change this file.

PRAGMA application_id = 1181906024;
PRAGMA user_version = 2;

CREATE TABLE talk (
    id       TEXT    NOT NULL PRIMARY KEY,
    scenario TEXT    NOT NULL,
    client   TEXT,                -- the fact of that name, for finding a talk by it
    example  INTEGER NOT NULL,
    created  TEXT    NOT NULL,
    changed  TEXT    NOT NULL
, client_id TEXT, known     TEXT, closed    TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE fact (
    talk TEXT NOT NULL REFERENCES talk (id) ON DELETE CASCADE,
    id   TEXT NOT NULL,
    text TEXT,
    flag INTEGER,
    PRIMARY KEY (talk, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE gate (
    talk  TEXT NOT NULL REFERENCES talk (id) ON DELETE CASCADE,
    item  TEXT NOT NULL,
    state TEXT NOT NULL,
    note  TEXT NOT NULL,
    PRIMARY KEY (talk, item)
) STRICT, WITHOUT ROWID;
CREATE TABLE tick (
    talk TEXT NOT NULL REFERENCES talk (id) ON DELETE CASCADE,
    item TEXT NOT NULL,           -- checklist/item
    PRIMARY KEY (talk, item)
) STRICT, WITHOUT ROWID;
CREATE TABLE rehearsal (
    id       TEXT    NOT NULL PRIMARY KEY,
    talk     TEXT    NOT NULL REFERENCES talk (id) ON DELETE CASCADE,
    seed     INTEGER NOT NULL,    -- the 64 bits of an unsigned number
    persona  TEXT    NOT NULL,
    level    TEXT    NOT NULL,
    place    TEXT    NOT NULL,    -- JSON
    state    TEXT    NOT NULL,    -- JSON
    finished INTEGER NOT NULL,
    began    TEXT    NOT NULL,
    changed  TEXT    NOT NULL,    -- the last attempt, or the beginning
    touched  INTEGER NOT NULL     -- counts the saves of all rehearsals: the highest was saved last
) STRICT, WITHOUT ROWID;
CREATE TABLE attempt (
    rehearsal     TEXT    NOT NULL REFERENCES rehearsal (id) ON DELETE CASCADE,
    n             INTEGER NOT NULL,   -- counted from 0
    step          TEXT    NOT NULL,
    said          TEXT    NOT NULL,
    aloud_seconds INTEGER,
    at            TEXT    NOT NULL,
    PRIMARY KEY (rehearsal, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE draft (
    rehearsal TEXT    NOT NULL REFERENCES rehearsal (id) ON DELETE CASCADE,
    place     TEXT    NOT NULL,
    text      TEXT    NOT NULL,
    cursor    INTEGER NOT NULL,   -- in bytes
    saved     INTEGER NOT NULL,   -- the rehearsal's `touched` of that moment
    PRIMARY KEY (rehearsal, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE client (
    id      TEXT NOT NULL PRIMARY KEY,
    name    TEXT NOT NULL,
    state   TEXT NOT NULL,        -- JSON
    changed TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE client_name (
    name   TEXT NOT NULL PRIMARY KEY,
    client TEXT NOT NULL REFERENCES client (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
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
CREATE TABLE drill (
    scenario TEXT NOT NULL,
    step     TEXT NOT NULL,
    asked    TEXT NOT NULL,       -- the check's id
    state    TEXT NOT NULL,       -- JSON
    PRIMARY KEY (scenario, step, asked)
) STRICT, WITHOUT ROWID;
CREATE TABLE search (
    id      TEXT NOT NULL PRIMARY KEY,
    client  INTEGER NOT NULL,     -- whether it is a client
    changed TEXT NOT NULL,
    text    TEXT NOT NULL
) STRICT;
CREATE INDEX rehearsal_of_talk ON rehearsal (talk, touched, changed);
CREATE INDEX rehearsal_touched ON rehearsal (touched);
CREATE INDEX talk_of_client ON talk (client_id);
CREATE INDEX name_of_client ON client_name (client);
CREATE INDEX followup_of_talk ON followup (talk, n);
CREATE INDEX followup_due ON followup (open, due);
CREATE INDEX search_changed ON search (changed);

INSERT INTO talk (id, scenario, client, example, created, changed, client_id, known, closed) VALUES ('t66104d5f7f8da', 'delay', '王总（星环物流）', 0, '2026-11-24T12:27:37.825498633Z', '2026-11-24T12:27:38.870904491Z', 'c66104d5f7f8da', NULL, '2026-11-24T12:27:38.870904491Z');
INSERT INTO client (id, name, state, changed) VALUES ('c66104d5f7f8da', '王总（星环物流）', '{"id":"c66104d5f7f8da","name":"王总（星环物流）","also":[],"fields":{"manner":"先看数字"},"ticks":[],"surveys":[{"at":"2026-11-24T12:27:37.93044645Z","talk":"t66104d5f7f8da","scores":[4,5,null],"note":"faster next time"}],"created":"2026-11-24T12:27:37.825498633Z","changed":"2026-11-24T12:27:37.93044645Z"}', '2026-11-24T12:27:37.930446450Z');
INSERT INTO client_name (name, client) VALUES ('王总(星环物流)', 'c66104d5f7f8da');
INSERT INTO fact (talk, id, text, flag) VALUES ('t66104d5f7f8da', 'client', '王总（星环物流）', NULL);
INSERT INTO rehearsal (id, talk, seed, persona, level, place, state, finished, began, changed, touched) VALUES ('r66104d5fc5bf1', 't66104d5f7f8da', 1795523258113009, 'analytical', 'normal', '{"Call":{"field":null}}', '{"id":"r66104d5fc5bf1","talk":"t66104d5f7f8da","seed":1795523258113009,"persona":"analytical","level":"normal","wished":[],"place":{"Call":{"field":null}},"attempts":[],"turns":[],"drafts":{},"finished":false,"began":"2026-11-24T12:27:38.113009974Z"}', 0, '2026-11-24T12:27:38.113009974Z', '2026-11-24T12:27:38.113009974Z', 3);
INSERT INTO call (talk, began, state) VALUES ('t66104d5f7f8da', '2026-11-24T12:27:38.113009974Z', '{"began":"2026-11-24T12:27:38.113009974Z","ended":null,"stage":"inform","stage_began":"2026-11-24T12:27:38.113009974Z","said":[],"log":[{"at":"2026-11-24T12:27:38.429527Z","stage":"inform","kind":{"note":"海报都印了"}}],"answers":{}}');
INSERT INTO followup (id, talk, client, n, open, due, state) VALUES ('t66104d5f7f8da-satisfaction', 't66104d5f7f8da', 'c66104d5f7f8da', 0, 1, '2026-12-08', '{"id":"t66104d5f7f8da-satisfaction","talk":"t66104d5f7f8da","client":"c66104d5f7f8da","origin":{"clock":"satisfaction"},"what":"Three questions: was it clear, was it in time, what is missing? Note the answers in the client''s file, and settle that week what changes","owner":"","start":null,"due":{"date":"2026-12-08","time":null},"every_days":null,"state":"open","history":[],"created":"2026-11-24T12:27:38.870904491Z"}');
