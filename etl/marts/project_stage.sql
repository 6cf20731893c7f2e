-- When a project was to reach a stage, and when it did.
-- Grain: project × stage. Key: (project_id, stage).
-- Rule: of lists of several months the latest received holds. Stages of projects that no ledger names are kept.
CREATE OR REPLACE TABLE project_stage AS
WITH placed AS (
    SELECT
        project_id,
        stage,
        planned_on,
        actual_on,
        ROW_NUMBER() OVER (
            PARTITION BY project_id, stage ORDER BY received_on DESC, file_id, sheet, row_number
        ) AS place
    FROM unique_project_stage
)
SELECT
    project_id,
    stage,
    planned_on,
    actual_on
FROM placed
WHERE place = 1;
