package io.crumbless;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.Refusal;
import io.crumbless.night.legacy.LegacyRefusal;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The page of codes is made of the enumerations and of the sentences that answers use, so that it lacks none and says the
 * same. {@code -Dcodes.write=true} writes it again.
 */
@Tag("unit")
class CodesPageTest {
    private static final Path PAGE = Path.of("docs/reference/codes.md");

    @Test
    void thePageSaysWhatTheProgramSays() throws IOException {
        String page = page();
        if (Boolean.getBoolean("codes.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("write it again with -Dcodes.write=true")
                .isEqualTo(page);
    }

    private static String page() throws IOException {
        Properties sentences = sentences();
        return """
                # Codes

                This page lists all codes of refusals, of the evidence log and of the books, each with its sentence in reports. It is
                generated from the program; a test compares the two.

                ## Refused statements

                The code is `reason` in `refusals`; the bin is `refused:` and the code. It is that of the first rule that fails, in the order of
                [policy.md](policy.md#admissionyaml). A later night admits the record if its source corrects it.

                """
                + table(Arrays.stream(Refusal.values()).map(Refusal::word), "refusal.", sentences)
                + """

                ## Quarantined legacy rows and values

                The code is `reason` in `refusals`; the bin of a row is `quarantined:` and the code.

                """
                + table(Arrays.stream(LegacyRefusal.values()).map(LegacyRefusal::word), "legacy_refusal.", sentences)
                + """

                ## Fates of statements

                The code is `fate` in the evidence log. If several apply, it is the first of this order: `corrected`, `future`, `minor`,
                `withdrawn`, `expired`, `not_allowed` for the person's age, `conflicting`, `not_allowed`, `superseded`, `restricted`, `in_force`.

                """
                + table(Arrays.stream(Fate.values()).map(Fate::word), "fate.", sentences)
                + """

                ## Bins

                Every record ends in one bin. The bins are listed by unit.
                """
                + Arrays.stream(Unit.values())
                        .map(unit -> bins(unit, sentences))
                        .collect(Collectors.joining());
    }

    private static String bins(Unit unit, Properties sentences) {
        String prefix = "bin." + unit.word() + ".";
        Stream<String> bins = sentences.stringPropertyNames().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .sorted();
        return "\n### `" + unit.word() + "`\n\n" + table(bins, prefix, sentences);
    }

    private static String table(Stream<String> codes, String prefix, Properties sentences) {
        return codes.map(code -> "| `" + code + "` | "
                        + Objects.requireNonNullElse(sentences.getProperty(prefix + code), "") + " |\n")
                .collect(Collectors.joining("", "| code | meaning |\n|---|---|\n", ""));
    }

    private static Properties sentences() throws IOException {
        Properties sentences = new Properties();
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(CodesPageTest.class.getResourceAsStream(
                        "/io/crumbless/answers/wording/sentences_en.properties")),
                StandardCharsets.UTF_8)) {
            sentences.load(in);
        }
        return sentences;
    }
}
