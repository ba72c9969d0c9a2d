package io.crumbless.night.delivery;

import static io.crumbless.night.delivery.TestingDelivery.PARQUET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.process.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a Parquet file another engine wrote gives the same statements as text would. */
@Tag("unit")
class ParquetDeclarationsTest {
    private static final String COLUMNS = "'d-' || i as declaration_id, 'S-' || (i % 7) as subject_id,"
            + " case when i % 5 = 0 then 'withdraw' else 'declare' end as action, 'purchase_intention' as attribute,"
            + " 'pram' as value, ['personal_offers', 'recommend_products'] as purposes, 'family-club' as notice_id,"
            + " 3 as notice_version, 'de' as notice_language, 'app' as channel, 'volunteered' as elicitation,"
            + " 'self' as declared_by, true as confirmed,"
            + " timestamptz '2026-11-20 10:00:00.25+00' + interval (i) minute as declared_at, date '2027-01-31' as valid_until,"
            + " 'DE' as jurisdiction";

    @TempDir
    private Path folder;

    private Path write(String select, String options) throws SQLException {
        Path file = folder.resolve("d.parquet");
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("set timezone = 'UTC'");
            statement.execute("copy (" + select + ") to '" + file + "' (format parquet" + options + ")");
        }
        return file;
    }

    @Test
    void readsTypedColumnsAsText() throws SQLException {
        Path file = write("select " + COLUMNS + " from range(20) t(i)", "");
        TestingDelivery delivery = TestingDelivery.read(file, PARQUET, Map.of());
        assertThat(delivery.positions()).hasSize(20).startsWith(1L).endsWith(20L);
        var raw = delivery.outcomes.get(1).raw();
        assertThat(raw.text(StatementField.DECLARATION_ID)).isEqualTo("d-1");
        assertThat(raw.text(StatementField.PURPOSES)).isEqualTo("[\"personal_offers\",\"recommend_products\"]");
        assertThat(raw.text(StatementField.NOTICE_VERSION)).isEqualTo("3");
        assertThat(raw.text(StatementField.CONFIRMED)).isEqualTo("true");
        assertThat(raw.text(StatementField.DECLARED_AT)).isEqualTo("2026-11-20T10:01:00.250Z");
        assertThat(raw.text(StatementField.VALID_UNTIL)).isEqualTo("2027-01-31");
        assertThat(raw.text(StatementField.LEGAL_BASIS)).isNull();
        assertThat(TestingDelivery.count(file, PARQUET)).isEqualTo(20);
    }

    @Test
    void timesWithoutZoneStayWithoutZone() throws SQLException {
        Path file = write(
                "select "
                        + COLUMNS.replace("timestamptz '2026-11-20 10:00:00.25+00'", "timestamp '2026-11-20 10:00:00'")
                        + " from range(1) t(i)",
                "");
        assertThat(TestingDelivery.read(file, PARQUET, Map.of()).only().text(StatementField.DECLARED_AT))
                .isEqualTo("2026-11-20T10:00:00");
    }

    @Test
    void partsHoldTheRowsOfTheirRowGroups() throws SQLException {
        Path file = write("select " + COLUMNS + " from range(10000) t(i)", ", row_group_size 2048");
        var entry = TestingDelivery.entry(file);
        List<DeliveryPart> parts = DeliveryPart.of(entry, PARQUET, entry.size() / 3, List.of());
        assertThat(parts).hasSizeGreaterThan(1);
        TestingDelivery all = new TestingDelivery();
        for (DeliveryPart part : parts) {
            DeclarationReader.of(
                            new DeliveryPlace.Files(entry.location(), PARQUET),
                            ColumnMapping.unmapped(DeclarationColumns.ALL),
                            part)
                    .read(all);
        }
        assertThat(all.outcomes).hasSize(10_000);
        for (int i = 0; i < 10_000; i++) {
            assertThat(all.outcomes.get(i).position()).isEqualTo(i + 1);
            assertThat(all.outcomes.get(i).raw().text(StatementField.DECLARATION_ID))
                    .isEqualTo("d-" + i);
        }
        assertThat(DeliveryPart.of(entry, PARQUET, Long.MAX_VALUE, List.of()))
                .containsExactly(DeliveryPart.whole(entry));
    }

    @Test
    void valuesThatAreNoTextAreMalformed() throws SQLException {
        Path file = write(
                "select * replace (case when i = 1 then '\\xE4oe'::blob when i = 2 then '\\xE4withdraw'::blob"
                        + " else 'Jo'::blob end as value) from (select i, " + COLUMNS
                        + " from range(4) t(i)) order by i",
                "");
        TestingDelivery delivery = TestingDelivery.read(file, PARQUET, Map.of());
        assertThat(delivery.outcomes).hasSize(4);
        assertThat(delivery.outcomes.get(0).raw().text(StatementField.VALUE)).isEqualTo("Jo");
        assertThat(delivery.outcomes.get(1).raw()).isNull();
        assertThat(delivery.outcomes.get(1).mayWithdraw()).isFalse();
        assertThat(delivery.outcomes.get(2).raw()).isNull();
        assertThat(delivery.outcomes.get(2).mayWithdraw()).isTrue();
        assertThat(delivery.outcomes.get(3).raw().text(StatementField.VALUE)).isEqualTo("Jo");
    }

    @Test
    void nulAndEmptyItemsAreMalformed() throws SQLException {
        Path file = write(
                "select * replace (case when i = 1 then 'J' || chr(0) else 'Jo' end as value,"
                        + " case when i = 2 then ['a', null] else ['a'] end as purposes)"
                        + " from (select i, " + COLUMNS + " from range(3) t(i)) order by i",
                "");
        TestingDelivery delivery = TestingDelivery.read(file, PARQUET, Map.of());
        assertThat(delivery.outcomes)
                .extracting(TestingDelivery.Outcome::raw)
                .satisfiesExactly(
                        raw -> assertThat(raw).isNotNull(),
                        raw -> assertThat(raw).isNull(),
                        raw -> assertThat(raw).isNull());
    }

    @Test
    void aMissingColumnIsNamed() throws SQLException {
        Path file = write("select 1 as declaration_id, 'x' as customer", "");
        assertThatThrownBy(() -> TestingDelivery.read(file, PARQUET, Map.of()))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.category()).isEqualTo(Failure.ErrorCategory.INPUT))
                .hasMessageContaining("d.parquet: column 'subject_id' is missing, found [declaration_id, customer]")
                .hasMessageEndingWith("map it with columns.subject-id");
    }

    @Test
    void aColumnThatCannotBeReadIsTheSuppliersToMend() throws SQLException {
        Path file =
                write("select * replace (map {'a': 1} as value) from (select " + COLUMNS + " from range(2) t(i))", "");
        assertThatThrownBy(() -> TestingDelivery.read(file, PARQUET, Map.of()))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.category()).isEqualTo(Failure.ErrorCategory.INPUT))
                .hasMessageContaining("d.parquet");
    }

    @Test
    void aTruncatedOrForeignFileIsTheSuppliersToMend() throws Exception {
        Path whole = write("select " + COLUMNS + " from range(2000) t(i)", "");
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = TestingDelivery.write(folder, "cut.parquet", java.util.Arrays.copyOf(bytes, bytes.length / 2));
        Path text = TestingDelivery.write(folder, "text.parquet", "declaration_id,subject_id".getBytes());
        Path empty = TestingDelivery.write(folder, "empty.parquet", new byte[0]);
        for (Path file : List.of(cut, text, empty)) {
            assertThatThrownBy(() -> TestingDelivery.read(file, PARQUET, Map.of()))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining(String.valueOf(file.getFileName()));
            assertThatThrownBy(() -> TestingDelivery.count(file, PARQUET))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining(String.valueOf(file.getFileName()));
        }
    }
}
