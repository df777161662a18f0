-- +goose Up

-- What an office knows about organs. A row with from_on/until_on holds from the
-- first day up to and without the second; until_on NULL means it still holds.
CREATE TABLE organ (
    id         INTEGER NOT NULL PRIMARY KEY,
    name       TEXT NOT NULL,
    short      TEXT NOT NULL,
    code       TEXT NOT NULL,
    level      INTEGER NOT NULL CHECK (level BETWEEN 1 AND 5),
    body       INTEGER NOT NULL CHECK (body BETWEEN 1 AND 5),
    founded_on DATE NOT NULL,
    ended_on   DATE,
    ended_how  TEXT CHECK (ended_how IN ('merged', 'split', 'abolished')),
    version    INTEGER NOT NULL
);

CREATE TABLE organ_name (
    organ_id INTEGER NOT NULL REFERENCES organ (id),
    from_on  DATE NOT NULL,
    name     TEXT NOT NULL,
    short    TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (organ_id, from_on)
);

CREATE TABLE organ_link (
    organ_id    INTEGER NOT NULL REFERENCES organ (id),
    axis        TEXT NOT NULL CHECK (axis IN ('area', 'line')),
    from_on     DATE NOT NULL,
    until_on    DATE,
    superior_id INTEGER NOT NULL REFERENCES organ (id),
    document    TEXT NOT NULL,
    PRIMARY KEY (organ_id, axis, from_on)
);
CREATE INDEX organ_link_superior ON organ_link (superior_id, axis);

CREATE TABLE organ_succession (
    organ_id     INTEGER NOT NULL REFERENCES organ (id),
    successor_id INTEGER NOT NULL REFERENCES organ (id),
    from_on      DATE NOT NULL,
    document     TEXT NOT NULL,
    PRIMARY KEY (organ_id, successor_id)
);
CREATE INDEX organ_succession_successor ON organ_succession (successor_id);

CREATE TABLE unit (
    id        INTEGER NOT NULL PRIMARY KEY,
    organ_id  INTEGER NOT NULL REFERENCES organ (id),
    name      TEXT NOT NULL,
    duties    TEXT NOT NULL,
    work_body BOOLEAN NOT NULL,
    phone     TEXT NOT NULL,
    address   TEXT NOT NULL,
    hours     TEXT NOT NULL,
    from_on   DATE NOT NULL,
    until_on  DATE
);
CREATE INDEX unit_organ ON unit (organ_id);

CREATE TABLE staffer (
    id        INTEGER NOT NULL PRIMARY KEY,
    organ_id  INTEGER NOT NULL REFERENCES organ (id),
    name      TEXT NOT NULL,
    unit      TEXT NOT NULL,
    duty      TEXT NOT NULL,
    full_time BOOLEAN NOT NULL,
    phone     TEXT NOT NULL,
    from_on   DATE NOT NULL,
    until_on  DATE
);
CREATE INDEX staffer_organ ON staffer (organ_id);

-- The versions of a leading group; of two with one day the later entered holds.
CREATE TABLE leading_group (
    id       INTEGER NOT NULL PRIMARY KEY,
    organ_id INTEGER NOT NULL REFERENCES organ (id),
    from_on  DATE NOT NULL,
    document TEXT NOT NULL,
    office   TEXT NOT NULL,
    duties   TEXT NOT NULL
);
CREATE INDEX leading_group_organ ON leading_group (organ_id, from_on);

CREATE TABLE seat (
    group_id INTEGER NOT NULL REFERENCES leading_group (id),
    place    INTEGER NOT NULL,
    position TEXT NOT NULL CHECK (position IN ('leader', 'deputy', 'member')),
    name     TEXT NOT NULL,
    title    TEXT NOT NULL,
    PRIMARY KEY (group_id, place)
);

-- People.
CREATE TABLE account (
    id           INTEGER NOT NULL PRIMARY KEY,
    login        TEXT NOT NULL,
    name         TEXT NOT NULL,
    organ_id     INTEGER NOT NULL REFERENCES organ (id),
    password     TEXT NOT NULL,
    password_at  DATETIME NOT NULL,
    must_change  BOOLEAN NOT NULL,
    failures     INTEGER NOT NULL,
    locked_until DATETIME,
    disabled_at  DATETIME,
    created_at   DATETIME NOT NULL,
    version      INTEGER NOT NULL
);
CREATE UNIQUE INDEX account_login ON account (login);
CREATE INDEX account_organ ON account (organ_id);

