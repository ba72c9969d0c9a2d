package io.crumbless.columnar.parquet.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.crumbless.DuckDb;
import io.crumbless.columnar.storage.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The result for each file of apache/parquet-testing is listed in docs/reference/parquet.md, and values equal those
 * that DuckDB reads. The files are not part of this repository: {@code -Dparquet.testing=FOLDER} names a clone; without
 * it the test is skipped. {@code -Dparquet.testing.write=true} writes the table.
 */
@Tag("unit")
class ParquetTestingCorpusTest {
    /** A null is {@code null}; this is a value without a text. */
    private static final String UNREADABLE = "null";

    private static final Path PAGE = Path.of("docs/reference/parquet.md");
    private static final String TABLE = "| file | what becomes of it |\n|---|---|\n";
    private static final Pattern TRAILING = Pattern.compile("(\\.\\d*?)0+$");

    @Test
    void whatIsReadIsWhatDuckDbReads() throws IOException {
        String folder = System.getProperty("parquet.testing", "");
        assumeThat(folder).as("no clone of apache/parquet-testing is named").isNotEmpty();

        StringBuilder rows = new StringBuilder();
        for (String part : List.of("data", "bad_data")) {
            for (Path file : files(Path.of(folder, part))) {
                rows.append("| `")
                        .append(part)
                        .append('/')
                        .append(file.getFileName())
                        .append("` | ");
                rows.append(becomes(file)).append(" |\n");
            }
        }
        String page = Files.readString(PAGE);
        String written = page.substring(0, page.indexOf(TABLE) + TABLE.length()) + rows;
        if (Boolean.getBoolean("parquet.testing.write")) {
            Files.writeString(PAGE, written);
        }
        assertThat(page).isEqualTo(written);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
        }
    }

    private static String becomes(Path file) {
        ParquetTable table;
        try {
            table = ParquetTable.open(Location.of(file));
        } catch (ParquetInputException e) {
            return "refused: " + reason(e);
        }
        List<String> refused = new ArrayList<>();
        TreeMap<String, String> different = new TreeMap<>();
        int read = 0;
        try (DuckDb duck = new DuckDb()) {
            for (ColumnInfo column : table.columns()) {
                try {
                    List<String> ours = Reading.column(table, column.name());
                    read++;
                    List<String> theirs = theirs(duck, file, column);
                    if (theirs != null && !isAgreed(plain(ours), plain(theirs))) {
                        different.put(column.name(), ours.size() + " " + firstDifference(plain(ours), plain(theirs)));
                    }
                } catch (ParquetInputException e) {
                    refused.add("`" + column.name() + "` (" + reason(e) + ")");
                }
            }
        }
        assertThat(different).as(file.getFileName().toString()).isEmpty();
        if (refused.isEmpty()) {
            return "read, " + (read == 1 ? "1 column" : read + " columns");
        }
        String rest = refused.size() > 3 ? " and " + (refused.size() - 3) + " more" : "";
        return "read, " + read + " of " + table.columns().size() + " columns; refused "
                + String.join(", ", refused.subList(0, Math.min(3, refused.size()))) + rest;
    }

    /** A column reported as unreadable is never read as other values. */
    private static boolean isAgreed(List<String> ours, List<String> theirs) {
        boolean agreed = ours.size() == theirs.size();
        for (int i = 0; agreed && i < ours.size(); i++) {
            agreed = ours.get(i).equals(theirs.get(i)) || ours.get(i).equals(UNREADABLE);
        }
        return agreed;
    }

    private static String firstDifference(List<String> ours, List<String> theirs) {
        for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
            if (!ours.get(i).equals(theirs.get(i))) {
                return "row " + i + ": ours " + ours.get(i) + ", DuckDB's " + theirs.get(i);
            }
        }
        return "rows: ours " + ours.size() + ", DuckDB's " + theirs.size();
    }

    /** Why, without the place, which begins the message. */
    private static String reason(ParquetInputException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.substring(message.indexOf(": ") + 2).split("[;\n]")[0];
    }

    /** Null where DuckDB reads the column in another way or not at all: single columns and fields of structs only. */
    private static List<String> theirs(DuckDb duck, Path file, ColumnInfo column) {
        String[] path = column.name().split("\\.");
        if (path.length > 2 || column.list() && path.length > 1) {
            return null;
        }
        String name = "\"" + String.join("\".\"", path) + "\"";
        try {
            return duck.texts(
                    "SELECT " + name + "::varchar FROM read_parquet('" + file + "', binary_as_string = true)");
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static List<String> plain(List<String> texts) {
        return texts.stream().map(ParquetTestingCorpusTest::plain).toList();
    }

    /** Numbers and moments in one form; both say the same in several. */
    private static String plain(String text) {
        String one = text.replaceAll("(\\d)T(\\d)", "$1 $2")
                .replaceAll("(Z|\\+00)$", "")
                .replaceAll("^\\+", "")
                .replace("NULL", "null")
                .replaceAll("-?nan|-NaN", "NaN");
        one = TRAILING.matcher(one).replaceAll("$1");
        one = one.endsWith(".") ? one.substring(0, one.length() - 1) : one;
        try {
            return one.matches("-?[\\d.]+([eE][-+]?\\d+)?") ? String.valueOf(Double.parseDouble(one) + 0.0) : one;
        } catch (NumberFormatException e) {
            return one;
        }
    }
}
