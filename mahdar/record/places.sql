-- Every place in the record.
-- id: id in the world data; the native name where there is none {null: never}
-- names: names by language (JSON)
-- country: ISO 3166-1 alpha-2 code
-- lat: latitude {unit: degrees, WGS 84; null: no open gazetteer has it}
-- lon: longitude {unit: degrees, WGS 84; null: no open gazetteer has it}
-- geonames: GeoNames id
CREATE OR REPLACE TABLE places AS
WITH named AS (SELECT DISTINCT value ->> '$' AS id FROM cells WHERE cell IN ('city', 'place') AND chosen)
SELECT n.id, coalesce(t.names, '{}') AS names, t.country, try_cast(t.entry ->> '$.lat' AS DOUBLE) AS lat, try_cast(t.entry ->> '$.lon' AS DOUBLE) AS lon, t.entry ->> '$.geonames' AS geonames
FROM named n LEFT JOIN things t ON t.id = n.id AND t.class = 'place' WHERE n.id IS NOT NULL ORDER BY n.id;
