package io.crumbless.night.intake;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.delivery.CanonicalColumn;
import io.crumbless.night.delivery.ColumnMapping;
import io.crumbless.night.delivery.DatabaseDelivery;
import io.crumbless.night.delivery.DayPath;
import io.crumbless.night.delivery.DeliveryPlace;
import io.crumbless.night.delivery.TableFormat;
import io.crumbless.night.intake.DatedPath.Dated;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.legacy.Format;
import io.crumbless.night.legacy.LegacyFiles;
import io.crumbless.night.legacy.LinkSource;
import io.crumbless.night.legacy.MembershipSource;
import io.crumbless.night.legacy.OptOutSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The current deliveries of a job's legacy sources, of all days: files in place, and copies of what a night copies
 * before it reads it (tables and databases). Copies are in the job's folder of unfinished work until this is closed.
 * Not thread-safe.
 */
public final class LegacyDeliveries implements AutoCloseable {
    private final JobFile job;
    private final Map<String, List<Dated>> found = new HashMap<>();
    private @Nullable OwnFolder folder;
    private @Nullable TableIntake copies;

    public LegacyDeliveries(JobFile job) {
        this.job = job;
    }

    /** @throws io.crumbless.process.Failure if it cannot be found, copied or read */
    public List<Dated> of(MembershipSource source) {
        return of(source.files(), List.of());
    }

    /** As {@link #of(MembershipSource)}. */
    public List<Dated> of(LinkSource source) {
        return of(source.files(), source.columns());
    }

    /** As {@link #of(MembershipSource)}. */
    public List<Dated> of(OptOutSource source) {
        return of(source.files(), source.columns());
    }

    private List<Dated> of(LegacyFiles source, List<CanonicalColumn> columns) {
        List<Dated> known = found.get(source.name());
        if (known == null) {
            known = source.database().isPresent() ? List.of(rows(source, columns)) : files(source);
            found.put(source.name(), known);
        }
        return known;
    }

    private List<Dated> files(LegacyFiles source) {
        if (source.table().isEmpty() || !source.table().get().isOneTable()) {
            List<Dated> files = new DatedPath(Location.of(source.path())).upTo(LocalDate.MAX);
            if (source.format() == Format.PARQUET || source.table().isPresent()) {
                new TableFolders()
                        .refuse(source.name(), files.stream().map(Dated::file).toList());
            }
            return copied(source, files);
        }
        return copied(source, tables(source));
    }

    /** Tables of all days; if the path contains no wildcard, that one. */
    static List<Dated> tables(LegacyFiles source) {
        DayPath path = DayPath.of(source.path());
        if (!path.bearsDate()) {
            return TableIntake.at(path.path()).stream()
                    .map(table -> new Dated(table, null))
                    .toList();
        }
        Location all = path.anyDay();
        Storage storage = Storage.of(all);
        return Stream.concat(
                        storage.glob(all).stream(),
                        storage.globOthers(all).stream().filter(FileEntry::isFolder))
                .flatMap(table -> path.dayOf(table.location()).stream().map(day -> new Dated(table, day)))
                .toList();
    }

    /** The location of a table in a label with its version. */
    public static String placeOfTable(String label) {
        return TableIntake.placeOf(label);
    }

    private List<Dated> copied(LegacyFiles source, List<Dated> originals) {
        Optional<TableFormat> format = source.table();
        return format.isEmpty()
                ? originals
                : originals.stream()
                        .map(each -> new Dated(
                                copies().copy(source.name(), format.get(), each.file())
                                        .file(),
                                each.date()))
                        .toList();
    }

    private Dated rows(LegacyFiles source, List<CanonicalColumn> columns) {
        DatabaseDelivery delivery = DatabaseDelivery.of(
                source.name(),
                new ColumnMapping(columns, Map.of(), source.columns()),
                new DeliveryPlace.Database(source.database().orElseThrow()),
                source.zone().orElse(job.zone()));
        return new Dated(
                delivery.stage(staging().resolve(source.name() + ".parquet")).file(), null);
    }

    private TableIntake copies() {
        if (copies == null) {
            copies = new TableIntake(staging());
        }
        return copies;
    }

    private Location staging() {
        if (folder == null) {
            folder = OwnFolder.below(job.spill(), OwnFolder.Use.LEGACY_LOOK);
        }
        return Location.of(folder.path());
    }

    @Override
    public void close() {
        if (folder != null) {
            folder.close();
        }
    }
}
