-- +goose Up

-- Cases past their retention (保存期限) that are kept all the same (暂缓删除): for
-- a reconsideration, a lawsuit or another need. One is open while lifted_at is
-- NULL. reason is sealed: it may say who is meant.
CREATE TABLE application_hold (
    id             BIGINT NOT NULL PRIMARY KEY,
    application_id BIGINT NOT NULL REFERENCES application (id),
    reason         TEXT NOT NULL,
    held_at        TIMESTAMPTZ NOT NULL,
    held_by        TEXT NOT NULL,
    lifted_at      TIMESTAMPTZ,
    lifted_by      TEXT NOT NULL
);
CREATE UNIQUE INDEX application_hold_open ON application_hold (application_id) WHERE lifted_at IS NULL;
CREATE INDEX application_hold_of ON application_hold (application_id, id);

-- The cases whose time may be over.
CREATE INDEX application_erase ON application (organ_id, decided_on, id) WHERE erased_at IS NULL;

-- The history of an entry is only appended to, but for one thing: once its case
-- is erased, what is personal leaves the history too. Only fields may change.
DROP TRIGGER entry_version_no_update ON entry_version;

-- +goose StatementBegin
CREATE FUNCTION entry_version_refuse() RETURNS trigger AS $$
BEGIN
    IF NEW.entry_id = OLD.entry_id AND NEW.version = OLD.version AND NEW.at = OLD.at AND NEW.account = OLD.account AND NEW.name = OLD.name
      AND NEW.act = OLD.act AND NEW.reason = OLD.reason AND NEW.state = OLD.state AND NEW.batch_id IS NOT DISTINCT FROM OLD.batch_id
      AND EXISTS (SELECT 1 FROM application
    WHERE erased_at IS NOT NULL AND (entry_id = OLD.entry_id OR id = (SELECT application_id FROM application_remedy WHERE entry_id = OLD.entry_id))) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the records are only appended to';
END
$$ LANGUAGE plpgsql;
-- +goose StatementEnd

CREATE TRIGGER entry_version_no_update BEFORE UPDATE ON entry_version FOR EACH ROW EXECUTE FUNCTION entry_version_refuse();
