package io.crumbless;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise: ARCHITECTURE.md lists every package, and the classes that it names with their package exist. */
@Tag("unit")
class ArchitecturePageTest {
    private static final Path SOURCES = Path.of("src/main/java/io/crumbless");

    private static final Pattern CLASS = Pattern.compile("`((?:[a-z]+\\.)+[A-Z]\\w+)`");

    @Test
    void listsEveryPackageInTheRowOfItsGroup() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("ARCHITECTURE.md"));
        List<Path> packages = folders(SOURCES);

        assertThat(packages).hasSizeGreaterThan(8).allSatisfy(group -> {
            List<String> names = folders(group).stream()
                    .map(folder -> "`" + folder.getFileName() + "`")
                    .toList();
            if (!names.isEmpty()) {
                assertThat(lines).anySatisfy(line -> assertThat(line)
                        .startsWith("| `" + group.getFileName() + "` |")
                        .contains(names));
            }
        });
    }

    @Test
    void namesClassesThatExist() throws IOException {
        List<String> names = CLASS.matcher(Files.readString(Path.of("ARCHITECTURE.md")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();

        assertThat(names).hasSizeGreaterThan(12).allSatisfy(name -> assertThat(
                        SOURCES.resolve(name.replace('.', '/') + ".java"))
                .exists());
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.filter(Files::isDirectory).sorted().toList();
        }
    }
}
