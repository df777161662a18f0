-- +goose Up

-- What an office knows about organs. A row with from_on/until_on holds from the
-- first day up to and without the second; until_on NULL means it still holds.
CREATE TABLE organ (
    id         BIGINT NOT NULL PRIMARY KEY,
    name       TEXT NOT NULL,
    short      TEXT NOT NULL,
    code       TEXT NOT NULL,
    level      BIGINT NOT NULL CHECK (level BETWEEN 1 AND 5),
    body       BIGINT NOT NULL CHECK (body BETWEEN 1 AND 5),
    founded_on DATE NOT NULL,
    ended_on   DATE,
    ended_how  TEXT CHECK (ended_how IN ('merged', 'split', 'abolished')),
    version    BIGINT NOT NULL
);

CREATE TABLE organ_name (
    organ_id BIGINT NOT NULL REFERENCES organ (id),
    from_on  DATE NOT NULL,
    name     TEXT NOT NULL,
    short    TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (organ_id, from_on)
);

CREATE TABLE organ_link (
    organ_id    BIGINT NOT NULL REFERENCES organ (id),
    axis        TEXT NOT NULL CHECK (axis IN ('area', 'line')),
    from_on     DATE NOT NULL,
    until_on    DATE,
    superior_id BIGINT NOT NULL REFERENCES organ (id),
    document    TEXT NOT NULL,
    PRIMARY KEY (organ_id, axis, from_on)
);
CREATE INDEX organ_link_superior ON organ_link (superior_id, axis);

CREATE TABLE organ_succession (
    organ_id     BIGINT NOT NULL REFERENCES organ (id),
    successor_id BIGINT NOT NULL REFERENCES organ (id),
    from_on      DATE NOT NULL,
    document     TEXT NOT NULL,
    PRIMARY KEY (organ_id, successor_id)
);
CREATE INDEX organ_succession_successor ON organ_succession (successor_id);

CREATE TABLE unit (
    id        BIGINT NOT NULL PRIMARY KEY,
    organ_id  BIGINT NOT NULL REFERENCES organ (id),
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
    id        BIGINT NOT NULL PRIMARY KEY,
    organ_id  BIGINT NOT NULL REFERENCES organ (id),
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
    id       BIGINT NOT NULL PRIMARY KEY,
    organ_id BIGINT NOT NULL REFERENCES organ (id),
    from_on  DATE NOT NULL,
    document TEXT NOT NULL,
    office   TEXT NOT NULL,
    duties   TEXT NOT NULL
);
CREATE INDEX leading_group_organ ON leading_group (organ_id, from_on);

CREATE TABLE seat (
    group_id BIGINT NOT NULL REFERENCES leading_group (id),
    place    BIGINT NOT NULL,
    position TEXT NOT NULL CHECK (position IN ('leader', 'deputy', 'member')),
    name     TEXT NOT NULL,
    title    TEXT NOT NULL,
    PRIMARY KEY (group_id, place)
);

-- People.
CREATE TABLE account (
    id           BIGINT NOT NULL PRIMARY KEY,
    login        TEXT NOT NULL,
    name         TEXT NOT NULL,
    organ_id     BIGINT NOT NULL REFERENCES organ (id),
    password     TEXT NOT NULL,
    password_at  TIMESTAMPTZ NOT NULL,
    must_change  BOOLEAN NOT NULL,
    failures     BIGINT NOT NULL,
    locked_until TIMESTAMPTZ,
    disabled_at  TIMESTAMPTZ,
    created_at   TIMESTAMPTZ NOT NULL,
    version      BIGINT NOT NULL
);
CREATE UNIQUE INDEX account_login ON account (login);
CREATE INDEX account_organ ON account (organ_id);

-- Hashes of earlier passwords, so that they are not used again.
CREATE TABLE old_password (
    account_id BIGINT NOT NULL REFERENCES account (id),
    until_at   TIMESTAMPTZ NOT NULL,
    password   TEXT NOT NULL,
    PRIMARY KEY (account_id, until_at)
);

