package io.crumbless.tools.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.night.delivery.TimeForm;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise: a pattern is named where one reads all times, and the day is never confused with the month. */
@Tag("unit")
class TimePatternTest {
    private static Optional<String> of(List<String> texts) {
        TimePattern pattern = new TimePattern();
        texts.forEach(text -> {
            assertThat(TimePattern.isOne(text)).as(text).isTrue();
            pattern.add(text);
        });
        return pattern.pattern();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    14.11.2026 03:04:04; 02.11.2026 23:04:04  | dd.MM.yyyy HH:mm:ss
                    4.11.2026 3:04; 12.1.2026 13:04           | d.M.yyyy H:mm
                    02.03.2026; 04.05.2026                    | dd.MM.yyyy
                    22.11.26                                  | dd.MM.yy
                    14.11.2026, 03:04                         | dd.MM.yyyy, HH:mm
                    11/22/2026 10:31 PM; 1/2/2026 1:05 AM     | M/d/yyyy h:mm a
                    22/11/2026 10:31; 01/02/2026 11:05        | dd/MM/yyyy HH:mm
                    2026/11/22 10:31:00 AM GMT+1              | yyyy/MM/dd h:mm:ss a O
                    2026/11/22 10:31:00.250                   | yyyy/MM/dd HH:mm:ss.SSS
                    22-11-2026T10:31:00+01:00                 | dd-MM-yyyy'T'HH:mm:ssXXX
                    22.11.2026 10:31 +0100                    | dd.MM.yyyy HH:mm XX
                    """)
    void namesThePatternThatReadsAllOfThem(String texts, String pattern) {
        List<String> times = Arrays.asList(texts.split("; "));

        assertThat(of(times)).contains(pattern);
        assertThat(times)
                .allMatch(time -> TimeForm.Pattern.of(pattern, Locale.ENGLISH).iso(time) != null);
    }

    @Test
    void namesNoneWhereTheDayMayBeTheMonth() {
        assertThat(of(List.of("03/04/2026", "05/06/2026"))).isEmpty();
        assertThat(of(List.of("13/04/2026", "05/16/2026"))).isEmpty();
        assertThat(of(List.of("04.16.2026 10:00", "16.04.2026 10:00"))).isEmpty();
    }

    @Test
    void namesNoneWhereTheyAreWrittenInTwoWays() {
        assertThat(of(List.of("13.04.2026 10:00", "13.04.2026"))).isEmpty();
        assertThat(of(List.of("13.04.2026 10:00:00 UTC"))).isEmpty();
    }
}
