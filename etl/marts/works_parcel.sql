-- The parcels that a case of park standardisation covers, as the last word about the case names them.
-- Grain: case × parcel. Key: (works_kind, case_id, parcel_id). Parcels that no file outlines are kept, is_known FALSE.
CREATE OR REPLACE TABLE works_parcel AS
SELECT
    said.works_kind,
    said.case_id,
    said.parcel_id,
    parcel.parcel_id IS NOT NULL AS is_known
FROM said_parcel AS said
LEFT JOIN parcel ON said.parcel_id = parcel.parcel_id;
