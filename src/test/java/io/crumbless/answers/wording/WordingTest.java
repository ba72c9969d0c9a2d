package io.crumbless.answers.wording;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.settings.policy.PolicyFolder;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A choice is shown by its title, for lawyers with its code; without a title by its code. */
@Tag("unit")
class WordingTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String RARELY = "      rarely: { en: rarely, de: selten }\n";
    private static final String CAR_SEAT = "      car_seat: { en: a car seat, de: Autositz }\n";

    @Test
    void aPersonReadsTheTitleOfAChoice() {
        Wording german = wording("de", "");

        assertThat(german.plain("contact_frequency", "weekly")).isEqualTo("jede Woche");
        assertThat(german.plain("planned_purchases", List.of("car_seat", "cot")))
                .isEqualTo("Autositz, Kinderbett");
        assertThat(german.plainShown("planned_purchases", "[\"car_seat\",\"cot\"]"))
                .isEqualTo("Autositz, Kinderbett");
    }

    @Test
    void aLawyerReadsTheCodeToo() {
        Wording english = wording("en", "");

        assertThat(english.shown("contact_frequency", "weekly")).isEqualTo("every week (weekly)");
        assertThat(english.shown("planned_purchases", List.of("car_seat", "cot")))
                .isEqualTo("a car seat (car_seat), a cot (cot)");
        assertThat(english.shown("contact_frequency", "rarely")).isEqualTo("rarely");
    }

    @Test
    void callsAChoiceWithoutATitleByItsCode() {
        assertThat(wording("de", RARELY).plain("contact_frequency", "rarely")).isEqualTo("rarely");
        assertThat(wording("de", CAR_SEAT).plain("planned_purchases", "car_seat"))
                .isEqualTo("car seat");
        assertThat(wording("de", CAR_SEAT).shown("planned_purchases", List.of("car_seat", "cot")))
                .isEqualTo("car_seat, Kinderbett (cot)");
    }

    @Test
    void aChoiceIsInEnglishWhereTheLanguageIsMissing() {
        assertThat(wording("de", ", de: jede Woche").plain("contact_frequency", "weekly"))
                .isEqualTo("every week");
    }

    /** A value that the catalogue has no choice for any more, and one that is no choice. */
    @Test
    void leavesAllElseAsItIs() {
        Wording english = wording("en", "");

        assertThat(english.shown("contact_frequency", "daily")).isEqualTo("daily");
        assertThat(english.shown("home_store", "weekly")).isEqualTo("weekly");
        assertThat(english.shown("gone", "weekly")).isEqualTo("weekly");
    }

    @Test
    void namesPlacesInTheLanguageOfTheReader() {
        assertThat(wording("de", "").place("US-CA")).isEqualTo("Kalifornien (US-CA)");
        assertThat(wording("en", "").place("US-CA")).isEqualTo("California (US-CA)");
        assertThat(wording("de", "").place("DE")).isEqualTo("Deutschland (DE)");
        assertThat(wording("de", "").place("US-NV")).isEqualTo("US-NV");
    }

    /** The shipped policy without a text of its catalogue. */
    private static Wording wording(String language, String without) {
        Policy shipped = PolicyFolder.read(Path.of("jobs/policy"));
        SortedMap<String, String> files = new TreeMap<>(shipped.files());
        String catalogue = files.get("attributes.yaml");
        assertThat(catalogue).contains(without);
        files.put("attributes.yaml", catalogue.replace(without, ""));
        return new Wording(PolicyFolder.compile(files), BERLIN, PrivacyLaw.GDPR, new Sentences(language));
    }
}
