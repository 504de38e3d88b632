-- The day on which the record stands; one row. What was published later does not count.
-- day: the day: as asked for, else the latest day published
-- asked: whether it was asked for {null: never}
CREATE TABLE IF NOT EXISTS as_of (day DATE, asked BOOLEAN);
