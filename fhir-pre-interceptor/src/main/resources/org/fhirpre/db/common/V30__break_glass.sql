-- Sessions of emergency access. Found by the hash of the secret that the holder sends; whose, about whom and why is sealed.
-- notified: whether the patient has the message about it.
CREATE TABLE pre_break_glass (
  session_hash VARCHAR(64) NOT NULL PRIMARY KEY,
  expires_ms   BIGINT      NOT NULL,
  notified     BOOLEAN     NOT NULL,
  body         BYTEA       NOT NULL
);
CREATE INDEX pre_break_glass_notified ON pre_break_glass (notified, expires_ms);
