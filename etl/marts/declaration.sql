-- What enterprises and people are put forward for, as the ledgers of declarations say.
-- Grain: case. Key: declaration_id (its number, else programme, batch, firm, project and masked person).
-- Units: money in 万元.
-- Rule: of ledgers of several months the latest holds: by the month that a ledger names, else by the day it was received;
-- of one and the same ledger the furthest status. A firm that nobody knows is kept by its name. People are masked.
CREATE OR REPLACE TABLE declaration AS
WITH placed AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY declaration_id
            ORDER BY
                COALESCE(LAST_DAY(month), received_on) DESC,
                received_on DESC,
                CASE declaration_status
                    WHEN '摸排' THEN 1
                    WHEN '组织申报' THEN 2
                    WHEN '区级推荐' THEN 3
                    WHEN '市审' THEN 4
                    WHEN '省审' THEN 5
                    WHEN '公示' THEN 6
                    WHEN '认定/立项' THEN 7
                    WHEN '未通过' THEN 8
                    WHEN '兑现' THEN 9
                    WHEN '验收' THEN 10
                    ELSE 0
                END DESC,
                file_id,
                sheet,
                row_number
        ) AS latest
    FROM unique_declaration
)
SELECT
    placed.declaration_id,
    placed.programme,
    placed.enterprise_id,
    COALESCE(placed.name, enterprise.name, placed.uscc) AS enterprise_name,
    placed.project_name,
    placed.person_masked,
    placed.level,
    placed.batch,
    placed.declaration_status,
    placed.due_on,
    placed.submitted_on,
    placed.recommended_on,
    placed.decided_on,
    placed.paid_on,
    placed.asked_wan_yuan,
    placed.approved_wan_yuan,
    placed.paid_wan_yuan,
    placed.responsible_unit,
    COALESCE(LAST_DAY(placed.month), placed.received_on) AS told_on
FROM placed
LEFT JOIN enterprise ON placed.enterprise_id = enterprise.enterprise_id
WHERE placed.latest = 1;
