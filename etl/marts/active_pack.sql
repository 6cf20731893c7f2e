-- The rule packs that are filled in, numbered for what follows.
-- Grain: pack. Key: pack, a number.
-- Rule: a pack that still lacks something (rule_pack.missing) grades nobody.
CREATE OR REPLACE TABLE active_pack AS
SELECT ROW_NUMBER() OVER (ORDER BY pack_id) AS pack, rule_pack.* FROM rule_pack WHERE missing IS NULL;
