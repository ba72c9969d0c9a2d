package io.crumbless.night.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A path that cannot be taken is told with what to do about it. */
@Tag("unit")
class PathHintTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "in/m.csv.xz | files packed so are not read, have them delivered with gzip, zstd, bzip2 or lz4, or unpacked",
                "in/m.tgz | files packed so are not read",
                "in/d-*.json.gz | where each line holds one JSON object, set format: jsonl",
                "in/m.xlsx | such files are not read, have CSV, JSON Lines, Avro or Parquet delivered",
                "in/d-*.json | where each line holds one JSON object, set format: jsonl",
                "in/m.tsv | where tabs part the fields, set format: csv and csv: { delimiter: tab }"
            })
    void anEndingThatTellsNoFormat(String path, String hint) {
        assertThat(PathHint.ofEnding(path)).contains(hint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dmp/dt={date:yyyyMMdd}/*.parquet",
                "h/year={yyyy}/month={MM}/day={dd}/*.parquet",
                "events_{yyyyMMdd}.csv",
                "y={year}/m.csv",
                "{DATE+1}.csv"
            })
    void anotherFormOfADayIsNoDate(String path) {
        assertThat(PathHint.otherDate(path)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dmp/{date}/*.parquet", "{a,b}/x.csv", "{m,d}.csv", "part-{1}.csv", "x.csv"})
    void otherBracesAreWildcards(String path) {
        assertThat(PathHint.otherDate(path)).isEmpty();
    }

    @Test
    void saysHowADayIsWritten() {
        assertThat(PathHint.aboutDate("{yyyy}"))
                .isEqualTo(
                        "'{yyyy}' stands for no day: {date} does, written as 2026-11-22, and in no other form. Have the"
                                + " files delivered under such names, or give one night's path");
    }
}
