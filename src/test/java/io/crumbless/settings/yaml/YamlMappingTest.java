package io.crumbless.settings.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings are read strictly: as written, and with all problems reported at once with their lines. */
@Tag("unit")
class YamlMappingTest {
    private final Problems problems = new Problems();

    @TempDir
    Path folder;

    private YamlMapping read(String yaml) {
        return YamlFile.parse("job.yaml", yaml, problems);
    }

    private List<String> told() {
        return problems.all().stream().map(Problem::toString).toList();
    }

    @Test
    void readsEveryKindOfValue() {
        YamlMapping file = read("""
                name: nightly
                at: "02:30"
                keep: 3
                share: 0.2
                whole-share: 1
                on: true
                level: high
                owner: { team: data }
                sources: [{ name: a }, { name: b }]
                tags: [x, y]
                ids: [1, 2]
                """);

        assertThat(file.string("name")).isEqualTo("nightly");
        assertThat(file.parsed("at", LocalTime::parse, LocalTime.MIN)).isEqualTo(LocalTime.of(2, 30));
        assertThat(file.whole("keep")).isEqualTo(3);
        assertThat(file.number("share")).isEqualTo(0.2);
        assertThat(file.number("whole-share")).isEqualTo(1.0);
        assertThat(file.flag("on")).isTrue();
        assertThat(file.word("level", Map.of("high", 9, "low", 1), 0)).isEqualTo(9);
        assertThat(file.mapping("owner").strings()).isEqualTo(Map.of("team", "data"));
        assertThat(file.list("sources").mappings())
                .extracting(source -> source.string("name"))
                .containsExactly("a", "b");
        assertThat(file.texts("tags"))
                .containsExactly(
                        new SettingText("x", new SourcePosition("job.yaml", 10)),
                        new SettingText("y", new SourcePosition("job.yaml", 10)));
        assertThat(file.list("ids").wholes()).containsExactly(1, 2);
        file.finish();
        assertThat(told()).isEmpty();
    }

    @Test
    void absentOptionalsAreNoProblem() {
        YamlMapping file = read("name: nightly");

        file.string("name");
        assertThat(file.optionalString("a")).isEmpty();
        assertThat(file.optionalFlag("b")).isEmpty();
        assertThat(file.optionalWhole("c")).isEqualTo(OptionalInt.empty());
        assertThat(file.optionalNumber("d")).isEmpty();
        assertThat(file.optionalMapping("e")).isEmpty();
        assertThat(file.optionalList("f")).isEmpty();
        assertThat(file.optionalParsed("g", LocalTime::parse)).isEmpty();
        assertThat(file.optionalWord("h", Map.of("x", 1))).isEmpty();
        assertThat(file.texts("i")).isEmpty();
        file.finish();
        assertThat(told()).isEmpty();
    }

    @Test
    void missingKeysAnswerWithPlaceholders() {
        YamlMapping file = read("guards:\n  x: 1\n").mapping("guards");

        assertThat(file.string("name")).isEmpty();
        assertThat(file.whole("keep")).isZero();
        assertThat(file.number("share")).isZero();
        assertThat(file.flag("on")).isFalse();
        assertThat(file.mapping("owner").string("team")).isEmpty();
        assertThat(file.list("sources").mappings()).isEmpty();
        assertThat(file.parsed("at", LocalTime::parse, LocalTime.NOON)).isEqualTo(LocalTime.NOON);

        assertThat(told())
                .containsExactly(
                        "job.yaml:2: Missing key 'at' in guards",
                        "job.yaml:2: Missing key 'keep' in guards",
                        "job.yaml:2: Missing key 'name' in guards",
                        "job.yaml:2: Missing key 'on' in guards",
                        "job.yaml:2: Missing key 'owner' in guards",
                        "job.yaml:2: Missing key 'share' in guards",
                        "job.yaml:2: Missing key 'sources' in guards");
    }

    @Test
    void reportsWhatTheParserFound() {
        YamlMapping file = read("at: half past two\n");

        assertThat(file.optionalParsed("at", LocalTime::parse)).isEmpty();
        assertThat(told())
                .containsExactly("job.yaml:1: Invalid at 'half past two': Text 'half past two' could not be parsed at"
                        + " index 0");
    }

    @Test
    void suggestsTheNearestWord() {
        read("level: hihg\n").optionalWord("level", Map.of("high", 9, "low", 1));

        assertThat(told()).containsExactly("job.yaml:1: Unknown level 'hihg': did you mean 'high'?");
    }

    @Test
    void unknownKeysAreThoseNobodyAskedFor() {
        YamlMapping file = read("job: a\nworehouse: b\n\"3\": c\n");

        file.string("job");
        file.optionalString("warehouse");
        file.finish();

        assertThat(told())
                .containsExactly(
                        "job.yaml:2: Unknown key 'worehouse': did you mean 'warehouse'?",
                        "job.yaml:3: Unknown key '3': known are job, warehouse");
    }

    @Test
    void aKeyThatIsNoNameIsRefused() {
        read("? [a, b]\n: c\n");

        assertThat(told()).containsExactly("job.yaml:1: Invalid key: expected a name but found a list");
    }

    @Test
    void wholeNumbersHaveNineDigitsAtMost() {
        YamlMapping file = read("keep: 1234567890\nhex: 0x10\n");

        assertThat(file.optionalWhole("keep")).isEmpty();
        file.optionalWhole("hex");
        assertThat(told())
                .containsExactly(
                        "job.yaml:1: Invalid keep: 1234567890 has more than 9 digits",
                        "job.yaml:2: Invalid hex: expected a whole number but found the text '0x10'");
    }

