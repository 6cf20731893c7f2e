-- Projects of all kinds, as their ledgers say.
-- Grain: project. Key: project_id (the project's number, else the number known under its name, else the name).
-- Rule: of ledgers of several months the latest holds: by the month that a ledger names, else by the day it was received;
-- of one day the row that is furthest on. What is done so far only grows, so of one day the largest figure holds,
-- whichever row states it. The year in which a project was first told of is that of the oldest ledger.
-- A firm that no register or list of enterprises knows is kept by its name, without an identity.
CREATE OR REPLACE TABLE project AS
WITH dated AS (
    SELECT
        *,
        COALESCE(LAST_DAY(month), received_on) AS told_on,
        MIN(COALESCE(year, YEAR(COALESCE(month, received_on)))) OVER (PARTITION BY project_id) AS first_year,
        RANK() OVER (
            PARTITION BY project_id ORDER BY COALESCE(LAST_DAY(month), received_on) DESC, received_on DESC
        ) AS age,
        CASE stage
            WHEN '谋划' THEN 1
            WHEN '洽谈' THEN 2
            WHEN '签约' THEN 3
            WHEN '注册' THEN 4
            WHEN '开工' THEN 5
            WHEN '在建' THEN 6
            WHEN '竣工' THEN 7
            WHEN '投产' THEN 8
            WHEN '达产' THEN 9
            ELSE 0
        END AS stage_number
    FROM unique_project
),
placed AS (
    SELECT
        *,
        MAX(done_wan_yuan) OVER (PARTITION BY project_id) AS done_so_far_wan_yuan,
        ROW_NUMBER() OVER (
            PARTITION BY project_id
            ORDER BY stage_number DESC, year DESC NULLS LAST, project_kind NULLS LAST, file_id, sheet, row_number
        ) AS place
    FROM dated
    WHERE age = 1
),
named_park AS (
    SELECT UPPER(name) AS name, MIN(park_id) AS park_id FROM park GROUP BY UPPER(name)
)
SELECT
    placed.project_id,
    placed.project_name,
    placed.project_kind,
    placed.enterprise_id,
    COALESCE(placed.name, enterprise.name) AS enterprise_name,
    placed.investor,
    placed.lead_source,
    placed.industry_code,
    placed.chain_node_said,
    placed.intended_land_mu,
    placed.total_investment_wan_yuan,
    placed.equipment_wan_yuan,
    placed.done_so_far_wan_yuan AS done_wan_yuan,
    placed.stage,
    placed.signed_on,
    placed.started_on,
    placed.completed_on,
    placed.record_no,
    placed.is_in_statistics,
    placed.is_key_project,
    placed.responsible_unit,
    placed.leader,
    placed.town,
    named_park.park_id,
    placed.first_year,
    placed.told_on
FROM placed
LEFT JOIN enterprise ON placed.enterprise_id = enterprise.enterprise_id
LEFT JOIN named_park ON UPPER(placed.park_name) = named_park.name
WHERE placed.place = 1;
