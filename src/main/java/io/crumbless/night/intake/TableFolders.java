package io.crumbless.night.intake;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.delivery.TableFormat;
import io.crumbless.process.Failure;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses Parquet files that belong to a table whose metadata define which files and rows count. Read as plain files,
 * they would contain rows that were deleted from the table.
 *
 * <pre>
 * Delta Lake       &lt;table&gt;/_delta_log/
 * Apache Iceberg   &lt;table&gt;/metadata/00003-&lt;uuid&gt;.metadata.json or v3.metadata.json
 * Apache Hudi      &lt;table&gt;/.hoodie/
 * Apache Paimon    &lt;table&gt;/snapshot/LATEST beside &lt;table&gt;/schema/
 * Apache Hive      &lt;table&gt;/base_0000005/ and delta_0000006_0000006/, by the folder's own name
 * </pre>
 *
 * <p>The data are in the table's folder or below it, in partitions, so every folder above a file is checked, each once.
 */
public final class TableFolders {
    private static final Pattern ICEBERG_METADATA =
            Pattern.compile("(v[0-9]+|[0-9]{5,}-.+)(\\.gz)?\\.metadata\\.json(\\.gz)?");
    private static final Pattern HIVE_TRANSACTION = Pattern.compile("(base|delta|delete_delta)_[0-9]{7,}(_.*)?");

    private final Set<Location> plain = new HashSet<>();

    /**
     * A kind of table.
     *
     * @param instead the remedy, for a message
     * @param format empty if it is not supported
     */
    private record Kind(String what, String instead, Optional<TableFormat> format) {
        static Kind unread(String what) {
            return new Kind(what, "deliver an export of the table in a folder of its own", Optional.empty());
        }

        static Kind read(String what, TableFormat format) {
            return new Kind(
                    what,
                    "set format: " + format.word()
                            + " and name the folder of the table as path, or deliver an export of it in a folder of its own",
                    Optional.of(format));
        }
    }

    /** @throws Failure supplier, naming the table */
    void refuse(String source, List<FileEntry> files) {
        for (FileEntry file : files) {
            for (Location at = file.location(); !at.isRoot() && plain.add(at.parent()); at = at.parent()) {
                Location folder = at.parent();
                kind(folder).ifPresent(kind -> {
                    throw new Failure(
                            Failure.ErrorCategory.INPUT,
                            "Cannot read " + file.location() + " of source '" + source + "': " + folder + " is "
                                    + kind.what()
                                    + ", which says what of its files still counts; read as plain files, rows that were"
                                    + " deleted from the table would come back; " + kind.instead());
                });
                if (folder.text().equals(".")) {
                    break;
                }
            }
        }
    }

    /** The format of the table in a folder; empty if it contains no table, or an unsupported one. */
    public static Optional<TableFormat> format(Location folder) {
        return kind(folder).flatMap(Kind::format);
    }

    private static Optional<Kind> kind(Location folder) {
        Storage storage = Storage.of(folder);
        if (storage.findAmong(folder, "_delta_log").isPresent()) {
            return Optional.of(Kind.read("a Delta Lake table with a log (_delta_log)", TableFormat.DELTA));
        } else if (storage.findAmong(folder, ".hoodie").isPresent()) {
            return Optional.of(Kind.unread("an Apache Hudi table with a timeline (.hoodie)"));
        } else if (isIceberg(storage, folder)) {
            return Optional.of(
                    Kind.read("an Apache Iceberg table with metadata (metadata/*.metadata.json)", TableFormat.ICEBERG));
        } else if (storage.findAmong(folder, "snapshot").isPresent()
                && storage.exists(folder.resolve("snapshot/LATEST"))
                && storage.exists(folder.resolve("schema"))) {
            return Optional.of(Kind.unread("an Apache Paimon table with snapshots (snapshot/LATEST)"));
        } else if (HIVE_TRANSACTION.matcher(folder.name()).matches()) {
            return Optional.of(Kind.unread("a transaction of an Apache Hive table, by its name"));
        }
        return Optional.empty();
    }

    private static boolean isIceberg(Storage storage, Location folder) {
        return storage.findAmong(folder, "metadata").map(FileEntry::isFolder).orElse(false)
                && storage.list(folder.resolve("metadata")).stream()
                        .anyMatch(file ->
                                ICEBERG_METADATA.matcher(file.location().name()).matches());
    }
}
