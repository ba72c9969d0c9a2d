package io.crumbless.warehouse.remark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Findings of audits and notices of nights are reported in the language of the reader. */
@Tag("unit")
class RemarkTest {
    private static final Pattern GAP = Pattern.compile("\\{#?(\\d)}");

    private static final Place PART = Place.of("profiles/part-0.parquet");

    static Stream<Arguments> remarks() {
        return Stream.of(
                Arguments.of(
                        Remark.at(PART.rowGroup(1).row(12).attribute("email"), Code.LAST_DAY_PASSED),
                        "profiles/part-0.parquet, row group 1, row 12, 'email': its last day has passed",
                        "profiles/part-0.parquet, Zeilengruppe 1, Zeile 12, 'email': der letzte Tag ist vorbei"),
                Arguments.of(
                        Remark.at(PART.rowGroup(0).column("source"), Code.LEGACY_COOKIE),
                        "profiles/part-0.parquet, row group 0, column 'source': a cookie id of the legacy sources",
                        "profiles/part-0.parquet, Zeilengruppe 0, Spalte 'source': eine Cookie-Kennung der Altsysteme"),
                Arguments.of(
                        Remark.at(Place.accessLogEntry(4), Code.ENTRY_CHANGED),
                        "access log, entry 4: it is missing, or not the one that was written; those after it prove nothing",
                        "Zugriffsprotokoll, Eintrag 4: fehlt, oder ist nicht der geschriebene; die danach beweisen nichts"),
                Arguments.of(
                        Remark.at(Place.sideBySide(), Code.CHECK_FAILED, "NullPointerException"),
                        "the datasets side by side: it cannot be checked (NullPointerException)",
                        "die Datensätze nebeneinander: kann nicht geprüft werden (NullPointerException)"),
                Arguments.of(
                        Remark.at(PART, Code.ROWS_DIFFER, 1200L, 1300L),
                        "profiles/part-0.parquet: of 1,200 rows where the manifest says 1300",
                        "profiles/part-0.parquet: hat 1.200 Zeilen, wo das Manifest 1.300 nennt"),
                Arguments.of(
                        Remark.at(PART, Code.SIZE_DIFFERS, 1L, 13L),
                        "profiles/part-0.parquet: of 1 byte where the manifest says 13",
                        "profiles/part-0.parquet: hat 1 Byte, wo das Manifest 13 nennt"),
                Arguments.of(
                        Remark.at(
                                PART,
                                Code.TAKEN_BACK,
                                Place.of("declarations/part-3").rowGroup(2).row(5)),
                        "profiles/part-0.parquet: held although it was withdrawn (declarations/part-3, row group 2, row 5)",
                        "profiles/part-0.parquet: gehalten, obwohl widerrufen (declarations/part-3, Zeilengruppe 2,"
                                + " Zeile 5)"),
                Arguments.of(
                        Remark.of(Code.MEASURED_DECLARED_AFTER_ERASURE, 3L, "a b", 2L, 1L),
                        "3 declared values of 'a b' where the profiles hold 2 after 1 person was erased",
                        "3 erklärte Werte von 'a b', wo die Profile 2 enthalten, nachdem 1 Person gelöscht wurde"),
                Arguments.of(
                        Remark.of(Code.MEASURED_DECLARED_AFTER_ERASURE, 1L, "{0}", 2L, 1500L),
                        "1 declared values of '{0}' where the profiles hold 2 after 1,500 people were erased",
                        "1 erklärte Werte von '{0}', wo die Profile 2 enthalten, nachdem 1.500 Personen gelöscht wurden"),
                Arguments.of(Remark.of(Code.MORE, 7), "and 7 more", "und 7 weitere"));
    }

    @ParameterizedTest
    @MethodSource("remarks")
    void isInTheLanguageOfTheReader(Remark remark, String english, String german) {
        assertThat(remark.in("de")).isEqualTo(german);
        assertThat(remark.in("en"))
                .isEqualTo(english)
                .isEqualTo(remark.english())
                .isEqualTo(remark.toString());
    }

    /** Fails if a new code has no sentence, or a removed one still has one. */
    @Test
    void everyCodeHasASentenceInEveryLanguage() {
        Set<String> keys = Arrays.stream(Code.values())
                .flatMap(code ->
                        code.counted().isPresent() ? Stream.of(code.key(), code.key() + ".one") : Stream.of(code.key()))
                .collect(Collectors.toSet());

        assertThat(RemarkSentences.languages()).containsExactlyInAnyOrder("de", "en");
        assertThat(RemarkSentences.languages())
                .allSatisfy(language -> assertThat(RemarkSentences.in(language).keys())
                        .as(language)
                        .containsExactlyInAnyOrderElementsOf(keys));
    }

    /** Nothing that was filled in is lost on the way, and no sentence was forgotten in English. */
    @ParameterizedTest
    @EnumSource(Code.class)
    void sentencesSayTheSame(Code code) {
        for (String key : code.counted().isPresent() ? List.of(code.key(), code.key() + ".one") : List.of(code.key())) {
            String english = RemarkSentences.in("en").sentence(key);
            String german = RemarkSentences.in("de").sentence(key);

            assertThat(gaps(german)).as(key).isEqualTo(gaps(english));
            assertThat(german).isNotBlank();
            if (code != Code.AS_RECORDED) { // nothing but what was filled in
                assertThat(german).isNotEqualTo(english);
            }
        }
    }

    private static Set<String> gaps(String sentence) {
        return GAP.matcher(sentence).results().map(gap -> gap.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void oneThatLacksWhatIsFilledInIsNotMade() {
        assertThatThrownBy(() -> Remark.at(PART, Code.SIZE_DIFFERS, 1L))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SIZE_DIFFERS needs 2 names or numbers but was given 1");
    }

    @Test
    void anUnknownLanguageIsRefused() {
        assertThatThrownBy(() -> Remark.of(Code.MISSING).in("fr"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Unknown language 'fr'");
    }

    @Test
    void listsTheFirstInOrderAndCountsTheRest() {
        List<Remark> all = List.of(Remark.of(Code.UNLISTED), Remark.of(Code.MISSING), Remark.of(Code.ERASED_PERSON));

        assertThat(Remark.first(3, all, 0))
                .extracting(Remark::english)
                .containsExactly("missing", "the manifest does not list it", "the person was erased");
        assertThat(Remark.first(3, all, 5)).extracting(Remark::english).endsWith("and 5 more");
        assertThat(Remark.first(2, all, 0))
                .extracting(Remark::english)
                .containsExactly("missing", "the manifest does not list it", "and 1 more");
    }
}
