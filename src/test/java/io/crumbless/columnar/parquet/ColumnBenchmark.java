package io.crumbless.columnar.parquet;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.parquet.write.Column;
import io.crumbless.columnar.parquet.write.ColumnType;
import io.crumbless.columnar.parquet.write.PartSettings;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.columnar.storage.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of writing and reading a column: distinct ids, repeated words, and a column that is mostly null; each
 * compared with parquet-java ({@code …ByLibrary}).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ColumnBenchmark {
    static final int ROWS = 8192;
    private static final int ONE_IN = 20;

    private static final TableSchema SCHEMA = TableSchema.of(
            "row",
            List.of(
                    Column.of("id", 1, ColumnType.TEXT).inEveryRow(),
                    Column.of("word", 2, ColumnType.TEXT).inEveryRow(),
                    Column.of("rare", 3, ColumnType.TEXT)));

    private final byte[][] ids = new byte[ROWS][];
    private final byte[][] words = new byte[ROWS][];
    private final LibraryColumns library = new LibraryColumns(SCHEMA.message());
    private Path folder = Path.of("");
    private Path file = Path.of("");
    private int written;

    @Setup(Level.Trial)
    public void fill() throws IOException {
        folder = Files.createTempDirectory("crumbless-column-benchmark");
        for (int i = 0; i < ROWS; i++) {
            ids[i] = String.format("%016x", i * 0x9E3779B97F4A7C15L).getBytes(StandardCharsets.US_ASCII);
            words[i] = ("segment-" + i % 118).getBytes(StandardCharsets.US_ASCII);
        }
        file = folder.resolve("read.parquet");
        write(file);
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        Files.delete(file);
        Files.delete(folder);
    }

    private long write(Path to) {
        try (PartWriter writer = PartWriter.create(Location.of(to), SCHEMA, PartSettings.DEFAULT)) {
            for (int i = 0; i < ROWS; i++) {
                writer.beginRow();
                writer.text(0, ids[i], 0, ids[i].length);
                writer.text(1, words[i], 0, words[i].length);
                if (i % ONE_IN == 0) {
                    writer.text(2, words[i], 0, words[i].length);
                }
                writer.endRow();
            }
            return writer.finish().bytes();
        }
    }

    /** 8,192 rows, the file with them. */
    @Benchmark
    public long encode() throws IOException {
        Path to = folder.resolve("written-" + written++ + ".parquet");
        long bytes = write(to);
        Files.delete(to);
        return bytes;
    }

    @Benchmark
    public long encodeByLibrary() throws IOException {
        Path to = folder.resolve("written-" + written++ + ".parquet");
        long rows = library.write(to, ids, words, ONE_IN);
        Files.delete(to);
        return rows;
    }

    /** Length of all ids: text that no dictionary helps with. */
    @Benchmark
    public long decodeIds() {
        return lengths("id");
    }

    /** Length of all words: ids of a dictionary. */
    @Benchmark
    public long decodeWords() {
        return lengths("word");
    }

    @Benchmark
    public long decodeMostlyNull() {
        return lengths("rare");
    }

    @Benchmark
    public long decodeIdsByLibrary() throws IOException {
        return library.lengths(file, "id");
    }

    @Benchmark
    public long decodeWordsByLibrary() throws IOException {
        return library.lengths(file, "word");
    }

    @Benchmark
    public long decodeMostlyNullByLibrary() throws IOException {
        return library.lengths(file, "rare");
    }

    private long lengths(String column) {
        long bytes = 0;
        try (RowGroupReader reader = ParquetTable.open(Location.of(file)).rowGroup(0, List.of(column))) {
            ColumnCursor cursor = reader.column(column);
            while (cursor.next()) {
                bytes += cursor.isNull() ? 0 : cursor.bytesLength();
            }
        }
        return bytes;
    }
}
