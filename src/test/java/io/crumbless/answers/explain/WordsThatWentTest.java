package io.crumbless.answers.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Texts for people use the terms of the field; replaced words do not return. */
@Tag("unit")
class WordsThatWentTest {
    /** This class, a key of files that are sealed, and a word of a supplier. */
    private static final Set<String> EXCEPTIONS = Set.of(
            "WordsThatWentTest.java", "Amendment.java", "OlderSnapshotsTest.java", "MappedDeclarationsTest.java");

    private static final Path RESOURCES = Path.of("src/main/resources/io/crumbless");
    private static final Pattern GERMAN = Pattern.compile(
            "[Pp]rüfbescheid|Rücknahme|[Zz]urückgenommen|[Zz]urück(zu)?nehmen|zurücknimmt|[Aa]ltquelle|Stichzeit\\b|Zugriffsbuch"
                    + "|[Gg]ekauft|Buchst\\.|DSGVO Art|,[.]|[( ][Aa]lten? Quellen?");
    private static final Pattern ENGLISH = Pattern.compile(
            "\\b([Tt]aken back|[Tt]ook back|[Tt]akes? back|[Hh]anded|[Ll]et in again|heard|[Pp]assed the bar|[Uu]nheard"
                    + "|[Tt]ells|with the night after)\\b|accepted for this night|\\ba letter rather");

    @Test
    void noSentenceHasThem() throws IOException {
        assertThat(lines("answers/wording/sentences_de.properties", "warehouse/remark/remarks_de.properties"))
                .hasSizeGreaterThan(900)
                .filteredOn(line -> GERMAN.matcher(line).find())
                .isEmpty();
        assertThat(lines("answers/wording/sentences_en.properties", "warehouse/remark/remarks_en.properties"))
                .hasSizeGreaterThan(900)
                .filteredOn(line -> ENGLISH.matcher(line).find())
                .isEmpty();
    }

    /** Notices are what was shown; nobody edits them afterwards. */
    @Test
    void noAnswerHasThemOutsideOfNotices() throws IOException {
        try (Stream<Path> golden = Files.list(Path.of("src/test/resources/golden/answers"))) {
            for (Path file : golden.toList()) {
                Pattern went = file.toString().endsWith(".de.txt") ? GERMAN : ENGLISH;
                String answer = Files.readString(file)
                        .split("\n(The notices that were shown|The texts you were shown"
                                + "|Die Hinweise, die gezeigt wurden|Die Texte, die Ihnen gezeigt wurden)")[0];
                assertThat(went.matcher(answer).results().map(MatchResult::group))
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void noPageForUsersHasThem() throws IOException {
        Pattern went = Pattern.compile(
                "\\b(taken back|let in again|handed on|passed the bar|a letter rather|Prüfbescheid|anew|told as (?:a notice|notices))\\b");
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md"), Path.of("ops/README.md")));
        for (String folder : List.of("docs/how-to", "docs/reference")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                files.forEach(pages::add);
            }
        }
        for (Path page : pages) {
            assertThat(went.matcher(Files.readString(page)).results().map(MatchResult::group))
                    .as(page.toString())
                    .isEmpty();
        }
        assertThat(pages).hasSizeGreaterThan(8);
    }

    /** Names that were riddles, or the field's words for something else. This class quotes them. */
    @Test
    void noSourceHasThem() throws IOException {
        Pattern went =
                Pattern.compile("\\b(anew|told apart|told as a notice|taken back|took back|takes? back|let in again"
                        + "|passed the bar|check sums?|Actor|SUPPLIER|takenBack|takesBack|isHeard|heardFrom|handedTo"
                        + "|public (?:final )?(?:class|record|enum|interface) (?:Besides|Contents|Held|Manners|Pieces|Presence|Said|Slip|Took|Wanted"
                        + "|RunReader|RunWriter|RunCut))\\b");
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                    .filter(each -> !EXCEPTIONS.contains(String.valueOf(each.getFileName())))
                    .toList()) {
                went.matcher(Files.readString(file))
                        .results()
                        .forEach(match -> found.add(file.getFileName() + ": " + match.group()));
            }
        }
        assertThat(found).isEmpty();
    }

    /** People tell us something; the program reports, records, recognises or sends. */
    @Test
    void noSourceOfTheProgramUsesTheWordTell() throws IOException {
        Pattern went = Pattern.compile("\\b[Tt](old|ell|ells|elling)\\b");
        // Statements of people, and words in files of earlier versions.
        Pattern ofPeople = Pattern.compile("you\\.told|told us|fact\\(\"told\"|record told it");
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                Files.readAllLines(file).stream()
                        .filter(line -> went.matcher(line).find()
                                && !ofPeople.matcher(line).find())
                        .forEach(line -> found.add(file.getFileName() + ": " + line.strip()));
            }
        }
        assertThat(found).isEmpty();
    }

    /** Values only: keys are no sentences. */
    private static List<String> lines(String... files) throws IOException {
        List<String> all = new ArrayList<>();
        for (String file : files) {
            Files.readAllLines(RESOURCES.resolve(file)).stream()
                    .filter(line -> !line.startsWith("#") && line.contains("="))
                    .map(line -> line.substring(line.indexOf('=') + 1))
                    .forEach(all::add);
        }
        return all;
    }
}
