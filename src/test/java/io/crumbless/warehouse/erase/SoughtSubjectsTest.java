package io.crumbless.warehouse.erase;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.profile.SubjectId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An id is found however it is spelt; {@link SubjectId#key} says which spellings are the same. */
@Tag("unit")
@Tag("slow")
class SoughtSubjectsTest {
    private static final String[] PARTS = {
        "0", "00", "7", "42", "C", "c", "-", "ß", "İ", "ω", "Ω", " ", "\t", "\u2003", "x", ".", ".0", "e2", "E+1",
        "\u200b", "\ufeff", "\u007f", "ς", "\uff23"
    };

    private static boolean matches(Collection<SubjectId> people, String text) {
        // Not at the beginning of the array, where ids in files do not stand either.
        byte[] bytes = ("??" + text + "??").getBytes(StandardCharsets.UTF_8);
        return SoughtSubjects.of(people).look().matches(bytes, 2, bytes.length - 4);
    }

    private static boolean standsIn(String id, String text) {
        byte[] bytes = ("??" + text + "??").getBytes(StandardCharsets.UTF_8);
        return SoughtSubjects.of(List.of(new SubjectId(id))).look().standsIn(bytes, 2, bytes.length - 4);
    }

    private static String spelt(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(random.nextInt(4) == 0 ? 24 : 6); left > 0; left--) {
            text.append(PARTS[random.nextInt(PARTS.length)]);
        }
        return text.toString();
    }

    @RepeatedTest(50)
    void findsWhatHasTheSameKey(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<SubjectId> people = new ArrayList<>();
        while (people.size() < 20) {
            String id = spelt(random);
            if (!id.isBlank()) {
                people.add(new SubjectId(id));
            }
        }
        Set<String> keys = people.stream().map(SubjectId::key).collect(Collectors.toSet());

        for (int i = 0; i < 300; i++) {
            String text = spelt(random);
            boolean same = !text.isBlank() && keys.contains(new SubjectId(text).key());
            assertThat(matches(people, text)).as("'%s' among %s", text, keys).isEqualTo(same);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"C-1042", "c-1042", "  C-1042", "call about C-1042", "C-1042: moved", "(C-1042)", "a/C-1042/b"})
    void findsAnIdInAText(String text) {
        assertThat(standsIn("C-1042", text)).isTrue();
    }

    /** A number that only begins or ends alike is another one. */
    @ParameterizedTest
    @ValueSource(strings = {"C-10421", "XC-1042", "C-104", "C-1043 and C-1041", ""})
    void doesNotFindPartsOfAnotherId(String text) {
        assertThat(standsIn("C-1042", text)).isFalse();
    }

    @Test
    void findsANumberWithLeadingZerosHoweverMany() {
        assertThat(standsIn("1042", "0".repeat(60) + "1042")).isTrue();
        assertThat(standsIn("1042", "0".repeat(60) + "1043")).isFalse();
    }

    @Test
    void aLetterMayBeginWithAPlainOne() {
        List<SubjectId> people = List.of(new SubjectId("\u00c9ric-77"));

        assertThat(matches(people, "E\u0301RIC-77")).isTrue();
        assertThat(matches(people, "Eric-77")).isFalse();
    }

    @Test
    void zerosBeforeANumberInATextAreNoneOfIt() {
        byte[] text = "see 012345, please".getBytes(StandardCharsets.UTF_8);
        SoughtSubjects wanted = SoughtSubjects.of(List.of(new SubjectId("12345"), new SubjectId("abcdef")));

        assertThat(wanted.look().standsIn(text, 0, text.length)).isTrue();
    }
}