CREATE TABLE post (
    account_id BIGINT NOT NULL REFERENCES account (id),
    organ_id   BIGINT NOT NULL REFERENCES organ (id),
    role       TEXT NOT NULL,
    subtree    BOOLEAN NOT NULL,
    granted_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (account_id, organ_id, role)
);

-- Sessions: only the hash of the token is kept.
CREATE TABLE session (
    id         BIGINT NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES account (id),
    started_at TIMESTAMPTZ NOT NULL,
    seen_at    TIMESTAMPTZ NOT NULL,
    ended_at   TIMESTAMPTZ,
    address    TEXT NOT NULL,
    agent      TEXT NOT NULL
);
CREATE UNIQUE INDEX session_token ON session (token_hash);
CREATE INDEX session_account ON session (account_id, ended_at);

-- What was typed when the session had ended, until its person signs in again.
CREATE TABLE kept_form (
    id         BIGINT NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    path       TEXT NOT NULL,
    body       TEXT NOT NULL,
    kept_at    TIMESTAMPTZ NOT NULL
);
CREATE INDEX kept_form_account ON kept_form (account_id);

-- The registers. The typed columns are what a register's description maps its
-- fields to, for lists, filters and figures; all fields stand in fields as JSON.
CREATE TABLE entry (
    id         BIGINT NOT NULL PRIMARY KEY,
    organ_id   BIGINT NOT NULL REFERENCES organ (id),
    register   TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('current', 'withdrawn')),
    number     TEXT NOT NULL,
    on_day     DATE NOT NULL,
    until_on   DATE,
    party      TEXT NOT NULL,
    kind       TEXT NOT NULL,
    amount     BIGINT,
    quantity   BIGINT NOT NULL,
    search     TEXT NOT NULL,
    open_search TEXT NOT NULL,
    fields     TEXT NOT NULL,
    batch_id   BIGINT,
    entered_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    version    BIGINT NOT NULL
);
CREATE INDEX entry_day ON entry (organ_id, register, state, on_day, quantity);
CREATE INDEX entry_list ON entry (organ_id, register, on_day, id);
CREATE UNIQUE INDEX entry_number ON entry (organ_id, register, number) WHERE number <> '' AND state = 'current';
CREATE INDEX entry_batch ON entry (batch_id);

-- Every version of an entry, the present one included.
CREATE TABLE entry_version (
    entry_id BIGINT NOT NULL REFERENCES entry (id),
    version  BIGINT NOT NULL,
    at       TIMESTAMPTZ NOT NULL,
    account  BIGINT NOT NULL,
    name     TEXT NOT NULL,
    act      TEXT NOT NULL,
    reason   TEXT NOT NULL,
    state    TEXT NOT NULL,
    fields   TEXT NOT NULL,
    PRIMARY KEY (entry_id, version)
);

CREATE TABLE batch (
    id        BIGINT NOT NULL PRIMARY KEY,
    organ_id  BIGINT NOT NULL REFERENCES organ (id),
    register  TEXT NOT NULL,
    file      TEXT NOT NULL,
    sha256    TEXT NOT NULL,
    entered   BIGINT NOT NULL,
    corrected BIGINT NOT NULL,
    at        TIMESTAMPTZ NOT NULL,
    account   BIGINT NOT NULL,
    name      TEXT NOT NULL,
    undone_at TIMESTAMPTZ
);
CREATE INDEX batch_organ ON batch (organ_id, register, at);

CREATE TABLE attachment (
    id         BIGINT NOT NULL PRIMARY KEY,
    organ_id   BIGINT NOT NULL REFERENCES organ (id),
    kind       TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    sha256     TEXT NOT NULL,
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size       BIGINT NOT NULL,
    added_at   TIMESTAMPTZ NOT NULL,
    added_by   TEXT NOT NULL,
    removed_at TIMESTAMPTZ,
    removed_why TEXT NOT NULL
);
CREATE INDEX attachment_subject ON attachment (organ_id, kind, subject_id);

