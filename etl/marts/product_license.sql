-- Licences for drugs and medical devices, granted or on the way, as the ledgers say.
-- Grain: enterprise × type × number; where there is no number yet, × product.
-- Key: (enterprise_id, license_type, license_no, product_name).
-- Rule: of ledgers of several months the latest received holds, of one day the furthest status. A row without number
-- is dropped once a later ledger gives that product a number of its type; a drug in research, once it is approved.
-- In one and the same ledger the two stand side by side: the second is a new form of a product that has a licence.
CREATE OR REPLACE TABLE product_license AS
WITH numbered AS (
    SELECT enterprise_id, license_type, product_name, MAX(received_on) AS received_on
    FROM unique_product_license
    WHERE license_no IS NOT NULL
    GROUP BY enterprise_id, license_type, product_name
),
standing AS (
    SELECT said.*
    FROM unique_product_license AS said
    LEFT JOIN numbered
        ON said.license_no IS NULL
        AND said.enterprise_id = numbered.enterprise_id
        AND said.product_name = numbered.product_name
        AND said.received_on < numbered.received_on
        AND (
            said.license_type = numbered.license_type
            OR (said.license_type = 'drug_pipeline' AND numbered.license_type = 'drug_approval')
        )
    WHERE numbered.enterprise_id IS NULL
),
placed AS (
    SELECT
        enterprise_id,
        license_type,
        license_no,
        product_name,
        license_status,
        approved_on,
        valid_to,
        ROW_NUMBER() OVER (
            PARTITION BY enterprise_id, license_type, COALESCE(license_no, product_name)
            ORDER BY
                received_on DESC,
                CASE license_status
                    WHEN '在研' THEN 1
                    WHEN '受理' THEN 2
                    WHEN '获批' THEN 3
                    WHEN '注销' THEN 4
                    ELSE 0
                END DESC,
                file_id,
                sheet,
                row_number
        ) AS place
    FROM standing
)
SELECT
    enterprise_id,
    license_type,
    license_no,
    product_name,
    license_status,
    approved_on,
    valid_to
FROM placed
WHERE place = 1;
