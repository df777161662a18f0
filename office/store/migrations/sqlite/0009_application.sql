-- +goose Up

-- Applications for information (政府信息公开申请). A row is what follows from the
-- events of its case, for lists and clocks; it is made anew with every step.
-- What is personal is sealed: sealed holds the applicant, person finds the same
-- one again. clock holds of the events what the reply period depends on, days
-- alone, so that a change of holidays opens nothing.
CREATE TABLE application (
    id          INTEGER NOT NULL PRIMARY KEY,
    organ_id    INTEGER NOT NULL REFERENCES organ (id),
    number      TEXT NOT NULL,
    state       TEXT NOT NULL,
    next        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    channel     TEXT NOT NULL,
    title       TEXT NOT NULL,
    received_on DATE,
    due_on      DATE,
    alarm_on    DATE,
    provisional BOOLEAN NOT NULL,
    waiting     BOOLEAN NOT NULL,
    late        BOOLEAN NOT NULL,
    decided_on  DATE,
    code        TEXT NOT NULL,
    unit        TEXT NOT NULL,
    handler     INTEGER,
    group_id    INTEGER,
    entry_id    INTEGER REFERENCES entry (id),
    clock       TEXT NOT NULL,
    sealed      TEXT NOT NULL,
    person      TEXT NOT NULL,
    asked       TEXT NOT NULL,
    code_round  INTEGER NOT NULL,
    search      TEXT NOT NULL,
    opened_at   DATETIME NOT NULL,
    changed_at  DATETIME NOT NULL,
    erased_at   DATETIME,
    version     INTEGER NOT NULL
);
CREATE UNIQUE INDEX application_number ON application (organ_id, number) WHERE number <> '';
CREATE INDEX application_due ON application (organ_id, state, due_on, id);
CREATE INDEX application_list ON application (organ_id, opened_at, id);
CREATE INDEX application_person ON application (organ_id, person, opened_at);
CREATE INDEX application_search ON application (organ_id, opened_at, id, search);
CREATE INDEX application_asked ON application (organ_id, asked);
CREATE INDEX application_entry ON application (entry_id);

-- What happened, in order: on_day is the day on which it happened, at the moment
-- at which it was recorded; body is the step as JSON, sealed.
CREATE TABLE application_event (
    application_id INTEGER NOT NULL REFERENCES application (id),
    seq            INTEGER NOT NULL,
    at             DATETIME NOT NULL,
    on_day         DATE NOT NULL,
    account        INTEGER NOT NULL,
    name           TEXT NOT NULL,
    role           TEXT NOT NULL,
    step           TEXT NOT NULL,
    body           TEXT NOT NULL,
    PRIMARY KEY (application_id, seq)
);

-- The files of a case. They are reached through it alone: no other table leads to
-- them. The content is sealed, sha256 is that of the sealed content; name is sealed.
CREATE TABLE application_file (
    id             INTEGER NOT NULL PRIMARY KEY,
    application_id INTEGER NOT NULL REFERENCES application (id),
    class          TEXT NOT NULL,
    sha256         TEXT NOT NULL,
    name           TEXT NOT NULL,
    media_type     TEXT NOT NULL,
    size           INTEGER NOT NULL,
    added_at       DATETIME NOT NULL,
    added_by       TEXT NOT NULL,
    public         BOOLEAN NOT NULL,
    removed_at     DATETIME,
    removed_why    TEXT NOT NULL
);
CREATE INDEX application_file_of ON application_file (application_id, id);

-- The last number given of an organ and year.
CREATE TABLE application_serial (
    organ_id INTEGER NOT NULL REFERENCES organ (id),
    year     INTEGER NOT NULL,
    last     INTEGER NOT NULL,
    PRIMARY KEY (organ_id, year)
);

-- What a citizen has typed and not yet sent.
CREATE TABLE application_draft (
    token_hash TEXT NOT NULL PRIMARY KEY,
    organ_id   INTEGER NOT NULL REFERENCES organ (id),
    sealed     TEXT NOT NULL,
    kept_at    DATETIME NOT NULL
);

-- How often people were shown, before they applied, what is public already, and
-- found what they wanted.
CREATE TABLE application_suggestion (
    organ_id INTEGER NOT NULL REFERENCES organ (id),
    year     INTEGER NOT NULL,
    found    BOOLEAN NOT NULL,
    n        INTEGER NOT NULL,
    PRIMARY KEY (organ_id, year, found)
);

-- Messages to addresses outside: written in the transaction of the step that
-- they tell of, sent by a job.
CREATE TABLE outbox (
    id             INTEGER NOT NULL PRIMARY KEY,
    organ_id       INTEGER NOT NULL REFERENCES organ (id),
    application_id INTEGER NOT NULL REFERENCES application (id),
    key            TEXT NOT NULL,
    way            TEXT NOT NULL CHECK (way IN ('email', 'sms')),
    sealed         TEXT NOT NULL,
    written_at     DATETIME NOT NULL,
    sent_at        DATETIME,
    failed_at      DATETIME,
    tries          INTEGER NOT NULL,
    says           TEXT NOT NULL
);
CREATE UNIQUE INDEX outbox_key ON outbox (key);
CREATE INDEX outbox_application ON outbox (application_id, id);
