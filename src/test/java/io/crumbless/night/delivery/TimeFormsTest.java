package io.crumbless.night.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: a time in the form that the job names is read exactly or is none; no form is guessed. */
@Tag("unit")
class TimeFormsTest {
    @ParameterizedTest
    @CsvSource({
        "epoch-seconds, 1763634660, 2025-11-20T10:31:00Z",
        "epoch-seconds, 1763634660.123, 2025-11-20T10:31:00.123Z",
        "epoch-millis, 1763634660000, 2025-11-20T10:31:00Z",
        "epoch-micros, 1763634660000001, 2025-11-20T10:31:00.000001Z",
        "epoch-millis, 1.76363466E12, 2025-11-20T10:31:00Z",
        "epoch-seconds, 1.763634660e+09, 2025-11-20T10:31:00Z",
        "rfc-1123, 'Fri, 20 Nov 2026 10:31:00 GMT', 2026-11-20T10:31:00Z",
        "rfc-1123, 'Fri, 20 Nov 2026 10:31:00 +0100', 2026-11-20T09:31:00Z",
        "iso, 2026-11-20 10:31 UTC, 2026-11-20 10:31 UTC",
    })
    void wordsOfTheJobFile(String word, String text, String iso) {
        assertThat(TimeForm.words().get(word).iso(text)).isEqualTo(iso);
    }

    @ParameterizedTest
    @CsvSource({
        "epoch-millis, 1763634660",
        "epoch-millis, 1.76363E+12",
        "epoch-seconds, 1.763635e+09",
        "epoch-seconds, 2025-11-20T10:31:00Z",
        "rfc-1123, 'Thu, 20 Nov 2026 10:31:00 GMT'",
        "rfc-1123, 2026-11-20T10:31:00Z",
    })
    void anotherFormIsNoTime(String word, String text) {
        assertThat(TimeForm.words().get(word).iso(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dd.MM.yyyy HH:mm | de | 20.11.2026 10:31 | 2026-11-20T10:31",
                "M/d/yyyy hh:mm:ss a | en | 11/20/2026 10:31:00 PM | 2026-11-20T22:31",
                "MMM d, yyyy, hh:mm:ss a | en | nov 20, 2026, 10:31:00 am | 2026-11-20T10:31",
                "M/d/yyyy, h:mm:ss a | en | '11/20/2026, 10:31:00\u202FPM' | 2026-11-20T22:31",
                "d. MMMM yyyy | de | 3. März 2026 | 2026-03-03",
                "yyyyMMdd'T'HHmmssX | en | 20261120T103100Z | 2026-11-20T10:31:00Z",
                "yyyy/MM/dd hh:mm:ss a O | en | 2026/11/20 10:31:00 AM GMT+1 | 2026-11-20T09:31:00Z",
                "yyyy-MM-dd HH:mm:ss xxx | en | 2026-11-20 10:31:00 +01:00 | 2026-11-20T09:31:00Z",
            })
    void patterns(String pattern, String locale, String text, String iso) {
        assertThat(TimeForm.Pattern.of(pattern, Locale.forLanguageTag(locale)).iso(text))
                .isEqualTo(iso);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"31.02.2026 10:31", "20.11.2026", "2026-11-20T10:31:00Z", "20.11.2026 24:00", "20.11.2026 10:31 "
            })
    void whatAPatternDoesNotFit(String text) {
        assertThat(TimeForm.Pattern.of("dd.MM.yyyy HH:mm", Locale.GERMAN).iso(text))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HH:mm | names no day, or not the hour of it",
                "dd.MM.yyyy hh:mm | names no day, or not the hour of it",
                "dd.MM. HH:mm | names no day, or not the hour of it",
                "yyyy-MM-dd HH:mm VV | it names zones",
                "yyyy-MM-dd HH:mm z | it names zones",
                "dd.MM.jjjj | Unknown pattern letter: j",
            })
    void patternsThatLackAPart(String pattern, String why) {
        assertThatThrownBy(() -> TimeForm.Pattern.of(pattern, Locale.ENGLISH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    /** A pattern may say the hour of some zones alone: that would lose the offset. */
    @Test
    void anOffsetThatIsReadCounts() {
        assertThat(TimeForm.Pattern.of("dd.MM.yyyy HH:mm Z", Locale.ENGLISH).iso("20.11.2026 10:31 +0500"))
                .isEqualTo("2026-11-20T05:31:00Z");
    }
}
