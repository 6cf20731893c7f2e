-- Who buys what from whom, and whether the supplier is of this district.
-- Grain: buyer × supplier × product × year. Key: (buyer_id, supplier_id, product_name, year).
-- Rule: of returns of several months the latest received holds. A supplier is local where the register lists it; without
-- a register, or where several known enterprises bear its name and it states no code, that is unknown, not false.
CREATE OR REPLACE TABLE supply_link AS
WITH registered AS (
    SELECT COUNT(*) AS enterprises FROM enterprise WHERE in_register
),
placed AS (
    SELECT
        enterprise_id,
        supplier_id,
        supplier_name,
        product_name,
        year,
        purchase_wan_yuan,
        namesakes,
        ROW_NUMBER() OVER (
            PARTITION BY enterprise_id, supplier_id, product_name, year
            ORDER BY received_on DESC, file_id, sheet, row_number
        ) AS place
    FROM unique_supply
)
SELECT
    placed.enterprise_id AS buyer_id,
    placed.supplier_id,
    COALESCE(placed.supplier_name, supplier.name) AS supplier_name,
    placed.product_name,
    placed.year,
    placed.purchase_wan_yuan,
    CASE
        WHEN registered.enterprises = 0 OR placed.namesakes > 1 THEN NULL
        ELSE COALESCE(supplier.in_register, FALSE)
    END AS is_local
FROM placed
CROSS JOIN registered
LEFT JOIN enterprise AS supplier ON placed.supplier_id = supplier.enterprise_id
WHERE placed.place = 1;
