package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.table.TableVersion;
import io.crumbless.columnar.table.delta.DeltaTable;
import io.crumbless.columnar.table.iceberg.IcebergTable;
import io.crumbless.columnar.table.orc.OrcTable;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Formats that need a library that is not part of the installation. Their records are copied to JSON Lines before they
 * are read.
 */
public enum TableFormat {
    /** Files. */
    ORC("Apache ORC", "org.apache.orc.OrcFile") {
        @Override
        public TableVersion open(Location file) throws IOException {
            return OrcTable.open(file);
        }
    },
    /** A folder with a log that determines which of its files and rows are current. */
    DELTA("Delta Kernel", "io.delta.kernel.defaults.engine.DefaultEngine") {
        @Override
        public TableVersion open(Location folder) throws IOException {
            return DeltaTable.open(folder);
        }
    },
    /** A folder with metadata that determine which of its files and rows are current, or one of the metadata files. */
    ICEBERG("Apache Iceberg", "org.apache.iceberg.data.IcebergGenerics") {
        @Override
        public TableVersion open(Location place) throws IOException {
            return IcebergTable.open(place);
        }
    };

    private final String library;
    private final String oneOfItsClasses;

    TableFormat(String library, String oneOfItsClasses) {
        this.library = library;
        this.oneOfItsClasses = oneOfItsClasses;
    }

    /** The word in job files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words of all formats in job files. */
    public static List<String> words() {
        return Arrays.stream(values()).map(TableFormat::word).toList();
    }

    /** The format with this word in job files or this file suffix. */
    public static Optional<TableFormat> ofWord(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst();
    }

    /** Whether a source is one table, which keeps its versions, as opposed to files. */
    public boolean isOneTable() {
        return this != ORC;
    }

    /** Why a path is invalid for this format; empty if it is valid. */
    public Optional<String> pathFault(String path, boolean daysAllowed) {
        boolean wild = path.replaceAll("\\{[^{},]*}", "").matches(".*[*?\\[{].*");
        boolean dated = new DayPath(Location.of(path.isEmpty() ? "." : path)).bearsDate();
        if (!isOneTable() || !(wild || (dated && !daysAllowed))) {
            return Optional.empty();
        }
        return Optional.of("name the folder of one table, without wildcards" + (daysAllowed ? "" : " and days")
                + "; a table keeps its own versions");
    }

    /**
     * Opens the current version of the table or file.
     *
     * @throws IOException if it cannot be read
     */
    public abstract TableVersion open(Location place) throws IOException;

    /** Whether its library is installed; runs none of its code. */
    public boolean isInstalled() {
        try {
            Class.forName(oneOfItsClasses, false, TableFormat.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** @throws Failure for settings if the library is not installed */
    void requireInstalled(String source) {
        if (!isInstalled()) {
            throw new Failure(
                    ErrorCategory.SETTINGS,
                    "Cannot read source '" + source + "' with format " + word() + ": the library of " + library
                            + " is not installed; run ./crumbless connector add " + word());
        }
    }
}
