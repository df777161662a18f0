-- +goose Up

-- The entries of the register of processing fees that count the fee notices of a
-- case, n from 1 in the order of its events.
CREATE TABLE application_fee (
    application_id BIGINT NOT NULL REFERENCES application (id),
    n              BIGINT NOT NULL,
    entry_id       BIGINT NOT NULL REFERENCES entry (id),
    PRIMARY KEY (application_id, n)
);
CREATE UNIQUE INDEX application_fee_entry ON application_fee (entry_id);
