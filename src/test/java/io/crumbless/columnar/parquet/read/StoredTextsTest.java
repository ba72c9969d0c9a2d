package io.crumbless.columnar.parquet.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.parquet.write.PartFiles;
import io.crumbless.columnar.storage.Location;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ids are shown with their rows, of all pages or of those that may hold what is sought. */
@Tag("unit")
class StoredTextsTest {
    private static final int ROWS = 1_000;
    private static final int PAGE = 70;

    @TempDir
    Path folder;

    private ParquetTable table;

    @BeforeEach
    void write() {
        Path file = folder.resolve("part.parquet");
        PartFiles.write(file, PartFiles.SETTINGS.withPage(PAGE, 1 << 20), 0, ROWS, 1);
        table = ParquetTable.open(Location.of(file));
    }

    @Test
    void showsEveryIdWithItsRow() {
        Map<Integer, String> shown = rows(null);

        assertThat(shown).hasSize(ROWS);
        shown.forEach((row, text) -> assertThat(text).isEqualTo(PartFiles.subject(row)));
    }

    @Test
    void passesOverPagesThatCannotHoldWhatIsSought() {
        List<String> sought = List.of(
                PartFiles.subject(0),
                PartFiles.subject(PAGE - 1),
                PartFiles.subject(5 * PAGE),
                PartFiles.subject(ROWS - 1),
                "before all",
                "zzz behind all",
                PartFiles.subject(8 * PAGE) + " nobody");

        Map<Integer, String> shown = rows(SoughtTexts.of(sought));

        shown.forEach((row, text) -> assertThat(text).isEqualTo(PartFiles.subject(row)));
        List<Integer> pages = new ArrayList<>();
        for (int page = 0; page * PAGE < ROWS; page++) {
            if (shown.containsKey(page * PAGE)) {
                pages.add(page);
            }
        }
        assertThat(pages).containsExactly(0, 5, 8, (ROWS - 1) / PAGE);
        assertThat(shown).hasSize(3 * PAGE + ROWS % PAGE);
    }

    @Test
    void aColumnWithNullsIsNotShownByRows() {
        try (StoredTexts texts = table.texts()) {
            assertThat(texts.showRows(0, "word", null, (row, bytes, offset, length) -> {
                        throw new AssertionError("shown");
                    }))
                    .isFalse();
        }
    }

    private Map<Integer, String> rows(SoughtTexts sought) {
        Map<Integer, String> shown = new TreeMap<>();
        try (StoredTexts texts = table.texts()) {
            boolean all = texts.showRows(
                    0,
                    "subject_id",
                    sought,
                    (row, bytes, offset, length) ->
                            shown.put(row, new String(bytes, offset, length, StandardCharsets.UTF_8)));
            assertThat(all).isTrue();
        }
        return shown;
    }
}
