package io.crumbless.tools.bench;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * Synthetic statements, the same in four files: CSV and JSON Lines, plain and with gzip. One value in ten contains
 * quotes and commas, and one in ten is null.
 *
 * @param folder folder of the files
 * @param rows number of rows of each file
 */
record ReadData(Path folder, long rows) {
    /** The columns that are read, of nine. */
    static final List<String> READ =
            List.of("declaration_id", "subject_id", "attribute", "value", "purposes", "declared_at");

    private static final List<String> NAMES = List.of(
            "declaration_id",
            "subject_id",
            "action",
            "attribute",
            "value",
            "purposes",
            "channel",
            "notice_version",
            "declared_at");

    private static final List<String> ATTRIBUTES =
            List.of("home_store", "language", "baby_due_date", "shoe_size", "favourite_categories");
    private static final int BUFFER_BYTES = 1 << 16;

    /** Generates missing files. */
    void make() {
        try {
            Files.createDirectories(folder);
            for (String format : List.of("csv", "jsonl")) {
                if (!Files.exists(file(format, false))) {
                    write(format, false);
                }
                if (!Files.exists(file(format, true))) {
                    write(format, true);
                }
            }
        } catch (IOException e) {
            throw new Failure(ErrorCategory.ENVIRONMENT, "Cannot write into " + folder + ": " + e.getMessage(), e);
        }
    }

    Path file(String format, boolean packed) {
        return folder.resolve("statements-" + rows + "." + format + (packed ? ".gz" : ""));
    }

    private void write(String format, boolean packed) throws IOException {
        Path aside = folder.resolve("aside");
        try (OutputStream file = Files.newOutputStream(aside);
                OutputStream out = new BufferedOutputStream(packed ? new GZIPOutputStream(file) : file, BUFFER_BYTES)) {
            boolean csv = format.equals("csv");
            if (csv) {
                out.write((String.join(",", NAMES) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            Random random = new Random(42);
            for (long row = 0; row < rows; row++) {
                String[] values = values(row, random);
                out.write((csv ? csv(values) : json(values)).getBytes(StandardCharsets.UTF_8));
            }
        }
        Files.move(aside, file(format, packed), StandardCopyOption.REPLACE_EXISTING);
    }

    private String[] values(long row, Random random) {
        int kind = random.nextInt(10);
        String value = kind == 0 ? "" : kind == 1 ? "said \"yes\", once" : "value " + random.nextInt(5000);
        long second = random.nextInt(86_400);
        return new String[] {
            "d-" + row,
            "C-" + random.nextInt(1_000_000),
            "declare",
            ATTRIBUTES.get(random.nextInt(ATTRIBUTES.size())),
            value,
            random.nextBoolean() ? "personal_offers" : "personal_offers,insight",
            "web_preference_center",
            "2",
            "2026-11-" + two(1 + random.nextInt(30)) + "T" + two(second / 3600) + ":" + two(second / 60 % 60) + ":"
                    + two(second % 60) + "Z",
        };
    }

    private static String two(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }

    private static String csv(String[] values) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            boolean quoted = values[i].indexOf(',') >= 0 || values[i].indexOf('"') >= 0;
            line.append(i == 0 ? "" : ",").append(quoted ? "\"" + values[i].replace("\"", "\"\"") + "\"" : values[i]);
        }
        return line.append('\n').toString();
    }

    private static String json(String[] values) {
        StringBuilder line = new StringBuilder("{");
        for (int i = 0; i < values.length; i++) {
            line.append(i == 0 ? "" : ",").append('"').append(NAMES.get(i)).append("\":");
            line.append(values[i].isEmpty() ? "null" : "\"" + values[i].replace("\"", "\\\"") + "\"");
        }
        return line.append("}\n").toString();
    }
}
