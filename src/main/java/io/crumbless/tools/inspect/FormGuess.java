package io.crumbless.tools.inspect;

import io.crumbless.columnar.parquet.read.ColumnInfo;
import io.crumbless.columnar.parquet.read.ParquetInputException;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.columnar.text.Packing;
import io.crumbless.columnar.text.UnpackLimits;
import io.crumbless.columnar.text.UnpackedInput;
import io.crumbless.night.delivery.FileFormat;
import io.crumbless.night.delivery.FileStart;
import io.crumbless.night.delivery.TableFormat;
import io.crumbless.night.intake.TableFolders;
import io.crumbless.process.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Recognises the format of a file by its first bytes, regardless of its name. */
final class FormGuess {
    /** Enough for several hundred records. */
    static final int HEAD_BYTES = 1 << 16;

    private FormGuess() {}

    /** @throws IOException if the file cannot be read at all */
    static FileForm of(FileEntry file) throws IOException {
        if (file.isFolder()) {
            return TableFolders.format(file.location())
                    .map(FormGuess::table)
                    .orElseGet(() -> FileForm.unread("a folder, and no table of Delta Lake or Apache Iceberg"));
        }
        if (file.size() == 0) {
            return FileForm.of(FileForm.Kind.EMPTY, List.of());
        }
        try (UnpackedInput in = open(file)) {
            byte[] head = in.readNBytes(HEAD_BYTES);
            boolean avro = in.packing().equals(Optional.of(Packing.AVRO));
            return avro
                    ? FileForm.of(FileForm.Kind.AVRO, List.of())
                    : of(file, head).packed(in.packing());
        } catch (Failure e) {
            return FileForm.unread(reason(String.valueOf(e.getMessage())));
        }
    }

    /** The reason in words; an archive without a delivery is not called damaged. */
    private static String reason(String message) {
        int what = message.indexOf(": it is ");
        return what < 0 ? "damaged (" + message + ")" : message.substring(what + ": it is ".length());
    }

    private static FileForm of(FileEntry file, byte[] head) throws IOException {
        if (startsWith(head, "PAR1")) {
            return parquet(file);
        }
        if (startsWith(head, "ORC")) {
            return table(TableFormat.ORC);
        }
        boolean json = new String(head, 0, Math.min(head.length, 64), StandardCharsets.UTF_8)
                .replace("\uFEFF", "")
                .stripLeading()
                .startsWith("{");
        Optional<String> foreign =
                FileStart.foreign(head, json ? new FileFormat.JsonLines() : new FileFormat.Csv(CsvDialect.DEFAULT));
        if (foreign.isPresent()) {
            return FileForm.unread(foreign.get());
        }
        return json ? FileForm.of(FileForm.Kind.JSONL, List.of()) : DialectGuess.of(head, file);
    }

    private static FileForm table(TableFormat format) {
        return format.isInstalled()
                ? FileForm.of(FileForm.Kind.valueOf(format.name()), List.of())
                : FileForm.unread("of format " + format.word()
                        + ", whose library is not installed (./crumbless connector add " + format.word() + ")");
    }

    /** The text of a file, decompressed if needed. */
    static UnpackedInput open(FileEntry file) throws IOException {
        return new UnpackedInput(
                Storage.of(file.location()).open(file.location()),
                file.location().text(),
                UnpackLimits.DEFAULTS);
    }

    private static boolean startsWith(byte[] head, String mark) {
        byte[] bytes = mark.getBytes(StandardCharsets.US_ASCII);
        boolean same = head.length >= bytes.length;
        for (int i = 0; i < bytes.length && same; i++) {
            same = head[i] == bytes[i];
        }
        return same;
    }

    private static FileForm parquet(FileEntry file) {
        try {
            ParquetTable table = ParquetTable.open(file.location());
            return FileForm.of(
                    FileForm.Kind.PARQUET,
                    table.columns().stream().map(ColumnInfo::name).toList());
        } catch (ParquetInputException e) {
            return FileForm.unread("Parquet that cannot be read (" + e.getMessage() + ")");
        }
    }
}
