-- Ciphertext does not compress.
ALTER TABLE pre_grant ALTER COLUMN edge SET STORAGE EXTERNAL;
ALTER TABLE pre_consent ALTER COLUMN body SET STORAGE EXTERNAL;
