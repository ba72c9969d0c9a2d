package io.crumbless.mutation;

import io.crumbless.mutation.DeliveredFile.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A mistake that suppliers make, at a place that the dice choose. */
enum Mutation {
    /** A column or key has another name in one file. */
    RENAMED_KEY {
        @Override
        byte[] apply(DeliveredFile file, Random random) {
            String column = any(file.columns(), random);
            String name = any(List.of(column + "_2", column.toUpperCase(Locale.ROOT), "x", " " + column), random);
            return file.renamed(column, name).bytes();
        }
    },

    /** One file is compressed, in another character set, or in another format than the job says. */
    OTHER_FORMAT {
        @Override
        byte[] apply(DeliveredFile file, Random random) {
            return switch (random.nextInt(8)) {
                case 0 -> gzip(file.bytes());
                case 1 -> zip(file);
                case 2 -> file.text().getBytes(StandardCharsets.UTF_16LE);
                case 3 -> file.text().getBytes(StandardCharsets.UTF_16);
                case 4 -> file.text().getBytes(Charset.forName("windows-1252"));
                case 5 ->
                    file.as(file.format() == Format.CSV ? Format.JSON_LINES : Format.CSV)
                            .bytes();
                case 6 ->
                    ("[" + file.as(Format.JSON_LINES).text().strip().replace("\n", ",\n") + "]")
                            .getBytes(StandardCharsets.UTF_8);
                default -> file.text().replace(',', ';').getBytes(StandardCharsets.UTF_8);
            };
        }
    },

    /** A quote too many, anywhere. */
    STRAY_QUOTE {
        @Override
        byte[] apply(DeliveredFile file, Random random) {
            StringBuilder text = new StringBuilder(file.text());
            // Half of the time where a field or a line begins, for there it does most harm.
            int at = random.nextInt(text.length());
            if (random.nextBoolean()) {
                int found = text.indexOf(random.nextBoolean() ? "," : "\n", at);
                at = found < 0 ? at : found + 1;
            }
            return text.insert(at, '"').toString().getBytes(StandardCharsets.UTF_8);
        }
    },

    /** Ids of some records are written otherwise. */
    OTHER_SPELLING {
        @Override
        byte[] apply(DeliveredFile file, Random random) {
            DeliveredFile changed = file;
            for (int i = 0; i <= random.nextInt(3); i++) {
                int record = random.nextInt(file.records().size());
                String column = any(file.idColumns(), random);
                changed = changed.with(
                        record, column, Spelling.of(file.records().get(record).get(column), random));
            }
            return changed.bytes();
        }
    },

    /** Two files with headers were concatenated: the header is repeated in the middle, possibly after a BOM. */
    REPEATED_HEADER {
        @Override
        byte[] apply(DeliveredFile file, Random random) {
            List<String> lines = new ArrayList<>(List.of(file.text().split("\n")));
            int at = 1 + random.nextInt(lines.size() - 1);
            lines.add(at, (random.nextBoolean() ? "\ufeff" : "") + lines.get(0));
            return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        }
    };

    abstract byte[] apply(DeliveredFile file, Random random);

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] zip(DeliveredFile file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("delivery"));
            zip.write(file.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
