package io.crumbless.night.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A name is near a path if it would match but for how it is written, and not if it names something else. */
@Tag("unit")
class NearNameTest {
    @ParameterizedTest
    @CsvSource({
        "d-*.csv, d-2.csv.gz",
        "d-*.csv, D-2.CSV",
        "d-*.csv.gz, d-2.csv",
        "oo.csv, oo.csv.zip",
        "oo.csv, oo (1).csv",
        "oo.csv, oo - Kopie.csv",
        "d-{date}.csv, d-20261122.csv",
        "d-{date}.csv, d-2026_11_22.csv",
        "d-{date}.csv, d-22.11.2026.csv",
        "d-{date:yyyyMMdd}.csv, d-2026-11-22.csv",
        "d-20261122.csv, d-2026-11-22.csv",
        "[{]a}/d-{date}.csv, d-2026-11-22 (2).CSV.gz",
        "d-*.csv, ' d-2.csv'",
        "d-*.csv, d-2.csv.",
        "d-*.csv, d\u20132.csv",
        "d-*.csv, d-2.xlsx",
        "d-*.csv, d-2.csv.ods",
        "d-*.csv.gz, d-2.xls",
        "d-*.csv, d-2.csv.txt",
        "d-*.csv, d-2.csv.gpg",
        "d-*.csv, d-2.csv.gz.pgp",
        "oo.csv, Copy of oo.csv",
        "oo.csv, Kopie von oo.csv",
    })
    void isNear(String path, String name) {
        assertThat(NearName.of(DayPath.of("/in/" + path)).matches(name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "d-*.csv, e-2.csv",
        "d-*.csv, d-2.csv.sha256",
        "d-*.csv, d-2.csv.part",
        "d-*.csv, d-2.jsonl",
        "d-*.csv, d-2.txt",
        "d-*.jsonl, d-2.xlsx",
        "d-{date}.csv, d-latest.csv",
        "d-{date}.csv, d-120261122.csv",
        "oo.csv, oo-2.csv",
        "*.csv, (1)",
        "*.csv, ' - copy'",
        "*.csv, file:",
        "(1), oo.csv",
    })
    void isNot(String path, String name) {
        assertThat(NearName.of(DayPath.of("/in/" + path)).matches(name)).isFalse();
    }
}
