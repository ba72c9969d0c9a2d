package io.crumbless.columnar.parquet.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.DuckDb;
import io.crumbless.columnar.storage.Location;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that DuckDB writes, in every codec, page version and encoding it has, are read as DuckDB reads them. */
@Tag("unit")
@Tag("slow")
class ParquetTableDuckDbTest {
    private static final int ROWS = 7_000;

    /** Column, how it is made from i, and the text we must read, as DuckDB says it. */
    private static final Map<String, String[]> COLUMNS = new LinkedHashMap<>();

    static {
        add("b", "i % 3 = 0", "b::varchar");
        add("tiny", "(i % 200 - 100)::tinyint", "tiny::varchar");
        add("small", "(i * 3 - 9000)::smallint", "small::varchar");
        add("whole", "(i * 100003 - 5)::integer", "whole::varchar");
        add("big", "(i * 1000000000039)::bigint", "big::varchar");
        add("unsigned_int", "(4294967295 - i)::uinteger", "unsigned_int::varchar");
        add("unsigned_big", "(18446744073709551615 - i)::ubigint", "unsigned_big::varchar");
        add("same", "7::integer", "same::varchar");
        add("f", "(i / 8)::float", "rtrim(rtrim(f::decimal(18,6)::varchar, '0'), '.')");
        add("d", "((i - 3000) / 64)::double", "rtrim(rtrim(d::decimal(18,6)::varchar, '0'), '.')");
        add("dec4", "(i % 900 / 10)::decimal(4,1)", "dec4::varchar");
        add("dec9", "(i * -1.23)::decimal(9,2)", "dec9::varchar");
        add("dec18", "(i * 1000007)::decimal(18,6)", "dec18::varchar");
        add("dec38", "(i::hugeint * 1000000007 * 1000000009)::decimal(38,10) - 5", "dec38::varchar");
        add("day", "date '1950-01-01' + (i * 5)::integer", "day::varchar");
        add(
                "clock",
                "time '00:00:01' + to_microseconds(i * 1000000 + 123)",
                "strftime(date '2000-01-01' + clock, '%H:%M:%S.%f')");
        add("millis", "make_timestamp_ms(i * 86401000 + 7)", "strftime(millis, '%Y-%m-%dT%H:%M:%S.%g')");
        add("local", "make_timestamp(i * 1000000007000 + 123)", "strftime(local, '%Y-%m-%dT%H:%M:%S.%f')");
        add("nanos", "make_timestamp_ns(i * 1000000007000 + 457)", "strftime(nanos, '%Y-%m-%dT%H:%M:%S.%n')");
        add("instant", "make_timestamp(i * -3600000000)::timestamptz", "strftime(instant, '%Y-%m-%dT%H:%M:%SZ')");
        add("id", "md5(i::varchar)::uuid", "id::varchar");
        add("word", "'word ' || (i % 50)", "word");
        add("unique_word", "'ünïque ' || i || repeat('x', (i % 13)::integer)", "unique_word");
        add("long_word", "repeat(md5(i::varchar), 1 + (i % 40)::integer)", "long_word");
        add("empty", "''", "empty");
        add("nothing", "null::varchar", "nothing");
        add("mood", "case when i % 2 = 0 then 'sad' else 'ok' end::mood", "mood::varchar");
        add("tags", "list_transform(range(i % 4), lambda x: 't' || (x + i % 10))", "tags::varchar");
        add(
                "numbers",
                "case when i % 5 = 0 then null else list_transform(range(i % 3), lambda x: x * i) end",
                "numbers::varchar");
    }

