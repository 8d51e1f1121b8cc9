-- Runs of the re-labelling job. edition names the code lists; body is the sealed summary of a finished plan.
CREATE TABLE pre_relabel_run (
  run_id     VARCHAR(36) NOT NULL PRIMARY KEY,
  state      VARCHAR(16) NOT NULL,
  edition    VARCHAR(64) NOT NULL,
  parts      INTEGER     NOT NULL,
  started_ms BIGINT      NOT NULL,
  plan_id    VARCHAR(64),
  body       BYTEA
);

-- What one span of stored versions would become, sealed; deleted with the next run.
CREATE TABLE pre_relabel_part (
  run_id  VARCHAR(36) NOT NULL,
  part    BIGINT      NOT NULL,
  applied BOOLEAN     NOT NULL,
  body    BYTEA       NOT NULL,
  PRIMARY KEY (run_id, part)
);

-- Resources whose capsules lie in other segments than their labels call for. lookup = HMAC of the reference, which is
-- sealed in body: the table tells how many a patient has, not which.
CREATE TABLE pre_relabel_pending (
  lookup     VARCHAR(64) NOT NULL,
  patient_id VARCHAR(64) NOT NULL,
  body       BYTEA       NOT NULL,
  PRIMARY KEY (lookup, patient_id)
);
CREATE INDEX pre_relabel_pending_patient ON pre_relabel_pending (patient_id);
