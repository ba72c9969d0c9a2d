package io.crumbless.columnar.parquet.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.storage.Location;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns of words give the bytes that they would give as columns of any texts. */
@Tag("unit")
class WordColumnsTest {
    private static final TableSchema WORDS = schema(Column::ofWords);
    private static final TableSchema TEXTS = schema(UnaryOperator.identity());

    @TempDir
    Path folder;

    private static TableSchema schema(UnaryOperator<Column> words) {
        return TableSchema.of(
                "t",
                List.of(
                        words.apply(Column.of("source", 1, ColumnType.TEXT).inEveryRow()),
                        Column.of("value", 2, ColumnType.TEXT),
                        words.apply(Column.of("channel", 3, ColumnType.TEXT)),
                        words.apply(Column.list("purposes", 4, 5, ColumnType.TEXT)),
                        Struct.of(
                                "lineage",
                                6,
                                List.of(
                                        words.apply(Column.of("rule", 7, ColumnType.TEXT)),
                                        Column.of("day", 8, ColumnType.DATE),
                                        words.apply(Column.list("parts", 9, 10, ColumnType.TEXT))))));
    }

    /** Few words; more together than are known by number; and so many that dictionaries are given up in between. */
    @ParameterizedTest
    @CsvSource({
        "3, 100000, 1073741824",
        "40, 100000, 1073741824",
        "9000, 100000, 1073741824",
        "40, 700, 1073741824",
        "40, 100000, 60000"
    })
    void theBytesAreThoseOfTexts(int vocabulary, int rowGroupRows, long rowGroupBytes) {
        PartSettings settings = PartSettings.DEFAULT.withPage(300, 5_000).withRowGroup(rowGroupRows, rowGroupBytes);
        PartSummary words = write(WORDS, settings, vocabulary);
        PartSummary texts = write(TEXTS, settings, vocabulary);

        assertThat(words.sha256()).isEqualTo(texts.sha256());
        assertThat(words.rowGroups()).isEqualTo(texts.rowGroups());
    }

    private PartSummary write(TableSchema schema, PartSettings settings, int vocabulary) {
        Random random = new Random(vocabulary);
        Path file = folder.resolve(schema.equals(WORDS) ? "words.parquet" : "texts.parquet");
        try (PartWriter out = PartWriter.create(Location.of(file), schema, settings)) {
            for (int row = 0; row < 12_000; row++) {
                out.beginRow();
                writeRow(out, random, vocabulary);
                out.endRow();
            }
            return out.finish();
        }
    }

    private static void writeRow(PartWriter out, Random random, int vocabulary) {
        byte[] source = word(random, vocabulary).getBytes(StandardCharsets.UTF_8);
        out.text(0, source, 0, source.length);
        out.text(1, word(random, 500));
        if (random.nextInt(3) > 0) {
            out.text(2, word(random, vocabulary));
        }
        if (random.nextInt(9) > 0) {
            out.texts(3, words(random, vocabulary));
        }
        if (random.nextInt(4) == 0) {
            out.beginStruct(0);
            if (random.nextBoolean()) {
                out.text(4, word(random, vocabulary));
            }
            out.day(5, random.nextInt(99));
            if (random.nextBoolean()) {
                out.texts(6, words(random, vocabulary));
            }
            out.endStruct();
        }
    }

    /** Another object each time, as from several files. */
    private static String word(Random random, int vocabulary) {
        return "wört " + random.nextInt(vocabulary);
    }

    private static List<String> words(Random random, int vocabulary) {
        List<String> words = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            words.add(word(random, vocabulary));
        }
        return words;
    }

    @Test
    void refusesMisuseByName() {
        try (PartWriter out =
                PartWriter.create(Location.of(folder.resolve("a.parquet")), WORDS, PartSettings.DEFAULT)) {
            assertThatThrownBy(() -> out.text(0, "v")).hasMessageContaining("Cannot write 'source'");
            out.beginRow();
            assertThatThrownBy(() -> out.text(4, "v")).hasMessageContaining("Cannot write 'lineage.rule'");
            out.text(2, "w");
            assertThatThrownBy(() -> out.text(2, "w")).hasMessage("Column 'channel' is written twice in one row");
            assertThatThrownBy(() -> out.texts(2, List.of())).hasMessageContaining("'channel'");
            assertThatThrownBy(() -> out.text(3, "w")).hasMessage("Column 'purposes' is a list");
            out.endRow();
            assertThatThrownBy(out::finish).hasMessage("Column 'source' is required but a row has no value for it");
        }
        assertThatThrownBy(() -> Column.of("n", 1, ColumnType.INT32).ofWords()).hasMessageContaining("only texts");
    }
}
