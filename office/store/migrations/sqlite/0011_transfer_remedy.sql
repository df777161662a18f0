-- +goose Up

-- The cases that were made of entries of the register of applications, and the
-- day on which that was done.
CREATE TABLE application_transfer (
    application_id INTEGER NOT NULL PRIMARY KEY REFERENCES application (id),
    organ_id       INTEGER NOT NULL REFERENCES organ (id),
    entry_id       INTEGER NOT NULL REFERENCES entry (id),
    on_day         DATE NOT NULL
);
CREATE UNIQUE INDEX application_transfer_entry ON application_transfer (entry_id);
CREATE INDEX application_transfer_organ ON application_transfer (organ_id, on_day);

-- The entries of the register of remedies that count the reconsiderations and
-- suits of a case, n from 1 in the order of its events.
CREATE TABLE application_remedy (
    application_id INTEGER NOT NULL REFERENCES application (id),
    n              INTEGER NOT NULL,
    entry_id       INTEGER NOT NULL REFERENCES entry (id),
    PRIMARY KEY (application_id, n)
);
CREATE UNIQUE INDEX application_remedy_entry ON application_remedy (entry_id);

CREATE INDEX application_received ON application (organ_id, received_on, id);

-- Cases that ended and are counted nowhere: there should be none.
CREATE INDEX application_uncounted ON application (organ_id, id) WHERE received_on IS NOT NULL AND decided_on IS NOT NULL AND (code = '' OR kind = '');

-- What waits in the registers of applications and of remedies, and what was changed
-- in them since a moment.
CREATE INDEX entry_waiting ON entry (organ_id, register, state, on_day, id) WHERE register = 'application' AND state = 'current' AND until_on IS NULL;
CREATE INDEX entry_pending ON entry (organ_id, register, state, on_day, id) WHERE register = 'remedy' AND state = 'current' AND until_on IS NULL;
CREATE INDEX entry_application_changed ON entry (organ_id, changed_at, entered_at, on_day) WHERE register = 'application';
CREATE INDEX entry_remedy_changed ON entry (organ_id, changed_at, entered_at, on_day) WHERE register = 'remedy';
