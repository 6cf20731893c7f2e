-- The papers of policy: what each promises, on which terms, from when until when.
-- Grain: paper. Key: doc_id (its number, else its title).
-- Rule: of libraries of several months the latest holds: by the month that one names, else by the day received. Rows of
-- one paper in one delivery are its clauses, joined in the order of the rows; the rest is what its first row says.
CREATE OR REPLACE TABLE policy_doc AS
WITH aged AS (
    SELECT
        *,
        RANK() OVER (
            PARTITION BY doc_id ORDER BY COALESCE(LAST_DAY(month), received_on) DESC, received_on DESC
        ) AS age
    FROM unique_policy_doc
),
placed AS (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY doc_id ORDER BY file_id, sheet, row_number) AS place
    FROM aged
    WHERE age = 1
),
clauses AS (
    SELECT
        doc_id,
        STRING_AGG(clause, '；' ORDER BY place) AS clause,
        STRING_AGG(terms, '；' ORDER BY place) AS terms
    FROM placed
    GROUP BY doc_id
)
SELECT
    placed.doc_id,
    placed.doc_no,
    COALESCE(placed.doc_title, placed.doc_id) AS doc_title,
    placed.doc_level,
    clauses.clause,
    clauses.terms,
    placed.issued_on,
    placed.in_force_on,
    placed.valid_to,
    placed.responsible_office,
    placed.doc_status,
    COALESCE(LAST_DAY(placed.month), placed.received_on) AS told_on
FROM placed
INNER JOIN clauses ON placed.doc_id = clauses.doc_id
WHERE placed.place = 1;
