package io.crumbless.legal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an audit finds is read in the language of the page, whatever it is; and in English as it was said. */
class RemarksTest {
    private static final Path MAIN = Path.of("src/main/java/io/crumbless");
    private static final Pattern CALL = Pattern.compile("\\b(?:found|amendmentFound|compare|checkTexts)\\(");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Sentences english = new Sentences("en");
    private final Remarks german = new Remarks(new Sentences("de"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "profiles/part-0.parquet, row group 1, row 12, 'email': its last day has passed"
                        + "|profiles/part-0.parquet, Zeilengruppe 1, Zeile 12, 'email': der letzte Tag ist vorbei",
                "access log, entry 4: it is missing, or not the one that was written; those after it prove nothing"
                        + "|Zugriffsprotokoll, Eintrag 4: fehlt, oder ist nicht der geschriebene; die danach beweisen nichts",
                "profiles/a.parquet: of 12 rows where the manifest says 13"
                        + "|profiles/a.parquet: hat 12 Zeilen, wo das Manifest 13 nennt",
                "profiles/a.parquet: of 1 byte where the manifest says 13"
                        + "|profiles/a.parquet: hat 1 Byte, wo das Manifest 13 nennt",
                "profiles/a.parquet: missing|profiles/a.parquet: fehlt",
                "profiles/a.parquet: missing 'x' STRING, field id 5|profiles/a.parquet: es fehlt 'x' STRING, field id 5",
                "_evidence/retirement.json: 3 declared values of 'a b' where the profiles hold 2 after 1 person was erased"
                        + "|_evidence/retirement.json: 3 erklärte Werte von 'a b', wo die Profile 2 enthalten, nachdem 1 Person"
                        + " gelöscht wurde",
                "and 7 more|und 7 weitere",
                "Something nobody ever said: here|Something nobody ever said: here"
            })
    void isToldInGerman(String remark, String told) {
        assertThat(german.told(remark)).isEqualTo(told);
        assertThat(new Remarks(english).told(remark)).isEqualTo(remark);
    }

    /** The German of a remark is no English, and what was filled into it is not lost. */
    @Test
    void everyRemarkIsKnownAgain() {
        List<String> keys = english.keys().stream()
                .filter(key -> key.startsWith("remark."))
                .sorted()
                .toList();

        assertThat(keys).hasSizeGreaterThan(100);
        for (String key : keys) {
            String said = english.of(key, "'one'", "2", "three", "4");
            assertThat(german.told(said)).as(key).isEqualTo(new Sentences("de").of(key, "'one'", "2", "three", "4"));
        }
    }

    /** Whoever writes a new finding is told here that it needs a sentence. */
    @Test
    void everyFindingOfTheAuditHasASentence() throws IOException {
        List<String> said = new ArrayList<>();
        for (Path file : sources()) {
            said.addAll(literals(Files.readString(file)));
        }
        List<String> known = english.keys().stream()
                .filter(key -> key.startsWith("remark."))
                .map(key -> english.of(key, "\u0000", "\u0000", "\u0000", "\u0000"))
                .toList();

        assertThat(said).hasSizeGreaterThan(90);
        assertThat(said).allSatisfy(literal -> assertThat(known)
                .as("a sentence remark.… with “%s”", literal)
                .anyMatch(sentence -> sentence.contains(literal)));
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String folder : List.of("audit", "legal/proof")) {
            try (Stream<Path> files = Files.list(MAIN.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    /** Words of two letters and more in what is found; marks around names and the words of places are no sentences. */
    private static List<String> literals(String source) {
        List<String> literals = new ArrayList<>();
        Matcher calls = CALL.matcher(source);
        while (calls.find()) {
            int end = source.indexOf(";\n", calls.end());
            Matcher literal = LITERAL.matcher(source.substring(calls.end(), end < 0 ? source.length() : end));
            while (literal.find()) {
                String words = literal.group(1).replaceAll("^[ ',:(]+|[ ',:(]+$", "");
                if (words.matches(".*[a-z]{2}.*") && !words.matches("row( group)?( 0)?")) {
                    literals.add(words);
                }
            }
        }
        return literals;
    }
}
