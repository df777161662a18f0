-- +goose Up

-- Applications for information (政府信息公开申请). A row is what follows from the
-- events of its case, for lists and clocks; it is made anew with every step.
-- What is personal is sealed: sealed holds the applicant, person finds the same
-- one again. clock holds of the events what the reply period depends on, days
-- alone, so that a change of holidays opens nothing.
CREATE TABLE application (
    id          BIGINT NOT NULL PRIMARY KEY,
    organ_id    BIGINT NOT NULL REFERENCES organ (id),
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
    handler     BIGINT,
    group_id    BIGINT,
    entry_id    BIGINT REFERENCES entry (id),
    clock       TEXT NOT NULL,
    sealed      TEXT NOT NULL,
    person      TEXT NOT NULL,
    asked       TEXT NOT NULL,
    code_round  BIGINT NOT NULL,
    search      TEXT NOT NULL,
    opened_at   TIMESTAMPTZ NOT NULL,
    changed_at  TIMESTAMPTZ NOT NULL,
    erased_at   TIMESTAMPTZ,
    version     BIGINT NOT NULL
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
    application_id BIGINT NOT NULL REFERENCES application (id),
    seq            BIGINT NOT NULL,
    at             TIMESTAMPTZ NOT NULL,
    on_day         DATE NOT NULL,
    account        BIGINT NOT NULL,
    name           TEXT NOT NULL,
    role           TEXT NOT NULL,
    step           TEXT NOT NULL,
    body           TEXT NOT NULL,
    PRIMARY KEY (application_id, seq)
);

-- The files of a case. They are reached through it alone: no other table leads to
-- them. The content is sealed, sha256 is that of the sealed content; name is sealed.
CREATE TABLE application_file (
    id             BIGINT NOT NULL PRIMARY KEY,
    application_id BIGINT NOT NULL REFERENCES application (id),
    class          TEXT NOT NULL,
    sha256         TEXT NOT NULL,
    name           TEXT NOT NULL,
    media_type     TEXT NOT NULL,
    size           BIGINT NOT NULL,
    added_at       TIMESTAMPTZ NOT NULL,
    added_by       TEXT NOT NULL,
    public         BOOLEAN NOT NULL,
    removed_at     TIMESTAMPTZ,
    removed_why    TEXT NOT NULL
);
CREATE INDEX application_file_of ON application_file (application_id, id);

-- The last number given of an organ and year.
CREATE TABLE application_serial (
    organ_id BIGINT NOT NULL REFERENCES organ (id),
    year     BIGINT NOT NULL,
    last     BIGINT NOT NULL,
    PRIMARY KEY (organ_id, year)
);

-- What a citizen has typed and not yet sent.
CREATE TABLE application_draft (
    token_hash TEXT NOT NULL PRIMARY KEY,
    organ_id   BIGINT NOT NULL REFERENCES organ (id),
    sealed     TEXT NOT NULL,
    kept_at    TIMESTAMPTZ NOT NULL
);

-- How often people were shown, before they applied, what is public already, and
-- found what they wanted.
CREATE TABLE application_suggestion (
    organ_id BIGINT NOT NULL REFERENCES organ (id),
    year     BIGINT NOT NULL,
    found    BOOLEAN NOT NULL,
    n        BIGINT NOT NULL,
    PRIMARY KEY (organ_id, year, found)
);

-- Messages to addresses outside: written in the transaction of the step that
-- they tell of, sent by a job.
CREATE TABLE outbox (
    id             BIGINT NOT NULL PRIMARY KEY,
    organ_id       BIGINT NOT NULL REFERENCES organ (id),
    application_id BIGINT NOT NULL REFERENCES application (id),
    key            TEXT NOT NULL,
    way            TEXT NOT NULL CHECK (way IN ('email', 'sms')),
    sealed         TEXT NOT NULL,
    written_at     TIMESTAMPTZ NOT NULL,
    sent_at        TIMESTAMPTZ,
    failed_at      TIMESTAMPTZ,
    tries          BIGINT NOT NULL,
    says           TEXT NOT NULL
);
CREATE UNIQUE INDEX outbox_key ON outbox (key);
CREATE INDEX outbox_application ON outbox (application_id, id);