    private static void add(String name, String sql, String text) {
        COLUMNS.put(name, new String[] {sql, text});
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "uncompressed, v1, 7000", "snappy, v1, 2048", "gzip, v1, 7000", "zstd, v1, 2048", "lz4_raw, v1, 7000",
        "uncompressed, v2, 2048", "snappy, v2, 7000", "gzip, v2, 2048", "zstd, v2, 7000", "lz4, v2, 2048"
    })
    void readsWhatDuckDbWrote(String codec, String version, int rowGroupRows) {
        Path file = folder.resolve(codec + version + ".parquet");
        try (DuckDb duck = new DuckDb()) {
            duck.execute("CREATE TYPE mood AS ENUM ('sad', 'ok')");
            duck.execute("CREATE TABLE t AS SELECT i, " + definitions() + " FROM range(" + ROWS + ") r(i)");
            duck.execute("COPY t TO '" + file + "' (FORMAT parquet, COMPRESSION " + codec + ", PARQUET_VERSION "
                    + version + ", ROW_GROUP_SIZE " + rowGroupRows + ")");

            ParquetTable table = ParquetTable.open(Location.of(file));
            assertThat(table.rows()).isEqualTo(ROWS);
            assertThat(table.rowGroups()).isEqualTo((ROWS + rowGroupRows - 1) / rowGroupRows);
            for (Map.Entry<String, String[]> column : COLUMNS.entrySet()) {
                List<String> expected = duck.texts("SELECT " + column.getValue()[1] + " FROM t ORDER BY i");
                assertThat(Reading.column(table, column.getKey()))
                        .as(column.getKey())
                        .isEqualTo(expected);
            }
        }
    }

    /** Every seventh value is null, in another row for each column. */
    private static String definitions() {
        StringBuilder sql = new StringBuilder();
        int shift = 0;
        for (Map.Entry<String, String[]> column : COLUMNS.entrySet()) {
            String made = column.getValue()[0];
            sql.append(sql.isEmpty() ? "" : ", ");
            sql.append("CASE WHEN (i + ")
                    .append(shift++)
                    .append(") % 7 = 0 THEN NULL ELSE ")
                    .append(made);
            sql.append(" END AS ").append(column.getKey());
        }
        return sql.toString();
    }

    @Test
    void theseFilesHoldEveryEncoding() {
        try (DuckDb duck = new DuckDb()) {
            duck.execute("CREATE TYPE mood AS ENUM ('sad', 'ok')");
            duck.execute("CREATE TABLE t AS SELECT i, " + definitions() + " FROM range(" + ROWS + ") r(i)");
            for (String version : List.of("v1", "v2")) {
                duck.execute("COPY t TO '" + folder + "/" + version + ".parquet' (FORMAT parquet, PARQUET_VERSION "
                        + version + ")");
            }
            assertThat(duck.texts("SELECT DISTINCT unnest(string_split(encodings, ', ')) e FROM parquet_metadata('"
                            + folder + "/*.parquet') ORDER BY e"))
                    .contains(
                            "PLAIN",
                            "PLAIN_DICTIONARY",
                            "RLE_DICTIONARY",
                            "DELTA_BINARY_PACKED",
                            "DELTA_LENGTH_BYTE_ARRAY",
                            "BYTE_STREAM_SPLIT");
        }
    }

    @Test
    void readsStructsAndListsOfStructs() {
        Path file = folder.resolve("nested.parquet");
        try (DuckDb duck = new DuckDb()) {
            duck.execute("""
                    COPY (SELECT i,
                        CASE WHEN i %% 3 = 0 THEN NULL ELSE {'name': 'n' || i, 'age': CASE WHEN i %% 2 = 0 THEN i END} END AS person,
                        CASE WHEN i %% 4 = 0 THEN NULL
                             ELSE list_transform(range(i %% 3), lambda x: CASE WHEN x = 1 THEN NULL ELSE {'segment': 's' || x, 'score': x * i} END)
                        END AS segments
                    FROM range(9) r(i)) TO '%s' (FORMAT parquet)""".formatted(file));
        }

        assertThat(Reading.column(file, "person.name"))
                .containsExactly("null", "n1", "n2", "null", "n4", "n5", "null", "n7", "n8");
        assertThat(Reading.column(file, "person.age"))
                .containsExactly("null", "null", "2", "null", "4", "null", "null", "null", "8");
        assertThat(Reading.column(file, "segments.segment"))
                .containsExactly("null", "[s0]", "[s0, null]", "[]", "null", "[s0, null]", "[]", "[s0]", "null");
        assertThat(Reading.column(file, "segments.score"))
                .containsExactly("null", "[0]", "[0, null]", "[]", "null", "[0, null]", "[]", "[0]", "null");
    }

    @Test
    void distinguishesANullStructFromANullField() {
        Path file = folder.resolve("struct.parquet");
        try (DuckDb duck = new DuckDb()) {
            duck.execute("COPY (SELECT unnest([NULL, {'a': 1}, {'a': NULL}]) AS s) TO '" + file + "' (FORMAT parquet)");
        }

        try (RowGroupReader rows = ParquetTable.open(Location.of(file)).rowGroup(0, List.of("s.a"))) {
            ColumnCursor cursor = rows.column("s.a");
            cursor.next();
            assertThat(cursor.isStructNull()).isTrue();
            cursor.next();
            assertThat(cursor.isStructNull()).isFalse();
            assertThat(cursor.isNull()).isFalse();
            cursor.next();
            assertThat(cursor.isStructNull()).isFalse();
            assertThat(cursor.isNull()).isTrue();
        }
    }

    @Test
    void aTextOfTheDictionaryIsMadeOnce() {
        Path file = folder.resolve("dictionary.parquet");
        try (DuckDb duck = new DuckDb()) {
            duck.execute("COPY (SELECT 'w' || (i % 3) AS w FROM range(3000) r(i)) TO '" + file + "' (FORMAT parquet)");
        }

        try (RowGroupReader rows = ParquetTable.open(Location.of(file)).rowGroup(0, List.of("w"))) {
            ColumnCursor cursor = rows.column("w");
            assertThat(cursor.dictionarySize()).isEqualTo(3);
            cursor.next();
            String first = cursor.text();
            cursor.next();
            cursor.next();
            cursor.next();
            assertThat(cursor.text()).isSameAs(first).isSameAs(cursor.dictionaryText(cursor.dictionaryId()));
        }
    }
}