    @Test
    void numbersAreFinite() {
        YamlMapping file = read("share: .inf\nother: .nan\n");

        file.optionalNumber("share");
        file.optionalNumber("other");
        assertThat(told())
                .containsExactly(
                        "job.yaml:1: Invalid share: expected a number but found the number '.inf'",
                        "job.yaml:2: Invalid other: expected a number but found the number '.nan'");
    }

    @Test
    void anAnchorIsReportedOnceHoweverOftenItIsUsed() {
        YamlMapping file = read("a: &x { k: v }\nb: *x\nc: *x\n");

        file.optionalMapping("a");
        file.optionalMapping("b");
        file.optionalMapping("c");
        assertThat(told())
                .containsExactly("job.yaml:1: Unsupported anchor '&x': write the content out wherever it applies");
    }

    @Test
    void anAliasOfItselfIsReportedLikeAnyAnchor() {
        YamlMapping file = read("a: &x\n  b: *x\n");

        file.mapping("a").mapping("b").mapping("b").finish();
        assertThat(told()).contains("job.yaml:1: Unsupported anchor '&x': write the content out wherever it applies");
    }

    @Test
    void longTextIsCutInMessages() {
        read("level: " + "x".repeat(500) + "\n").optionalWord("level", Map.of("high", 9));

        assertThat(told()).containsExactly("job.yaml:1: Unknown level '" + "x".repeat(60) + "…': known are high");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing but a remark\n", "\uFEFF"})
    void refusesAnEmptyFile(String yaml) {
        read(yaml);

        assertThat(told()).containsExactly("job.yaml: Invalid file: it is empty; expected keys and values");
    }

    @Test
    void refusesAFileThatIsAList() {
        read("- a\n- b\n");

        assertThat(told())
                .containsExactly("job.yaml: Invalid file: expected keys and values at the top but found a list");
    }

    @Test
    void reportsWhereTheSyntaxBreaks() {
        read("a: 1\nb: [1, 2\nc: 3\n");

        assertThat(told()).containsExactly("job.yaml:3: Invalid YAML: expected ',' or ']', but got :");
    }

    @Test
    void reportsWhereACharacterIsNotAllowed() {
        read("a: 1\nb: \u0007\n");

        assertThat(told()).containsExactly("job.yaml:2: Invalid YAML: character 7 (hexadecimal) is not allowed");
    }

    @Test
    void refusesNestingWithoutEnd() {
        YamlMapping file = read("a: " + "[".repeat(200_000));

        assertThat(told()).containsExactly("job.yaml:1: Invalid YAML: it is nested deeper than 50 levels");
        assertThat(file.keys()).isEmpty();
    }

    @Test
    void afterABrokenFileNothingMoreIsReported() {
        YamlMapping file = read("a: [");
        int before = problems.size();

        file.string("name");
        file.mapping("owner").whole("keep");
        file.list("sources").mappings();
        file.finish();
        assertThat(problems.size()).isEqualTo(before).isEqualTo(1);
    }

    @Test
    void readsAByteOrderMarkAndWindowsLines() throws IOException {
        Path file = Files.writeString(folder.resolve("job.yaml"), "\uFEFFa: x\r\nb: 7\r\n");
        YamlMapping read = YamlFile.read(file, problems);

        assertThat(read.string("a")).isEqualTo("x");
        assertThat(read.string("b")).isEmpty();
        assertThat(told())
                .containsExactly("job.yaml:2: Invalid b: expected text but found the number '7'; put it in quotes");
    }

    @Test
    void refusesWhatIsNotUtf8() throws IOException {
        Path file = Files.write(folder.resolve("job.yaml"), "a: ä".getBytes(StandardCharsets.ISO_8859_1));
        YamlFile.read(file, problems);

        assertThat(told()).containsExactly("job.yaml: Invalid encoding: the file is not UTF-8; save it as UTF-8");
    }

    @Test
    void reportsAMissingFile() {
        Path file = folder.resolve("job.yaml");
        YamlFile.read(file, problems);

        assertThat(told()).containsExactly("job.yaml: Cannot read " + file + ": it does not exist");
    }

    @Test
    void throwsOnceWithEverything() {
        YamlMapping file = read("b: 1\na: 2\n");
        file.string("a");
        file.string("b");

        assertThatThrownBy(() -> problems.throwIfAny("Cannot use job job.yaml"))
                .isInstanceOf(ProblemsException.class)
                .hasMessage("""
                        Cannot use job job.yaml: 2 problems
                          job.yaml:1: Invalid b: expected text but found the number '1'; put it in quotes
                          job.yaml:2: Invalid a: expected text but found the number '2'; put it in quotes""");
    }

    @Test
    void throwsNothingWhenAllIsWell() {
        read("a: b\n").string("a");

        problems.throwIfAny("Cannot use job job.yaml");
        assertThat(problems.isEmpty()).isTrue();
    }

    /**
     * Huge text that was pasted, or written by a program: the parser would take minutes, and twenty times its size in
     * memory.
     */
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void refusesAFileThatIsTooLargeWithoutReadingIt() throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, "job: " + "a".repeat(60_000_000));

        YamlFile.read(file, problems);

        assertThat(told())
                .containsExactly("job.yaml: Cannot read " + file
                        + ": it has more than 2 MiB, which is the most such a file may have");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void readsALongTextThatIsNotTooLarge() throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, "job: " + "a".repeat(1_000_000));

        assertThat(YamlFile.read(file, problems).string("job")).hasSize(1_000_000);
        assertThat(told()).isEmpty();
    }
}