-- The annual report.
CREATE TABLE filing (
    id        BIGINT NOT NULL PRIMARY KEY,
    organ_id  BIGINT NOT NULL REFERENCES organ (id),
    year      BIGINT NOT NULL,
    state     TEXT NOT NULL CHECK (state IN ('drafting', 'reviewing', 'signing', 'signed', 'published')),
    round     BIGINT NOT NULL,
    submitter BIGINT NOT NULL,
    reviewer  BIGINT NOT NULL,
    digest    TEXT NOT NULL,
    reason    TEXT NOT NULL,
    note      TEXT NOT NULL,
    content   TEXT NOT NULL,
    version   BIGINT NOT NULL
);
CREATE UNIQUE INDEX filing_year ON filing (organ_id, year);

CREATE TABLE chapter (
    organ_id BIGINT NOT NULL REFERENCES organ (id),
    year     BIGINT NOT NULL,
    chapter  TEXT NOT NULL,
    text     TEXT NOT NULL,
    at       TIMESTAMPTZ NOT NULL,
    account  BIGINT NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (organ_id, year, chapter)
);

CREATE TABLE manual_figure (
    organ_id BIGINT NOT NULL REFERENCES organ (id),
    year     BIGINT NOT NULL,
    code     TEXT NOT NULL,
    value    TEXT NOT NULL,
    paper    TEXT NOT NULL,
    at       TIMESTAMPTZ NOT NULL,
    account  BIGINT NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (organ_id, year, code)
);

CREATE TABLE report_version (
    organ_id     BIGINT NOT NULL REFERENCES organ (id),
    year         BIGINT NOT NULL,
    n            BIGINT NOT NULL,
    published_at TIMESTAMPTZ NOT NULL,
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
    organ_id BIGINT NOT NULL,
    seq      BIGINT NOT NULL,
    at       TIMESTAMPTZ NOT NULL,
    account  BIGINT NOT NULL,
    name     TEXT NOT NULL,
    role     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    subject  BIGINT NOT NULL,
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
    organ_id BIGINT NOT NULL PRIMARY KEY,
    seq      BIGINT NOT NULL,
    hash     TEXT NOT NULL
);

-- What is to be done later.
CREATE TABLE job (
    id       BIGINT NOT NULL PRIMARY KEY,
    kind     TEXT NOT NULL,
    key      TEXT NOT NULL,
    args     TEXT NOT NULL,
    due_at   TIMESTAMPTZ NOT NULL,
    tries    BIGINT NOT NULL,
    taken_by TEXT NOT NULL,
    taken_until TIMESTAMPTZ,
    done_at  TIMESTAMPTZ,
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
CREATE FUNCTION records_refuse() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'the records are only appended to';
END
$$ LANGUAGE plpgsql;
-- +goose StatementEnd

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION records_refuse();
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION records_refuse();
CREATE TRIGGER report_version_no_update BEFORE UPDATE ON report_version FOR EACH ROW EXECUTE FUNCTION records_refuse();
CREATE TRIGGER report_version_no_delete BEFORE DELETE ON report_version FOR EACH ROW EXECUTE FUNCTION records_refuse();
CREATE TRIGGER entry_version_no_update BEFORE UPDATE ON entry_version FOR EACH ROW EXECUTE FUNCTION records_refuse();
CREATE TRIGGER entry_version_no_delete BEFORE DELETE ON entry_version FOR EACH ROW EXECUTE FUNCTION records_refuse();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION records_refuse();
CREATE TRIGGER report_version_no_truncate BEFORE TRUNCATE ON report_version FOR EACH STATEMENT EXECUTE FUNCTION records_refuse();
CREATE TRIGGER entry_version_no_truncate BEFORE TRUNCATE ON entry_version FOR EACH STATEMENT EXECUTE FUNCTION records_refuse();
