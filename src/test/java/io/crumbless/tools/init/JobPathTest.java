package io.crumbless.tools.init;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths are relative to the job file's folder, and dates in names become placeholders. */
@Tag("unit")
class JobPathTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /data/exports/s-*.csv         | /data/exports/s-2026-11-22.csv /data/exports/s-2026-11-23.csv | ../exports/s-{date}.csv
                    /data/exports/s-2026-11-22*   | /data/exports/s-2026-11-22.csv                                | ../exports/s-{date}*
                    /data/exports/s_*.csv.gz      | /data/exports/s_20261122.csv.gz                               | ../exports/s_{date:yyyyMMdd}.csv.gz
                    /data/2026/11/22/part-*       | /data/2026/11/22/part-0                                       | ../{date:yyyy/MM/dd}/part-*
                    /data/{date}/part-*           | /data/2026-11-22/part-0                                       | ../{date}/part-*
                    /data/exports/s-*.csv         | /data/exports/s-2026-11-22.csv /data/exports/s-old.csv        | ../exports/s-*.csv
                    /data/exports/s.csv           | /data/exports/s.csv                                           | ../exports/s.csv
                    """)
    void daysInNamesAreRecognised(String path, String files, String written) {
        List<FileEntry> found = Stream.of(files.split(" "))
                .map(file -> new FileEntry(Location.of(file), 1, 0, FileEntry.Kind.FILE))
                .toList();

        assertThat(JobPath.of(Location.of(path), Path.of("/data/shop"), found)).isEqualTo(written);
    }
}