-- Hashes of earlier passwords, so that they are not used again.
CREATE TABLE old_password (
    account_id INTEGER NOT NULL REFERENCES account (id),
    until_at   DATETIME NOT NULL,
    password   TEXT NOT NULL,
    PRIMARY KEY (account_id, until_at)
);

CREATE TABLE post (
    account_id INTEGER NOT NULL REFERENCES account (id),
    organ_id   INTEGER NOT NULL REFERENCES organ (id),
    role       TEXT NOT NULL,
    subtree    BOOLEAN NOT NULL,
    granted_at DATETIME NOT NULL,
    PRIMARY KEY (account_id, organ_id, role)
);

-- Sessions: only the hash of the token is kept.
CREATE TABLE session (
    id         INTEGER NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account (id),
    started_at DATETIME NOT NULL,
    seen_at    DATETIME NOT NULL,
    ended_at   DATETIME,
    address    TEXT NOT NULL,
    agent      TEXT NOT NULL
);
CREATE UNIQUE INDEX session_token ON session (token_hash);
CREATE INDEX session_account ON session (account_id, ended_at);

-- What was typed when the session had ended, until its person signs in again.
CREATE TABLE kept_form (
    id         INTEGER NOT NULL PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    path       TEXT NOT NULL,
    body       TEXT NOT NULL,
    kept_at    DATETIME NOT NULL
);
CREATE INDEX kept_form_account ON kept_form (account_id);

-- The registers. The typed columns are what a register's description maps its
-- fields to, for lists, filters and figures; all fields stand in fields as JSON.
CREATE TABLE entry (
    id         INTEGER NOT NULL PRIMARY KEY,
    organ_id   INTEGER NOT NULL REFERENCES organ (id),
    register   TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('current', 'withdrawn')),
    number     TEXT NOT NULL,
    on_day     DATE NOT NULL,
    until_on   DATE,
    party      TEXT NOT NULL,
    kind       TEXT NOT NULL,
    amount     INTEGER,
    quantity   INTEGER NOT NULL,
    search     TEXT NOT NULL,
    open_search TEXT NOT NULL,
    fields     TEXT NOT NULL,
    batch_id   INTEGER,
    entered_at DATETIME NOT NULL,
    changed_at DATETIME NOT NULL,
    version    INTEGER NOT NULL
);
CREATE INDEX entry_day ON entry (organ_id, register, state, on_day, quantity);
CREATE INDEX entry_list ON entry (organ_id, register, on_day, id);
CREATE UNIQUE INDEX entry_number ON entry (organ_id, register, number) WHERE number <> '' AND state = 'current';
CREATE INDEX entry_batch ON entry (batch_id);

-- Every version of an entry, the present one included.
CREATE TABLE entry_version (
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    version  INTEGER NOT NULL,
    at       DATETIME NOT NULL,
    account  INTEGER NOT NULL,
    name     TEXT NOT NULL,
    act      TEXT NOT NULL,
    reason   TEXT NOT NULL,
    state    TEXT NOT NULL,
    fields   TEXT NOT NULL,
    PRIMARY KEY (entry_id, version)
);

CREATE TABLE batch (
    id        INTEGER NOT NULL PRIMARY KEY,
    organ_id  INTEGER NOT NULL REFERENCES organ (id),
    register  TEXT NOT NULL,
    file      TEXT NOT NULL,
    sha256    TEXT NOT NULL,
    entered   INTEGER NOT NULL,
    corrected INTEGER NOT NULL,
    at        DATETIME NOT NULL,
    account   INTEGER NOT NULL,
    name      TEXT NOT NULL,
    undone_at DATETIME
);
CREATE INDEX batch_organ ON batch (organ_id, register, at);

CREATE TABLE attachment (
    id         INTEGER NOT NULL PRIMARY KEY,
    organ_id   INTEGER NOT NULL REFERENCES organ (id),
    kind       TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    sha256     TEXT NOT NULL,
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size       INTEGER NOT NULL,
    added_at   DATETIME NOT NULL,
    added_by   TEXT NOT NULL,
    removed_at DATETIME,
    removed_why TEXT NOT NULL
);
CREATE INDEX attachment_subject ON attachment (organ_id, kind, subject_id);

