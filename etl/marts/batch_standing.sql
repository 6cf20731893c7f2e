-- What the four batches (四个一批) judge an enterprise by and no line touches: survey, grounds for closing, fairness, site.
-- Grain: plan × enterprise × year. Key: (plan_id, enterprise_id, year). Units: 万元, 亩, 万元/亩.
-- Rule: tax and land by the plan's caliber. Closing: the orientation, the status or the reason of a veto of the year holds
-- one of the plan's words. Unfair to sort yet: exempt, new, land without a parcel, a small share of a shared parcel, an
-- area in dispute. The site is off plan when its planned use is not kept for industry, it is temporary or inside an
-- acquisition line; the parcel's words decide, and what none says is unknown (2), never a no. A plan that is not filled
-- in suggests nothing. Domain notes 2.2 and 2.4.
CREATE OR REPLACE TABLE batch_standing AS
WITH plans AS (
    SELECT plan.*, caliber.caliber
    FROM batch_plan AS plan
    INNER JOIN evaluation_caliber AS caliber
        ON plan.area_caliber = caliber.area_caliber
        AND plan.counts_vacant = caliber.counts_vacant
        AND plan.tenant_policy = caliber.tenant_policy
        AND plan.small_tenant_mu = caliber.small_tenant_mu
        AND plan.counts_exempt_offset = caliber.counts_exempt_offset
        AND plan.counts_retained_refund = caliber.counts_retained_refund
        AND plan.counts_branch_tax = caliber.counts_branch_tax
        AND plan.counts_prior_years = caliber.counts_prior_years
    WHERE plan.missing IS NULL
),
-- What of a plan depends on a word is settled once a word, not once an enterprise.
status_said AS (
    SELECT
        word.plan_id,
        said.status,
        BOOL_OR(word.kind = 'excluded_status') AS is_excluded,
        BOOL_OR(word.kind = 'closing_status') AS closes,
        BOOL_OR(word.kind = 'suspended_status') AS is_suspended
    FROM (SELECT DISTINCT status FROM enterprise WHERE status IS NOT NULL) AS said
    INNER JOIN batch_word AS word
        ON word.kind IN ('excluded_status', 'closing_status', 'suspended_status') AND STRPOS(said.status, word.word) > 0
    GROUP BY word.plan_id, said.status
),
veto AS (
    SELECT word.plan_id, said.enterprise_id, said.year, MIN(said.reason) AS reason
    FROM evaluation_case AS said
    INNER JOIN batch_word AS word ON word.kind = 'closing_case' AND STRPOS(said.reason, word.word) > 0
    WHERE said.kind = 'veto'
    GROUP BY word.plan_id, said.enterprise_id, said.year
),
exempted AS (
    SELECT enterprise_id, year, MIN(reason) AS reason
    FROM evaluation_case
    WHERE kind = 'exempt'
    GROUP BY enterprise_id, year
),
divisions AS (
    SELECT plan_id, COUNT(*) AS divisions FROM batch_word WHERE kind = 'division' GROUP BY plan_id
),
figures AS (
    SELECT
        caliber,
        enterprise_id,
        year,
        tax_wan_yuan,
        land_mu,
        CASE WHEN land_mu > 0 THEN tax_wan_yuan / land_mu END AS tax_wan_yuan_per_mu,
        output_wan_yuan,
        employees
    FROM evaluation_figures
),
known AS (
    SELECT
        plans.*,
        firm.enterprise_id,
        firm.year,
        enterprise.in_register,
        enterprise.status,
        enterprise.orientation,
        enterprise.registered_on,
        status_said.is_excluded,
        status_said.closes,
        status_said.is_suspended,
        division.word IS NULL AND divisions.divisions IS NOT NULL AS is_other_industry,
        closing.word IS NOT NULL AS orientation_closes,
        veto.reason AS veto_reason,
        COALESCE(
            exempted.reason,
            CASE
                WHEN enterprise.exempt_until IS NULL OR EXTRACT(YEAR FROM enterprise.exempt_until) >= firm.year
                    THEN enterprise.exempt_reason
            END
        ) AS exempt_reason,
        figures.tax_wan_yuan,
        figures.land_mu,
        figures.tax_wan_yuan_per_mu,
        before.tax_wan_yuan_per_mu AS tax_wan_yuan_per_mu_before,
        figures.output_wan_yuan,
        figures.employees,
        site.site_parcel_id,
        site.site_users,
        site.site_share_pct,
        site.site_gap_pct,
        site.planned_class,
        site.land_use,
        site.is_temporary,
        site.in_acquisition,
        site.expires_on,
        site.far,
        site.planned_far,
        industrial.word IS NOT NULL AS is_kept_for_industry,
        misused.word IS NOT NULL AS is_misused_use
    FROM plans
    CROSS JOIN firm_year AS firm
    INNER JOIN enterprise ON firm.enterprise_id = enterprise.enterprise_id
    LEFT JOIN figures
        ON plans.caliber = figures.caliber AND firm.enterprise_id = figures.enterprise_id AND firm.year = figures.year
    LEFT JOIN figures AS before
        ON plans.caliber = before.caliber
        AND firm.enterprise_id = before.enterprise_id
        AND firm.year - 1 = before.year
    LEFT JOIN batch_site AS site ON firm.enterprise_id = site.enterprise_id AND firm.year = site.year
    LEFT JOIN status_said ON plans.plan_id = status_said.plan_id AND enterprise.status = status_said.status
    LEFT JOIN veto
        ON plans.plan_id = veto.plan_id AND firm.enterprise_id = veto.enterprise_id AND firm.year = veto.year
    LEFT JOIN exempted ON firm.enterprise_id = exempted.enterprise_id AND firm.year = exempted.year
    LEFT JOIN divisions ON plans.plan_id = divisions.plan_id
    LEFT JOIN batch_word AS division
        ON plans.plan_id = division.plan_id AND division.kind = 'division' AND firm.division = division.word
    LEFT JOIN batch_word AS closing
        ON plans.plan_id = closing.plan_id
        AND closing.kind = 'closing_orientation'
        AND enterprise.orientation = closing.word
    LEFT JOIN batch_word AS industrial
        ON plans.plan_id = industrial.plan_id
        AND industrial.kind = 'industrial_use'
        AND site.planned_class = industrial.word
    LEFT JOIN batch_word AS misused
        ON plans.plan_id = misused.plan_id AND misused.kind = 'misused_use' AND site.land_use = misused.word
    WHERE firm.year IS NOT NULL
),
answered AS (
    SELECT
        *,
        CASE
            WHEN registered_only AND NOT in_register THEN '登记名录中没有'
            WHEN is_excluded THEN '经营状态为' || status
            WHEN is_other_industry THEN '行业不在摸底范围'
            WHEN land_mu < minimum_mu THEN '用地不足' || CAST(minimum_mu AS VARCHAR) || '亩'
        END AS out_of_survey,
        CASE
            WHEN orientation_closes THEN '产业导向为' || orientation || '类'
            WHEN closes THEN '经营状态为' || status
            WHEN veto_reason IS NOT NULL THEN veto_reason
        END AS closing_reason,
        CASE
            WHEN guards_exempt AND exempt_reason IS NOT NULL THEN '当年不参评：' || exempt_reason
            WHEN EXTRACT(YEAR FROM registered_on) > year - new_years THEN '登记不满' || CAST(new_years AS VARCHAR) || '年'
            WHEN guards_unmatched AND site_parcel_id IS NULL AND land_mu > 0 THEN '有用地，找不到所在宗地'
            WHEN site_users > 1 AND site_share_pct < shared_below_pct
                THEN '与' || CAST(site_users - 1 AS VARCHAR) || '户共用宗地，自己只占'
                || CAST(ROUND(site_share_pct, 1) AS VARCHAR) || '%'
            WHEN site_gap_pct > area_gap_pct
                THEN '所在宗地证载与实测面积相差' || CAST(ROUND(site_gap_pct, 1) AS VARCHAR) || '%'
        END AS unfit_reason,
        CASE
            WHEN is_temporary OR in_acquisition OR (planned_class IS NOT NULL AND NOT is_kept_for_industry) THEN 1
            WHEN planned_class IS NULL THEN 2
            ELSE 0
        END AS site_off_plan,
        CASE
            WHEN restores_production AND is_suspended THEN 1
            WHEN restores_land AND is_temporary AND EXTRACT(YEAR FROM expires_on) <= year THEN 1
            WHEN NOT restores_industrial_use OR planned_class <> '工业' THEN 0
            WHEN planned_class = '工业' AND is_misused_use THEN 1
            WHEN planned_class IS NULL OR land_use IS NULL THEN 2
            ELSE 0
        END AS to_restore,
        CASE
            WHEN far IS NULL OR planned_far IS NULL THEN 2
            WHEN far >= planned_far * far_pct / 100 THEN 1
            ELSE 0
        END AS far_reached
    FROM known
)
SELECT
    plan_id,
    enterprise_id,
    year,
    out_of_survey IS NULL AS surveyed,
    out_of_survey,
    closing_reason,
    unfit_reason,
    CASE WHEN closing_reason IS NOT NULL THEN 27 ELSE 0 END + far_reached * 9 + to_restore * 3 + site_off_plan AS situation,
    NULLIF(
        SUBSTR(
            CASE WHEN site_parcel_id IS NULL THEN '、所在宗地' WHEN planned_class IS NULL THEN '、规划用途' ELSE '' END
            || CASE WHEN site_parcel_id IS NOT NULL AND to_restore = 2 AND land_use IS NULL THEN '、现状用途' ELSE '' END
            || CASE WHEN site_parcel_id IS NOT NULL AND far IS NULL THEN '、现状容积率' ELSE '' END
            || CASE WHEN site_parcel_id IS NOT NULL AND planned_far IS NULL THEN '、规划容积率' ELSE '' END,
            2
        ),
        ''
    ) AS site_missing,
    tax_wan_yuan,
    land_mu,
    tax_wan_yuan_per_mu,
    tax_wan_yuan_per_mu_before,
    output_wan_yuan,
    employees,
    orientation,
    site_parcel_id
FROM answered;
