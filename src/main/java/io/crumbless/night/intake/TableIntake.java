package io.crumbless.night.intake;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.delivery.TableCopy;
import io.crumbless.night.delivery.TableFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds the tables of sources, and copies them into the staging before they are read. */
final class TableIntake {
    private static final String ENDING = ".jsonl";

    private final Location staging;
    private int copies;

    TableIntake(Location staging) {
        this.staging = staging;
    }

    /** The table of a source; none if the path does not exist. */
    static List<FileEntry> at(Location path) {
        Location place = path.readable();
        return Storage.of(place).find(place).stream().toList();
    }

    /** The copy of a source's table. */
    TableCopy copy(String source, TableFormat format, FileEntry found) {
        return TableCopy.of(source, format, found.location(), free(source, found.location()));
    }

    /** The copy is in folders with the same partition columns as the original. */
    private Location free(String source, Location original) {
        Location folder = staging.resolve(source);
        String partitions = String.join(
                "/",
                Arrays.stream(original.parent().text().split("/"))
                        .filter(name -> name.indexOf('=') > 0)
                        .toList());
        Location own = folder.resolve(Integer.toString(copies++));
        return (partitions.isEmpty() ? own : own.child(partitions)).child(original.name() + ENDING);
    }

    /** The label of a version of a table, in place of a file name. */
    static String label(String place, TableCopy copy) {
        return place
                + Optional.of(copy.version())
                        .filter(version -> !version.isEmpty())
                        .map(version -> " (" + version + ")")
                        .orElse("");
    }

    /** The location in a {@link #label}. */
    static String placeOf(String label) {
        int version = label.lastIndexOf(" (");
        return version >= 0 && label.endsWith(")") ? label.substring(0, version) : label;
    }
}