-- The annual report.
CREATE TABLE filing (
    id        INTEGER NOT NULL PRIMARY KEY,
    organ_id  INTEGER NOT NULL REFERENCES organ (id),
    year      INTEGER NOT NULL,
    state     TEXT NOT NULL CHECK (state IN ('drafting', 'reviewing', 'signing', 'signed', 'published')),
    round     INTEGER NOT NULL,
    submitter INTEGER NOT NULL,
    reviewer  INTEGER NOT NULL,
    digest    TEXT NOT NULL,
    reason    TEXT NOT NULL,
    note      TEXT NOT NULL,
    content   TEXT NOT NULL,
    version   INTEGER NOT NULL
);
CREATE UNIQUE INDEX filing_year ON filing (organ_id, year);

CREATE TABLE chapter (
    organ_id INTEGER NOT NULL REFERENCES organ (id),
    year     INTEGER NOT NULL,
    chapter  TEXT NOT NULL,
    text     TEXT NOT NULL,
    at       DATETIME NOT NULL,
    account  INTEGER NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (organ_id, year, chapter)
);

CREATE TABLE manual_figure (
    organ_id INTEGER NOT NULL REFERENCES organ (id),
    year     INTEGER NOT NULL,
    code     TEXT NOT NULL,
    value    TEXT NOT NULL,
    paper    TEXT NOT NULL,
    at       DATETIME NOT NULL,
    account  INTEGER NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (organ_id, year, code)
);

CREATE TABLE report_version (
    organ_id     INTEGER NOT NULL REFERENCES organ (id),
    year         INTEGER NOT NULL,
    n            INTEGER NOT NULL,
    published_at DATETIME NOT NULL,
    published_by TEXT NOT NULL,
    reason       TEXT NOT NULL,
    title        TEXT NOT NULL,
    content      TEXT NOT NULL,
    sha256       TEXT NOT NULL,
    PRIMARY KEY (organ_id, year, n)
);
CREATE INDEX report_version_time ON report_version (published_at);

-- The audit: one chain for each organ, chain 0 for the program itself. head is
-- where a chain ends, and the row that writers of one organ queue for.
CREATE TABLE audit (
    organ_id INTEGER NOT NULL,
    seq      INTEGER NOT NULL,
    at       DATETIME NOT NULL,
    account  INTEGER NOT NULL,
    name     TEXT NOT NULL,
    role     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    subject  INTEGER NOT NULL,
    action   TEXT NOT NULL,
    step     TEXT NOT NULL,
    cite     TEXT NOT NULL,
    prev     TEXT NOT NULL,
    hash     TEXT NOT NULL,
    PRIMARY KEY (organ_id, seq)
);
CREATE INDEX audit_subject ON audit (organ_id, kind, subject, seq);
CREATE INDEX audit_account ON audit (account, at);

CREATE TABLE audit_head (
    organ_id INTEGER NOT NULL PRIMARY KEY,
    seq      INTEGER NOT NULL,
    hash     TEXT NOT NULL
);

-- What is to be done later.
CREATE TABLE job (
    id       INTEGER NOT NULL PRIMARY KEY,
    kind     TEXT NOT NULL,
    key      TEXT NOT NULL,
    args     TEXT NOT NULL,
    due_at   DATETIME NOT NULL,
    tries    INTEGER NOT NULL,
    taken_by TEXT NOT NULL,
    taken_until DATETIME,
    done_at  DATETIME,
    dead     BOOLEAN NOT NULL,
    says     TEXT NOT NULL
);
CREATE UNIQUE INDEX job_key ON job (kind, key);
CREATE INDEX job_due ON job (due_at) WHERE done_at IS NULL AND NOT dead;

-- Settings of the site, and counters that other processes watch.
CREATE TABLE setting (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- +goose StatementBegin
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the records are only appended to');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the records are only appended to');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER report_version_no_update BEFORE UPDATE ON report_version
BEGIN
    SELECT RAISE(ABORT, 'the records are only appended to');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER report_version_no_delete BEFORE DELETE ON report_version
BEGIN
    SELECT RAISE(ABORT, 'the records are only appended to');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER entry_version_no_update BEFORE UPDATE ON entry_version
BEGIN
    SELECT RAISE(ABORT, 'the records are only appended to');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER entry_version_no_delete BEFORE DELETE ON entry_version
BEGIN
    SELECT RAISE(ABORT, 'the records are only appended to');
END;
-- +goose StatementEnd
