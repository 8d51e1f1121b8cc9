-- Nothing to set on H2; the number keeps both databases in step.
SELECT 1;
