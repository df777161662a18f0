-- +goose Up

-- Reports as they were handed in to the superior organ (报送): content is what had
-- been signed, frozen. The superior organ answers each once (接收, 退回).
CREATE TABLE hand_in (
    organ_id      BIGINT NOT NULL REFERENCES organ (id),
    year          BIGINT NOT NULL,
    n             BIGINT NOT NULL,
    superior_id   BIGINT NOT NULL REFERENCES organ (id),
    round         BIGINT NOT NULL,
    at            TIMESTAMPTZ NOT NULL,
    account       BIGINT NOT NULL,
    name          TEXT NOT NULL,
    note          TEXT NOT NULL,
    sha256        TEXT NOT NULL,
    answer        TEXT NOT NULL CHECK (answer IN ('', 'received', 'returned')),
    answered_at   TIMESTAMPTZ,
    answered_by   BIGINT NOT NULL,
    answered_name TEXT NOT NULL,
    reason        TEXT NOT NULL,
    content       TEXT NOT NULL,
    PRIMARY KEY (organ_id, year, n)
);
CREATE INDEX hand_in_superior ON hand_in (superior_id, year, organ_id, n);

-- What a superior organ asks of the reports on a year, and later ones, beyond the
-- law: to receive them before they are published, and by which day (01-20, '' for
-- that of the law).
CREATE TABLE receipt_rule (
    organ_id      BIGINT NOT NULL REFERENCES organ (id),
    since_year    BIGINT NOT NULL,
    receive_first BOOLEAN NOT NULL,
    due_day       TEXT NOT NULL,
    at            TIMESTAMPTZ NOT NULL,
    account       BIGINT NOT NULL,
    name          TEXT NOT NULL,
    PRIMARY KEY (organ_id, since_year)
);

-- The reports of all organs on a year are looked at together.
CREATE INDEX filing_of_year ON filing (year, organ_id);

CREATE TRIGGER hand_in_frozen BEFORE UPDATE ON hand_in FOR EACH ROW
WHEN (OLD.answer <> '' OR NEW.content <> OLD.content OR NEW.sha256 <> OLD.sha256 OR NEW.superior_id <> OLD.superior_id)
EXECUTE FUNCTION records_refuse();
CREATE TRIGGER hand_in_no_delete BEFORE DELETE ON hand_in FOR EACH ROW EXECUTE FUNCTION records_refuse();
CREATE TRIGGER hand_in_no_truncate BEFORE TRUNCATE ON hand_in FOR EACH STATEMENT EXECUTE FUNCTION records_refuse();
