package io.crumbless.night.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.storage.Location;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise: a file belongs to the date in its path, in the format of the configured path, and to no other. */
@Tag("unit")
class DayPathTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    @ParameterizedTest
    @CsvSource({
        "/d/{date}/*.csv, /d/2026-03-02/*.csv",
        "/d/x-{date:yyyyMMdd}*.csv, /d/x-20260302*.csv",
        "/d/{date:yyyy/MM/dd}/*, /d/2026/03/02/*",
        "/d/{date:yyyy/M/d}/*, /d/2026/3/2/*",
        "/d/year={yyyy}/month={MM}/day={dd}/*, /d/year=2026/month=03/day=02/*",
        "/d/{dd.MM.yyyy}.csv, /d/02.03.2026.csv",
        "/d/*.csv, /d/*.csv",
        "'/d/{a,b}.csv', '/d/{a,b}.csv'",
    })
    void filesOfADay(String path, String glob) {
        assertThat(DayPath.of(path).on(DAY)).isEqualTo(Location.of(glob));
    }

    @ParameterizedTest
    @CsvSource({
        "/d/{date}/*.csv, /d/2026-03-02/a.csv, 2026-03-02",
        "/d/x-{date:yyyyMMdd}*.csv, /d/x-20260302-2.csv, 2026-03-02",
        "/d/*{date:yyyyMMdd}*.csv, /d/x-7-20260302-20260401.csv, 2026-03-02",
        "/d/*{date:yyyyMMdd}*.csv, /d/x-120260302.csv,",
        "/d/*{date}*.csv, /d/12026-03-02.csv,",
        "/d/{date:yyyyMMdd}??.csv, /d/2026030223.csv, 2026-03-02",
        "/d/{date:yyyy/MM/dd}/**, /d/2026/03/02/23/a.csv, 2026-03-02",
        "/d/**/{date:yyyy/M/d}/*.csv, /d/x/2026/3/12/a.csv, 2026-03-12",
        "/d/year={yyyy}/month={MM}/day={dd}/*, /d/year=2026/month=03/day=02/a, 2026-03-02",
        "/d/dt={date}/x-{date:yyyyMMdd}.csv, /d/dt=2026-03-02/x-20260302.csv, 2026-03-02",
        "/d/dt={date}/x-{date:yyyyMMdd}.csv, /d/dt=2026-03-02/x-20260303.csv,",
        "/d/{date}.csv, /d/2026-02-30.csv,",
        "/d/{date:yyyyMMdd}.csv, /d/20261322.csv,",
    })
    void dayOfAFile(String path, String file, LocalDate day) {
        assertThat(DayPath.of(path).dayOf(Location.of(file))).isEqualTo(Optional.ofNullable(day));
    }
}
