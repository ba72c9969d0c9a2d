package io.crumbless.tools.bench;

import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.columnar.text.CsvRows;
import io.crumbless.columnar.text.JsonLines;
import io.crumbless.columnar.text.UnpackLimits;
import io.crumbless.columnar.text.UnpackedInput;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads columns of a file on one thread, in the same way as a nightly run. Prints the number of rows, a fingerprint of
 * their content, the wall time of reading, and the processor time of the process so far. A file is then read again by
 * the warm process, and the processor time of that is also printed. Arguments:
 * {@code csv|jsonl FILE|- COLUMN,COLUMN… length|hash}. The bench runs it in its own process.
 */
public final class ReadLoop {
    private final List<String> columns;
    private final Tally tally;
    private long rows;

    private ReadLoop(List<String> columns, Tally tally) {
        this.columns = columns;
        this.tally = tally;
    }

    /** Computes a fingerprint of the content of rows. */
    private interface Tally {
        /** @param row the value of each column by its position */
        void add(int columns, IntFunction<@Nullable String> row);

        Object total();
    }

    public static void main(String[] args) throws IOException {
        List<String> columns = List.of(args[2].split(","));
        long started = System.nanoTime();
        String content = read(args[0], args[1], columns, args[3]);
        double seconds = (System.nanoTime() - started) / 1e9;
        double cpuSeconds = ProcessClock.cpuSeconds();
        System.out.printf(Locale.ROOT, "%s %.3f %.3f", content, seconds, cpuSeconds);
        if (!args[1].equals("-")) {
            read(args[0], args[1], columns, args[3]);
            System.out.printf(Locale.ROOT, " %.3f", ProcessClock.cpuSeconds() - cpuSeconds);
        }
        System.out.println();
    }

    /**
     * Reads a file.
     *
     * @param file a path, or {@code -} for standard input
     * @return the number of rows and the fingerprint of their content
     */
    static String read(String format, String file, List<String> columns, String tally) throws IOException {
        ReadLoop loop = new ReadLoop(columns, tally.equals("hash") ? new Hashes() : new Lengths());
        try (InputStream raw = file.equals("-")
                        ? new FileInputStream(FileDescriptor.in)
                        : Files.newInputStream(Path.of(file));
                InputStream in = new UnpackedInput(raw, file, UnpackLimits.DEFAULTS)) {
            if (format.equals("csv")) {
                loop.csv(in);
            } else {
                loop.json(in);
            }
        }
        return loop.rows + " " + loop.tally.total();
    }

    private void csv(InputStream in) throws IOException {
        try (CsvRows csv = new CsvRows(in, CsvDialect.DEFAULT, "bench")) {
            int[] positions = columns.stream().mapToInt(csv::column).toArray();
            while (csv.next()) {
                rows++;
                tally.add(positions.length, i -> csv.value(positions[i]));
            }
        }
    }

    private void json(InputStream in) throws IOException {
        try (JsonLines json = new JsonLines(in, StandardCharsets.UTF_8, Set.copyOf(columns))) {
            String[] names = columns.toArray(String[]::new);
            while (json.next()) {
                rows++;
                tally.add(names.length, i -> json.value(names[i]));
            }
        }
    }

    /** The total number of characters of all values, for which every value has to be decoded. */
    private static final class Lengths implements Tally {
        private long characters;

        @Override
        public void add(int columns, IntFunction<@Nullable String> row) {
            for (int i = 0; i < columns; i++) {
                String text = row.apply(i);
                characters += text == null ? 0 : text.length();
            }
        }

        @Override
        public Object total() {
            return characters;
        }
    }

    /** The sum of 64 bits of each row's MD5, equal to {@code md5_number_lower} of DuckDB. */
    private static final class Hashes implements Tally {
        private final MessageDigest digest = md5();
        private BigInteger sum = BigInteger.ZERO;

        @Override
        public void add(int columns, IntFunction<@Nullable String> row) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String text = row.apply(i);
                all.append(text == null ? "" : text).append('|');
            }
            byte[] hash = digest.digest(all.toString().getBytes(StandardCharsets.UTF_8));
            byte[] lower = new byte[Long.BYTES];
            for (int i = 0; i < Long.BYTES; i++) {
                lower[i] = hash[hash.length - 1 - i];
            }
            sum = sum.add(new BigInteger(1, lower));
        }

        @Override
        public Object total() {
            return sum;
        }

        private static MessageDigest md5() {
            try {
                return MessageDigest.getInstance("MD5");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java has MD5", e);
            }
        }
    }
}
