package io.crumbless.warehouse.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.parquet.write.Column;
import io.crumbless.kernel.declaration.StatementField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pages about deliveries and about the evidence log give every field of a statement, as it is described in the code. */
@Tag("unit")
class StatementPagesTest {
    @Test
    void theLogsColumnsStandOnThePageOfTheLayout() throws IOException {
        List<String> expected = EvidenceColumns.OF_STATEMENT.stream()
                .map(StatementPagesTest::row)
                .toList();

        assertThat(Files.readAllLines(Path.of("docs/reference/layout.md"))).containsAll(expected);
    }

    @Test
    void theKeysOfDeclarationsStandOnThePageOfTheJobFile() throws IOException {
        String keys = StatementField.DELIVERED.stream()
                .map(field -> field.name().replace('_', '-'))
                .collect(Collectors.joining(", "));

        assertThat(Files.readString(Path.of("docs/reference/job.md")).replace('\n', ' '))
                .contains("Declarations: `" + keys + "`");
    }

    private static String row(StatementColumn<?, ?> column) {
        Column stored = column.spec().column();
        return "| `" + column.field().name() + "` | " + type(stored) + " |" + (stored.required() ? " yes" : "") + " | "
                + column.field().description() + " |";
    }

    private static String type(Column column) {
        String item =
                switch (column.type().base()) {
                    case TEXT -> "STRING";
                    case TIMESTAMP_MICROS -> "TIMESTAMP";
                    default -> column.type().base().name();
                };
        return column.isList() ? "LIST of " + item : item;
    }
}
