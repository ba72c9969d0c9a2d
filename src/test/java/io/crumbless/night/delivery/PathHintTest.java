package io.crumbless.night.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An invalid path is reported with a remedy. */
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
    void anEndingOfNoFormat(String path, String hint) {
        assertThat(PathHint.ofEnding(path)).contains(hint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "y={year}/m.csv | '{year}' is not a placeholder of a day: write {date} for 2026-11-22, or "
                        + "other formats {date:yyyyMMdd}",
                "{DATE+1}.csv | '{DATE+1}' is not a placeholder of a day",
                "d/{date}/{HH}.csv | hours are wildcards, as in hour=*",
                "{date:yyyy} | 'yyyy' name no day: year, month and day must be in it",
                "{yyyy}/{MM} | 'yyyy', 'MM' name no day",
                "{date:yyyyMMddHH}.csv | 'yyyyMMddHH' is not a format of a day",
                "{date:dd-MMM-yyyy}.csv | 'dd-MMM-yyyy' is not a format of a day",
            })
    void aFormOfADayThatIsNotRead(String path, String why) {
        assertThat(PathHint.ofDays(path))
                .hasValueSatisfying(told -> assertThat(told).contains(why));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dmp/{date}/*.parquet",
                "{a,b}/x.csv",
                "{m,d}.csv",
                "part-{1}.csv",
                "x.csv",
                "dmp/dt={date:yyyyMMdd}/*.parquet",
                "h/year={yyyy}/month={MM}/day={dd}/*.parquet",
                "events_{yyyyMMdd}.csv",
                "{date:yyyy/M/d}/x.csv",
                "dt={date}/x-{date:yyyyMMdd}.csv"
            })
    void otherPathsAreSound(String path) {
        assertThat(PathHint.ofDays(path)).isEmpty();
    }
}
