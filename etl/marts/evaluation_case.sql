-- What overrides the rank of an enterprise in a year: bonus, penalty, veto, protection, exemption.
-- Grain: enterprise × year × kind × reason. Key: (enterprise_id, year, kind, reason). Units: points.
-- Rule: as the cases were sent (评价特殊情形); see evaluation_subject.sql for what they do.
CREATE OR REPLACE TABLE evaluation_case AS
SELECT enterprise_id, year, kind, reason, points FROM unique_evaluation_case;
