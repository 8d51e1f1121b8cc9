-- Who may give and take back Consents for a patient. ends_ms: exclusive; null: until it is withdrawn.
CREATE TABLE pre_representative (
  patient_id VARCHAR(64)  NOT NULL,
  subject    VARCHAR(100) NOT NULL,
  ends_ms    BIGINT,
  PRIMARY KEY (patient_id, subject)
);
CREATE INDEX pre_representative_subject ON pre_representative (subject);
