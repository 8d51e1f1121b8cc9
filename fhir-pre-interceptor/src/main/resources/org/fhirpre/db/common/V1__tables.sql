-- Tables of fhir-pre. Times are UTC, unit in the name. No foreign keys to HAPI's tables: it expunges in its own order.

CREATE TABLE pre_meta (
  meta_name  VARCHAR(64)   NOT NULL PRIMARY KEY,
  meta_value VARCHAR(1024) NOT NULL
);

-- A patient and her key agent. The row is also the lock that serialises changes of her segments and grants.
CREATE TABLE pre_patient (
  patient_id   VARCHAR(64) NOT NULL PRIMARY KEY,
  agent_kind   VARCHAR(16) NOT NULL,
  directory_id VARCHAR(22) NOT NULL,
  kfrag_key    BYTEA       NOT NULL,
  possession   BYTEA       NOT NULL,
  enrolled_s   BIGINT      NOT NULL
);

-- Public keys of those who receive. live_for = subject|role while live, null once retired: one live key a role.
CREATE TABLE pre_subject_key (
  key_id       VARCHAR(64)  NOT NULL PRIMARY KEY,
  subject      VARCHAR(128) NOT NULL,
  key_role     VARCHAR(16)  NOT NULL,
  suite        VARCHAR(64)  NOT NULL,
  public_key   BYTEA        NOT NULL,
  possession   BYTEA        NOT NULL,
  registered_s BIGINT       NOT NULL,
  live_for     VARCHAR(160) UNIQUE
);
CREATE INDEX pre_subject_key_subject ON pre_subject_key (subject);

-- lookup = HMAC of (patient, facet, class-group, epoch); what a segment stands for is sealed in mapping.
CREATE TABLE pre_segment (
  segment_id VARCHAR(22) NOT NULL PRIMARY KEY,
  patient_id VARCHAR(64) NOT NULL,
  lookup     VARCHAR(64) NOT NULL UNIQUE,
  public_key BYTEA       NOT NULL,
  possession BYTEA       NOT NULL,
  mapping    BYTEA       NOT NULL
);
CREATE INDEX pre_segment_patient ON pre_segment (patient_id);

-- The enforced side of a Consent; its normal form is sealed in body.
CREATE TABLE pre_consent (
  consent_id VARCHAR(64) NOT NULL PRIMARY KEY,
  version    VARCHAR(20) NOT NULL,
  patient_id VARCHAR(64),
  state      VARCHAR(24) NOT NULL,
  since_ms   BIGINT      NOT NULL,
  ends_ms    BIGINT,
  forbids    BOOLEAN     NOT NULL,
  body       BYTEA       NOT NULL
);
CREATE INDEX pre_consent_patient ON pre_consent (patient_id);
CREATE INDEX pre_consent_ends ON pre_consent (ends_ms);

-- Re-encryption keys. Deleting a row is what revocation means.
CREATE TABLE pre_grant (
  entry_id       VARCHAR(43) NOT NULL PRIMARY KEY,
  consent_id     VARCHAR(64) NOT NULL,
  version        VARCHAR(20) NOT NULL,
  patient_id     VARCHAR(64) NOT NULL,
  segment_id     VARCHAR(22) NOT NULL,
  grantee_key_id VARCHAR(64) NOT NULL,
  grantee_key    BYTEA       NOT NULL,
  max_depth      INTEGER     NOT NULL,
  not_before_s   BIGINT      NOT NULL,
  not_after_s    BIGINT      NOT NULL,
  edge           BYTEA       NOT NULL
);
CREATE INDEX pre_grant_segment ON pre_grant (segment_id, grantee_key_id);
CREATE INDEX pre_grant_patient ON pre_grant (patient_id);
CREATE INDEX pre_grant_grantee ON pre_grant (grantee_key_id);

-- Patients whose grants are not yet what their Consents call for.
CREATE TABLE pre_outbox (
  patient_id VARCHAR(64) NOT NULL PRIMARY KEY,
  since_ms   BIGINT      NOT NULL,
  attempts   INTEGER     NOT NULL,
  next_ms    BIGINT      NOT NULL
);
CREATE INDEX pre_outbox_next ON pre_outbox (next_ms);
