package io.crumbless.bench.peers;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * The minimum work of any program with the same inputs and outputs, by parquet-java's own readers and writers: every
 * column of the inputs is decoded, and every column of a published snapshot is encoded and compressed again. Nothing is
 * computed in between. {@code DATA SNAPSHOT OUT THREADS}.
 *
 * <p>The values to write are read from the snapshot, column by column, and that time does not count. The last line
 * prints the seconds to be subtracted from the time of the process.
 */
public final class Floor {
    private final Path out;
    private final LongAdder uncountedNanos = new LongAdder();

    private Floor(Path out) {
        this.out = out;
    }

    public static void main(String[] args) throws Exception {
        Path data = Path.of(args[0]);
        Path snapshot = Path.of(args[1]).toRealPath();
        int threads = Integer.parseInt(args[3]);
        Floor floor = new Floor(Path.of(args[2]));
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Long>> pending = new ArrayList<>();
            for (Path input : files(data, "{legacy,declarations}/**.parquet")) {
                pending.add(pool.submit(() -> new ColumnCopy(input).read()));
            }
            for (Path output : files(snapshot, "**.parquet")) {
                Path target = floor.out.resolve(snapshot.relativize(output).toString());
                Files.createDirectories(target.getParent());
                Files.deleteIfExists(target);
                pending.add(pool.submit(() -> new ColumnCopy(output).write(target, floor.uncountedNanos)));
            }
            long values = 0;
            for (Future<Long> one : pending) {
                values += one.get();
            }
            System.out.printf(Locale.ROOT, "%,d values and nulls%n", values);
        } finally {
            pool.shutdownNow();
        }
        System.out.printf(Locale.ROOT, "uncounted %.3f%n", floor.uncountedNanos.sum() / 1e9 / threads);
    }

    private static List<Path> files(Path folder, String pattern) throws IOException {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> matcher.matches(folder.relativize(file)))
                    .sorted()
                    .toList();
        }
    }
}
