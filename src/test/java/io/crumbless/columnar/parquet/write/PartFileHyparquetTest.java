package io.crumbless.columnar.parquet.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ColumnKind;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.Reading;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.parquet.rewrite.PartConcatenation;
import io.crumbless.columnar.storage.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A JavaScript reader, which shares no code with any other, finds the same values in our part files. */
@Tag("crash")
class PartFileHyparquetTest {
    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path INSTALLED = Path.of("target/node-check");
    private static final List<String> COLUMNS = List.of(
            "subject_id",
            "word",
            "secret",
            "flag",
            "small",
            "big",
            "price",
            "day",
            "seen_at",
            "tags",
            "numbers",
            "word__lineage.source",
            "word__lineage.purposes",
            "word__lineage.declared_at",
            "word__lineage.valid_until",
            "nothing");

    @TempDir
    Path folder;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        assumeTrue(
                runs(Path.of("."), "node", "--version"), "Node is not installed: the JavaScript reader is not tried");
        Files.createDirectories(INSTALLED);
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                Files.copy(file, INSTALLED.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        boolean ready = Files.isDirectory(INSTALLED.resolve("node_modules/hyparquet-compressors"))
                || runs(INSTALLED, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        assumeTrue(ready, "npm cannot install hyparquet: the JavaScript reader is not tried");
    }

    @Test
    void readsAPartFileAlike() throws IOException, InterruptedException {
        Path file = folder.resolve("a.parquet");
        PartFiles.write(file, PartFiles.SETTINGS.withRowGroup(700, 1 << 30).withPage(100, 2_000), 0, 2_000, 3);

        assertReadAlike(file);
    }

    @Test
    void readsAJoinedFileAlike() throws IOException, InterruptedException {
        Path first = folder.resolve("1.parquet");
        Path second = folder.resolve("2.parquet");
        PartFiles.write(first, PartFiles.SETTINGS, 0, 800, 3);
        PartFiles.write(second, PartFiles.SETTINGS, 800, 2_000, 4);
        Path file = folder.resolve("joined.parquet");
        PartConcatenation.join(Location.of(file), PartFiles.SCHEMA, List.of(Location.of(first), Location.of(second)));

        assertReadAlike(file);
    }

    private void assertReadAlike(Path file) throws IOException, InterruptedException {
        List<List<String>> theirs = read(file);
        ParquetTable table = ParquetTable.open(Location.of(file));
        for (int column = 0; column < COLUMNS.size(); column++) {
            int index = column;
            assertThat(theirs.stream().map(row -> row.get(index)).toList())
                    .as(COLUMNS.get(column))
                    .isEqualTo(ours(table, COLUMNS.get(column)));
        }
    }

    private static List<String> ours(ParquetTable table, String column) {
        List<String> texts = new ArrayList<>();
        boolean timestamp = table.column(column).kind() == ColumnKind.TIMESTAMP;
        for (int group = 0; group < table.rowGroups(); group++) {
            try (RowGroupReader rows = table.rowGroup(group, List.of(column))) {
                ColumnCursor cursor = rows.column(column);
                while (cursor.next()) {
                    boolean micros = timestamp && !cursor.isNull();
                    texts.add(micros ? String.valueOf(cursor.micros()) : Reading.text(cursor));
                }
            }
        }
        return texts;
    }

    private List<List<String>> read(Path file) throws IOException, InterruptedException {
        Path output = folder.resolve("rows.jsonl");
        List<String> command = new ArrayList<>(
                List.of("node", "read.mjs", file.toAbsolutePath().toString()));
        command.addAll(COLUMNS);
        Process process = new ProcessBuilder(command)
                .directory(INSTALLED.toFile())
                .redirectOutput(output.toFile())
                .start();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(errors).isZero();
        JsonMapper mapper = JsonMapper.builder().build();
        try (Stream<String> lines = Files.lines(output)) {
            return lines.map(line -> mapper.readValue(line, new TypeReference<List<String>>() {}))
                    .collect(Collectors.toList());
        }
    }

    private static boolean runs(Path folder, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(10, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
