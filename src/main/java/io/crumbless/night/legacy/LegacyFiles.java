package io.crumbless.night.legacy;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.kernel.declaration.DoubledHour;
import io.crumbless.night.delivery.ColumnAllowances;
import io.crumbless.night.delivery.DatabaseSettings;
import io.crumbless.night.delivery.DayPath;
import io.crumbless.night.delivery.IdSettings;
import io.crumbless.night.delivery.TableFormat;
import io.crumbless.night.delivery.TimeForm;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * The files of one source of memberships, links or opt-outs.
 *
 * @param name name of the source in the job file
 * @param path absolute or a URI; may contain <code>{date}</code> and wildcards
 * @param csv dialect of CSV files; ignored for other formats
 * @param zone zone of times without offset; if empty, such times are refused
 * @param mayBeMissing whether a night without files is accepted
 * @param columns columns that a file may lack, and columns that are deliberately not read
 * @param ids which differences in spelling are ignored when ids are joined
 * @param times time formats, for columns without a temporal type
 * @param doubledHour meaning of times without offset in a daylight saving overlap
 * @param table format that must be copied to JSON Lines before it is read; empty for other files
 * @param database database whose rows are copied to Parquet, instead of files; the path is then empty
 */
public record LegacyFiles(
        String name,
        String path,
        Format format,
        CsvDialect csv,
        Optional<ZoneId> zone,
        boolean mayBeMissing,
        ColumnAllowances columns,
        IdSettings ids,
        TimeForm times,
        DoubledHour doubledHour,
        Optional<TableFormat> table,
        Optional<DatabaseSettings> database) {
    /** Files with all columns required, whose ids are joined exactly. */
    public LegacyFiles(
            String name, String path, Format format, CsvDialect csv, Optional<ZoneId> zone, boolean mayBeMissing) {
        this(
                name,
                path,
                format,
                csv,
                zone,
                mayBeMissing,
                ColumnAllowances.NONE,
                IdSettings.EXACT,
                TimeForm.ISO,
                DoubledHour.REFUSED,
                Optional.empty(),
                Optional.empty());
    }

    /** The same files, but no longer required to exist. */
    public LegacyFiles whereTheyAre() {
        return new LegacyFiles(name, path, format, csv, zone, true, columns, ids, times, doubledHour, table, database);
    }

    LegacyFiles allowing(ColumnAllowances allowed) {
        return new LegacyFiles(
                name, path, format, csv, zone, mayBeMissing, allowed, ids, times, doubledHour, table, database);
    }

    /** Whether a file may lack the column. */
    boolean mayLack(WantedColumn column) {
        return columns.optional().contains(column.optionalAs());
    }

    /** The location of the files of a business date: a glob. */
    public Location on(LocalDate businessDate) {
        return DayPath.of(path).on(businessDate);
    }

    /** Whether file names contain the business date. */
    public boolean bearsDate() {
        return DayPath.of(path).bearsDate();
    }

    /**
     * The files of a business date, sorted by path.
     *
     * @throws Failure for the supplier if there are none and they may not be missing
     */
    public List<FileEntry> find(LocalDate businessDate) {
        List<FileEntry> files = glob(businessDate);
        requireDelivered(files, businessDate);
        return files;
    }

    /** The files of a business date, sorted by path; an empty result is not a failure. */
    public List<FileEntry> glob(LocalDate businessDate) {
        return new DayPath(on(businessDate)).list().files();
    }

    /**
     * Checks that there are files.
     *
     * @throws Failure for the supplier if there are none and they may not be missing
     */
    public void requireDelivered(List<FileEntry> files, LocalDate businessDate) {
        if (files.isEmpty() && !mayBeMissing) {
            throw new Failure(
                    ErrorCategory.INPUT,
                    "Missing files of legacy source '" + name + "': nothing matches "
                            + DayPath.of(path).readable(businessDate)
                            + "; deliver them, or set may-be-missing: true");
        }
    }
}
