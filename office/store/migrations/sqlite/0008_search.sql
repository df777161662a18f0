-- +goose Up

-- A search for words in the middle of a text reads every text of the register.
-- With the text in the index that the list is sorted by it reads these alone,
-- and not each whole entry.
DROP INDEX entry_list;
CREATE INDEX entry_list ON entry (organ_id, register, on_day, id, search);
