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

/** Formats that a library reads which is not part of the installation. What they hold is staged as JSON Lines before it is read. */
public enum TableFormat {
    /** Files. */
    ORC("Apache ORC", "org.apache.orc.OrcFile") {
        @Override
        public TableVersion open(Location file) throws IOException {
            return OrcTable.open(file);
        }
    },
    /** A folder with a log that says which of its files and rows count. */
    DELTA("Delta Kernel", "io.delta.kernel.defaults.engine.DefaultEngine") {
        @Override
        public TableVersion open(Location folder) throws IOException {
            return DeltaTable.open(folder);
        }
    },
    /** A folder with metadata that say which of its files and rows count, or one of the metadata files. */
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

    /** As job files say it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All of them, as job files say them. */
    public static List<String> words() {
        return Arrays.stream(values()).map(TableFormat::word).toList();
    }

    /** The one that job files call so, or whose files have names that end so. */
    public static Optional<TableFormat> ofWord(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst();
    }

    /** Whether a source names one table, which keeps its own versions, and not files. */
    public boolean isOneTable() {
        return this != ORC;
    }

    /** Why a path cannot be one of this format; empty where it can. */
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
     * Opens what lies there, as it is now.
     *
     * @throws IOException if it cannot be read
     */
    public abstract TableVersion open(Location place) throws IOException;

    /** Whether its library is there; nothing of it is run. */
    public boolean isInstalled() {
        try {
            Class.forName(oneOfItsClasses, false, TableFormat.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** @throws Failure for settings if the library is not there */
    void requireInstalled(String source) {
        if (!isInstalled()) {
            throw new Failure(
                    ErrorCategory.SETTINGS,
                    "Cannot read source '" + source + "' with format " + word() + ": the library of " + library
                            + " is not installed; run ./crumbless connector add " + word());
        }
    }
}
