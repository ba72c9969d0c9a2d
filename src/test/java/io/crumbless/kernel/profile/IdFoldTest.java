package io.crumbless.kernel.profile;

import static io.crumbless.kernel.profile.SpellingDifference.CASE;
import static io.crumbless.kernel.profile.SpellingDifference.INVISIBLE;
import static io.crumbless.kernel.profile.SpellingDifference.LEADING_ZEROS;
import static io.crumbless.kernel.profile.SpellingDifference.POINT_ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: spellings of one id have one key, ids that differ in more than spelling have two. */
@Tag("unit")
class IdFoldTest {
    private static final String[] PARTS = {
        "0", "00", "7", "42", "C", "c", "-", "ß", "İ", "ı", "Σ", "ς", " ", "\t", "\u2003", "\u00a0", "x", ".", ".0",
        "e2", "E+1", "\u200b", "\ufeff", "\u007f", "\uff23", "\uff17", "\u0301", "\u00ad", "+", "\u0001"
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c-1042",
                "C-1042",
                " C-1042",
                "C-1042\t",
                "C-1042\u00a0",
                "\u3000C-1042",
                "\ufeffC-1042",
                "C-10\u200b42",
                "C\u2060-1042",
                "\uff23-1042",
                "C-1042\u007f",
                "C-\u00ad1042",
                "\u200eC-1042",
                "C-\uff11042"
            })
    void spellingsOfOneIdHaveOneKey(String spelling) {
        assertThat(IdFold.ALL.key(spelling)).isEqualTo("c-1042");
    }

    @ParameterizedTest
    @CsvSource({
        "705, 705",
        "0705, 705",
        "705.0, 705",
        "705.00, 705",
        "705., 705",
        "7.05e2, 705",
        "7.05E+2, 705",
        "0.705e3, 705",
        "000, 0",
        "0.0, 0",
        "1.2345e4, 12345",
        "1E+05, 100000",
        "٧, ٧"
    })
    void aNumberIsWhatItSays(String spelling, String key) {
        assertThat(IdFold.ALL.key(spelling)).isEqualTo(key);
    }

    /** Ids of ASCII alone are folded by shorter ways; an invisible character sends the same id the long way. */
    @RepeatedTest(20)
    void asciiIsFoldedAsEveryTextIs(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 2000; i++) {
            String id = random.ints(1 + random.nextInt(6), 1, 0x80)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            if (id.chars().anyMatch(c -> c > 0x20 && c < 0x7F)) {
                int at = random.nextInt(id.length() + 1);
                assertThat(IdFold.ALL.key(id.substring(0, at) + "\u200b" + id.substring(at)))
                        .isEqualTo(IdFold.ALL.key(id));
            }
        }
    }

    /** Neither a version nor hexadecimal digits are another number. */
    @ParameterizedTest
    @ValueSource(strings = {"7.5", "1.2.0", "7e2", "c-007", "7.05e1", "1.0e99", "-7", "7.0.0", "0x7", "7,0", "c-7.0"})
    void whatIsNoPlainIntegerIsLeftAlone(String id) {
        assertThat(IdFold.ALL.key(id)).isEqualTo(id);
    }

    @Test
    void lettersOfTwoLowerCasesAreOne() {
        assertThat(IdFold.ALL.key("STRASSE")).isEqualTo(IdFold.ALL.key("straße"));
        assertThat(IdFold.ALL.key("ΑΣ")).isEqualTo(IdFold.ALL.key("ας")).isEqualTo(IdFold.ALL.key("ασ"));
    }

    @Test
    void whatShowsNothingAtAllIsItsOwnKey() {
        assertThat(IdFold.ALL.key("\u200b")).isEqualTo("\u200b");
    }

    @Test
    void idsOf38DigitsKeepThemAll() {
        String id = "12345678901234567890123456789012345678";
        assertThat(IdFold.ALL.key(id)).isEqualTo(id);
        assertThat(IdFold.ALL.key("0" + id + ".0")).isEqualTo(id);
    }

    @Test
    void aJobIgnoresWhatItNames() {
        assertThat(IdFold.ignoring(List.of(CASE)).key("C-007.0")).isEqualTo("c-007.0");
        assertThat(IdFold.ignoring(List.of(LEADING_ZEROS)).key("007")).isEqualTo("7");
        assertThat(IdFold.ignoring(List.of(LEADING_ZEROS)).key("007.0")).isEqualTo("007.0");
        assertThat(IdFold.ignoring(List.of(POINT_ZERO)).key("007.0")).isEqualTo("007");
        assertThat(IdFold.ignoring(List.of(INVISIBLE)).key("\ufeffC-7\u00a0")).isEqualTo("C-7");
        assertThat(IdFold.ignoring(List.of()).isExact()).isTrue();
        assertThat(IdFold.EXACT.key(" C-7")).isEqualTo(" C-7");
    }

    @RepeatedTest(20)
    void foldingOnceIsEnoughAndTheHashAgrees(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int left = 1 + random.nextInt(6); left > 0; left--) {
                text.append(PARTS[random.nextInt(PARTS.length)]);
            }
            String id = text.toString();
            String key = IdFold.ALL.key(id);
            byte[] bytes = ("?" + id + "?").getBytes(StandardCharsets.UTF_8);
            assertThat(IdFold.ALL.key(key)).as("'%s'", id).isEqualTo(key);
            assertThat(IdHash.ofKey(bytes, 1, bytes.length - 1)).as("'%s'", id).isEqualTo(IdHash.ofSpelling(key));
        }
    }

    /** Tombstones use these keys, and a percent sign may be part of an id. */
    @Test
    void urlEncodingIsIgnoredOnlyWhereAJobSaysSo() {
        IdFold urls = IdFold.ignoring(List.of(SpellingDifference.URL_ENCODING));

        assertThat(IdFold.ALL.key("ada%40shop.example")).isEqualTo("ada%40shop.example");
        assertThat(urls.key("Ada%2540shop.example")).isEqualTo("Ada@shop.example");
        assertThat(urls.key("a%2Bb+c")).isEqualTo("a+b+c");
        assertThat(List.of("100%", "a%4", "a%zz", "a%ff", "a%00", "%20"))
                .allSatisfy(id -> assertThat(urls.key(id)).isEqualTo(id));
        assertThat(urls.keeps("a%40b".getBytes(StandardCharsets.UTF_8), 0, 5)).isFalse();
    }
}
