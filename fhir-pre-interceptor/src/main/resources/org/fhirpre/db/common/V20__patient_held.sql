-- Patients who hold their keys themselves. Their segments are published before anything is written to them:
-- used = something has been written under it; planned = grant plans count it.
ALTER TABLE pre_segment ADD COLUMN used BOOLEAN DEFAULT TRUE NOT NULL;
ALTER TABLE pre_segment ADD COLUMN planned BOOLEAN DEFAULT TRUE NOT NULL;

-- What such a patient's client has registered, with its proofs; directory is the newest edition, sealed.
CREATE TABLE pre_held_keys (
  patient_id           VARCHAR(64) NOT NULL PRIMARY KEY,
  grant_key            BYTEA       NOT NULL,
  grant_possession     BYTEA       NOT NULL,
  directory_key        BYTEA       NOT NULL,
  directory_possession BYTEA       NOT NULL,
  directory            BYTEA       NOT NULL
);

-- Entries of grant plans that the patient has said no to.
CREATE TABLE pre_refusal (
  entry_id   VARCHAR(43) NOT NULL PRIMARY KEY,
  patient_id VARCHAR(64) NOT NULL
);
CREATE INDEX pre_refusal_patient ON pre_refusal (patient_id);
