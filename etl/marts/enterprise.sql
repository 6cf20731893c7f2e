-- Every enterprise that any file speaks of.
-- Grain: enterprise. Key: enterprise_id (the valid credit code, else name: + normalised name).
-- Rule: the register says who an enterprise is; what it leaves empty is filled from the lists that other offices sent.
-- An enterprise without a stated park belongs to the park of the parcel on which it uses most land in the last year.
CREATE OR REPLACE TABLE enterprise AS
WITH listed AS (
    SELECT
        enterprise_id,
        MIN(industry_code) AS industry_code,
        MIN(industry_name) AS industry_name,
        MIN(town) AS town,
        MIN(park_name) AS park_name,
        MIN(address) AS address,
        MIN(products) AS products,
        MIN(registered_on) AS registered_on,
        MIN(status) AS status,
        BOOL_OR(is_above_scale) AS is_above_scale,
        MIN(size_class) AS size_class,
        MIN(orientation) AS orientation
    FROM linked_enterprise
    WHERE NOT is_primary
    GROUP BY enterprise_id
),
named_park AS (
    SELECT UPPER(name) AS name, MIN(park_id) AS park_id FROM park GROUP BY UPPER(name)
),
used AS (
    SELECT
        occupancy.enterprise_id,
        parcel.park_id,
        parcel.town,
        ROW_NUMBER() OVER (
            PARTITION BY occupancy.enterprise_id
            ORDER BY occupancy.year DESC, occupancy.land_gross_mu DESC NULLS LAST, occupancy.parcel_id
        ) AS place
    FROM occupancy
    INNER JOIN parcel ON occupancy.parcel_id = parcel.parcel_id
)
SELECT
    known.enterprise_id,
    known.uscc,
    known.uscc_status,
    known.name,
    register.former_names,
    COALESCE(register.industry_code, listed.industry_code) AS industry_code,
    COALESCE(register.industry_name, listed.industry_name) AS industry_name,
    COALESCE(register.town, listed.town, used.town) AS town,
    COALESCE(named_park.park_id, used.park_id) AS park_id,
    COALESCE(register.address, listed.address) AS address,
    register.lon,
    register.lat,
    COALESCE(register.registered_on, listed.registered_on) AS registered_on,
    COALESCE(register.status, listed.status) AS status,
    register.enterprise_type,
    register.registered_capital,
    register.business_scope,
    COALESCE(register.products, listed.products) AS products,
    COALESCE(register.is_above_scale, listed.is_above_scale) AS is_above_scale,
    COALESCE(register.size_class, listed.size_class) AS size_class,
    COALESCE(register.orientation, listed.orientation) AS orientation,
    register.exempt_reason,
    register.exempt_until,
    register.enterprise_id IS NOT NULL AS in_register
FROM known_enterprise AS known
LEFT JOIN unique_enterprise AS register ON known.enterprise_id = register.enterprise_id
LEFT JOIN listed ON known.enterprise_id = listed.enterprise_id
LEFT JOIN named_park ON UPPER(COALESCE(register.park_name, listed.park_name)) = named_park.name
LEFT JOIN used ON known.enterprise_id = used.enterprise_id AND used.place = 1;
