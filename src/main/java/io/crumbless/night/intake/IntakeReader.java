package io.crumbless.night.intake;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.columnar.text.TextPart;
import io.crumbless.night.delivery.AsDelivered;
import io.crumbless.night.delivery.CanonicalColumn;
import io.crumbless.night.delivery.ColumnAllowances;
import io.crumbless.night.delivery.ColumnMapping;
import io.crumbless.night.delivery.DatabaseDelivery;
import io.crumbless.night.delivery.DayPath;
import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.Delivers;
import io.crumbless.night.delivery.DeliveryPlace;
import io.crumbless.night.delivery.ErasureSource;
import io.crumbless.night.delivery.FileFormat;
import io.crumbless.night.delivery.RecordCounter;
import io.crumbless.night.delivery.RequestSource;
import io.crumbless.night.delivery.TableCopy;
import io.crumbless.night.delivery.TableFormat;
import io.crumbless.night.delivery.UnreadColumns;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.legacy.LegacyFiles;
import io.crumbless.night.legacy.OptOutSource;
import io.crumbless.process.Failure;
import io.crumbless.process.Quantity;
import io.crumbless.warehouse.snapshot.Manifest;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds, counts and hashes all deliveries of a night. Files are counted by code that shares nothing with the readers; a
 * database is first copied to a file.
 */
public final class IntakeReader {
    /** A file with a later date is probably not meant for a later night. */
    private static final int FARTHEST_DAYS = 366;

    /** Number of rows in worksheets of Excel, of current and older versions, without the header. */
    private static final Set<Long> WORKSHEETS = Set.of(1_048_575L, 65_535L);

    private final JobFile job;
    private final LocalDate businessDate;
    private final Location stagingFolder;
    private final DeliveryCounts counts;
    private final List<String> notices = new ArrayList<>();
    private final TableFolders tables = new TableFolders();
    private final NearMatches near;
    private final TableIntake copies;
    private final FileEnds ends = new FileEnds();

    /** Columns of database tables that are not read, by source. */
    private final Map<String, UnreadColumns> unreadInTables = new HashMap<>();

    /** @param stagingFolder for copies of database tables; deleted by its owner */
    public IntakeReader(JobFile job, LocalDate businessDate, Location stagingFolder, DeliveryCounts counts) {
        this.job = job;
        this.businessDate = businessDate;
        this.stagingFolder = stagingFolder;
        this.copies = new TableIntake(stagingFolder);
        this.counts = counts;
        this.near = new NearMatches(job, this::label, notices);
    }

    /** Starts counting all files of the night. Failures are reported when their counts are needed. */
    public static void begin(JobFile job, LocalDate businessDate, DeliveryCounts counts) {
        try {
            for (LegacyFiles files : job.legacy().onFiles()) {
                if (files.table().isEmpty()) {
                    files.find(businessDate).forEach(file -> counts.begin(file, format(files)));
                }
            }
            for (DeclarationSource source : job.declarations()) {
                if (source.place() instanceof DeliveryPlace.Files files
                        && files.format().table().isEmpty()) {
                    found(source, files, businessDate).forEach(dated -> counts.begin(dated.file(), files.format()));
                }
            }
        } catch (Failure | StorageException reported) {
            // Reported again, in order, by the reader.
        }
    }

    /** @param takenBefore increments that are not read again */
    public Intake read(List<Manifest.Taken> takenBefore) {
        begin(job, businessDate, counts);
        Intake intake = new Intake(
                job.legacy().memberships().stream()
                        .flatMap(source -> legacy(source, source.files(), List.of(), Delivery.MEMBERSHIPS).stream())
                        .toList(),
                job.legacy().links().stream()
                        .flatMap(source -> legacy(source, source.files(), source.columns(), Delivery.LINKS).stream())
                        .toList(),
                job.legacy().optOuts().stream()
                        .flatMap(source -> optOuts(source).stream())
                        .toList(),
                job.declarations().stream()
                        .flatMap(source -> declarations(source, takenBefore).stream())
                        .toList(),
                job.erasures().stream()
                        .flatMap(source -> erasures(source).stream())
                        .toList(),
                takenBefore,
                List.of());
        intake.all().stream()
                .filter(delivery -> delivery.records() == 0)
                .forEach(delivery -> notices.add("Delivery " + delivery.label() + " of source '" + delivery.sourceName()
                        + "' holds no records"));
        notices.addAll(ends.judged());
        notices.addAll(ColumnNotices.of(intake, unreadInTables));
        return new Intake(
                intake.memberships(),
                intake.links(),
                intake.optOuts(),
                intake.declarations(),
                intake.erasures(),
                takenBefore,
                notices);
    }

    /** Notices so far: expected deliveries that are missing. */
    public List<String> notices() {
        return List.copyOf(notices);
    }

    /** Only the erasure requests of all sources. */
    public List<Delivery<ErasureSource>> readErasures() {
        List<Delivery<ErasureSource>> requests = job.erasures().stream()
                .flatMap(source -> erasures(source).stream())
                .toList();
        notices.addAll(ends.judged());
        notices.addAll(ColumnNotices.ofErasures(requests, unreadInTables));
        return requests;
    }

    /**
     * Opt-outs of sale and sharing up to the business date, so that none of a late delivery or a failed night is
     * missed.
     */
    private List<Delivery<OptOutSource>> optOuts(OptOutSource source) {
        LegacyFiles files = source.files();
        boolean oneTable = files.table().map(TableFormat::isOneTable).orElse(false);
        if (oneTable || files.database().isPresent() || source.terms().scopes().isEmpty()) {
            return legacy(source, files, source.columns(), Delivery.OPT_OUTS);
        }
        DatedPath path = new DatedPath(Location.of(files.path()));
        List<DatedPath.Dated> found = path.upTo(businessDate);
        List<FileEntry> all = found.stream().map(DatedPath.Dated::file).toList();
        look(files.name(), path, all, mayBeOfTable(format(files)), files.columns());
        files.requireDelivered(all, businessDate);
        if (found.isEmpty()) {
            notices.add("Legacy source '" + files.name() + "' delivered nothing up to " + businessDate);
        }
        return found.stream()
                .map(dated -> counted(source, files.name(), Delivery.OPT_OUTS, dated, format(files)))
                .toList();
    }

    /** Requests for the register in delivered rows, of all sources. */
    public List<Delivery<RequestSource>> readRequests() {
        List<Delivery<RequestSource>> requests = new ArrayList<>();
        for (RequestSource source : job.requests()) {
            if (source.form() instanceof RequestSource.Form.Rows rows) {
                requests.addAll(requests(source, rows));
            }
        }
        notices.addAll(ends.judged());
        return requests;
    }

    private List<Delivery<RequestSource>> requests(RequestSource source, RequestSource.Form.Rows rows) {
        if (rows.place() instanceof DeliveryPlace.Database database) {
            DatabaseDelivery.Staged copy = DatabaseDelivery.of(source.name(), rows, database, job.zone())
                    .stage(stagingFolder.resolve(source.name() + ".parquet"));
            return List.of(staged(source, source.name(), Delivery.REQUESTS, copy, database));
        }
        DeliveryPlace.Files files = (DeliveryPlace.Files) rows.place();
        List<DatedPath.Dated> found = isOneTable(files) ? table(files) : new DatedPath(files.path()).upTo(businessDate);
        look(source.name(), files, found, rows.columns());
        if (found.isEmpty()) {
            notices.add("No file lies under the path of requests '" + source.name() + "' ("
                    + label(files.path().readable()) + "), so nobody there asked for anything");
        }
        return found.stream()
                .map(dated -> counted(source, source.name(), Delivery.REQUESTS, dated, files.format()))
                .toList();
    }

    /** @param columns columns read from a database, as named in the source */
    private <S> List<Delivery<S>> legacy(S source, LegacyFiles files, List<CanonicalColumn> columns, String kind) {
        if (files.database().isPresent()) {
            DeliveryPlace.Database database =
                    new DeliveryPlace.Database(files.database().get());
            ColumnMapping mapping = new ColumnMapping(columns, Map.of(), files.columns());
            DatabaseDelivery.Staged copy = DatabaseDelivery.of(
                            files.name(), mapping, database, files.zone().orElse(job.zone()))
                    .stage(stagingFolder.resolve(files.name() + ".parquet"));
            return List.of(staged(source, files.name(), kind, copy, database));
        }
        boolean oneTable = files.table().map(TableFormat::isOneTable).orElse(false);
        List<FileEntry> found = oneTable ? TableIntake.at(files.on(businessDate)) : files.glob(businessDate);
        if (!oneTable) {
            look(
                    files.name(),
                    new DatedPath(files.on(businessDate)),
                    found,
                    mayBeOfTable(format(files)),
                    files.columns());
        }
        files.requireDelivered(found, businessDate);
        if (found.isEmpty()) {
            notices.add("Legacy source '" + files.name() + "' delivered nothing for " + businessDate);
        }
        LocalDate date = files.bearsDate() ? businessDate : null;
        return found.stream()
                .map(file -> counted(source, files.name(), kind, new DatedPath.Dated(file, date), format(files)))
                .toList();
    }

    private static FileFormat format(LegacyFiles files) {
        return switch (files.format()) {
            case CSV -> new FileFormat.Csv(files.csv());
            case JSONL -> new FileFormat.JsonLines(files.table());
            case PARQUET -> new FileFormat.Parquet();
        };
    }

    private List<Delivery<DeclarationSource>> declarations(DeclarationSource source, List<Manifest.Taken> takenBefore) {
        if (source.place() instanceof DeliveryPlace.Database database) {
            DatabaseDelivery.Staged copy = DatabaseDelivery.of(source, database, job.zone())
                    .stage(stagingFolder.resolve(source.name() + ".parquet"));
            return List.of(staged(source, source.name(), Delivery.DECLARATIONS, copy, database));
        }
        DeliveryPlace.Files files = (DeliveryPlace.Files) source.place();
        List<DatedPath.Dated> found = found(source, files, businessDate);
        look(source.name(), files, found, source.columns());
        List<Delivery<DeclarationSource>> deliveries = new ArrayList<>();
        Set<Manifest.Taken> seen = new HashSet<>(isIncrement(source) ? takenBefore : List.of());
        HollowDeliveries hollow = new HollowDeliveries(source, files, businessDate);
        for (DatedPath.Dated dated : found) {
            Delivery<DeclarationSource> delivery =
                    counted(source, source.name(), Delivery.DECLARATIONS, dated, files.format());
            // A file with the same bytes under another name is the same delivery.
            boolean isNew = seen.add(new Manifest.Taken(source.name(), delivery.sha256()));
            if (isNew) {
                deliveries.add(delivery);
            } else {
                ends.taken(delivery);
            }
            hollow.add(delivery, isNew, holdsNothing(dated.file(), files.format()));
        }
        notices.addAll(hollow.judged());
        if (deliveries.isEmpty()) {
            notices.add("Source '" + source.name() + "' delivered nothing new for " + businessDate);
        }
        return deliveries;
    }

    private boolean holdsNothing(FileEntry file, FileFormat format) {
        return format.table().isEmpty() && counts.of(file, format).holdsNothing();
    }

    private static List<DatedPath.Dated> found(
            DeclarationSource source, DeliveryPlace.Files files, LocalDate businessDate) {
        if (isOneTable(files)) {
            return table(files);
        }
        DatedPath path = new DatedPath(files.path());
        return isIncrement(source) ? path.upTo(businessDate) : path.latest(businessDate);
    }

    private static boolean isOneTable(DeliveryPlace.Files files) {
        return files.format().table().map(TableFormat::isOneTable).orElse(false);
    }

    private static List<DatedPath.Dated> table(DeliveryPlace.Files files) {
        return TableIntake.at(files.path()).stream()
                .map(table -> new DatedPath.Dated(table, null))
                .toList();
    }

    /** Files that may belong to a table whose metadata say which of them count. */
    private static boolean mayBeOfTable(FileFormat format) {
        return format instanceof FileFormat.Parquet || format.table().isPresent();
    }

    private void look(String source, DeliveryPlace.Files files, List<DatedPath.Dated> found, ColumnMapping columns) {
        if (isOneTable(files)) {
            return;
        }
        lookBeyond(source, files);
        boolean parquet = mayBeOfTable(files.format());
        look(
                source,
                new DatedPath(files.path()),
                found.stream().map(DatedPath.Dated::file).toList(),
                parquet,
                columns.allowed());
    }

    /** A mistyped year, or an invalid date, would keep withdrawals waiting for ever. */
    private void lookBeyond(String source, DeliveryPlace.Files files) {
        for (DatedPath.Dated file : new DatedPath(files.path()).beyond(businessDate.plusDays(FARTHEST_DAYS))) {
            if (file.date() == null) {
                throw new Failure(
                        Failure.ErrorCategory.INPUT,
                        "Cannot read " + file.file().location() + " of source '" + source
                                + "': its name bears no day that there is; have it delivered under its day, or take it away");
            }
            notices.add("File " + label(file.file().location()) + " of source '" + source + "' is dated " + file.date()
                    + ", more than a year after the business date, and waits; if its date is mistyped, have it delivered"
                    + " under its day");
        }
    }

    /** Checks for other things at the path of a source, and beside it. */
    private void look(String source, DatedPath path, List<FileEntry> found, boolean parquet, ColumnAllowances allowed) {
        new OtherMatches(this::label, notices).look(source, path.others(), found.isEmpty());
        UnfinishedTransfers.refuse(source, path.path(), found);
        notices.addAll(NumberedParts.notices(source, found, this::label));
        if (parquet) {
            tables.refuse(source, found);
        }
        if (!allowed.meant().contains(AsDelivered.OTHER_NAMES)) {
            near.look(source, new DayPath(path.path()), found);
        }
    }

    static boolean isIncrement(DeclarationSource source) {
        return source.delivers() == Delivers.INCREMENT && source.place() instanceof DeliveryPlace.Files;
    }

    private List<Delivery<ErasureSource>> erasures(ErasureSource source) {
        if (source.place() instanceof DeliveryPlace.Database database) {
            DatabaseDelivery.Staged copy = DatabaseDelivery.of(source, database, job.zone())
                    .stage(stagingFolder.resolve(source.name() + ".parquet"));
            return List.of(staged(source, source.name(), Delivery.ERASURES, copy, database));
        }
        DeliveryPlace.Files files = (DeliveryPlace.Files) source.place();
        List<DatedPath.Dated> found = isOneTable(files) ? table(files) : new DatedPath(files.path()).upTo(businessDate);
        look(source.name(), files, found, source.columns());
        if (found.isEmpty()) {
            notices.add("No file lies under the path of erasures '" + source.name() + "' ("
                    + label(files.path().readable()) + "), so nobody there asked to be erased");
        }
        return found.stream()
                .map(dated -> counted(source, source.name(), Delivery.ERASURES, dated, files.format()))
                .toList();
    }

    private <S> Delivery<S> counted(S source, String name, String kind, DatedPath.Dated dated, FileFormat format) {
        if (format.table().isPresent()) {
            return copied(source, name, kind, dated, format.table().get());
        }
        RecordCounter.Counted counted = counts.of(dated.file(), format);
        lookForWorksheet(name, dated.file(), counted.records(), format);
        Delivery<S> delivery = new Delivery<>(
                source,
                name,
                kind,
                dated.file(),
                label(dated.file().location()),
                dated.date(),
                counted.records(),
                counted.sha256(),
                false,
                counted.parts());
        ends.add(delivery, format, counted.end());
        return delivery;
    }

    /** A spreadsheet truncates what exceeds its worksheet. */
    private void lookForWorksheet(String source, FileEntry file, long records, FileFormat format) {
        boolean hasHeader =
                format instanceof FileFormat.Csv csv && csv.dialect().columns().isEmpty();
        if (hasHeader && WORKSHEETS.contains(records)) {
            notices.add("File " + label(file.location()) + " of source '" + source + "' has "
                    + Quantity.of(records, "record")
                    + ", just as many as fit on a worksheet below a header: it may have been"
                    + " cut off by a spreadsheet; compare the number with that of the source");
        }
    }

    private <S> Delivery<S> copied(S source, String name, String kind, DatedPath.Dated dated, TableFormat format) {
        TableCopy copy = copies.copy(name, format, dated.file());
        RecordCounter.Counted counted = counts.of(copy.file(), new FileFormat.JsonLines());
        return new Delivery<>(
                source,
                name,
                kind,
                copy.file(),
                TableIntake.label(label(dated.file().location()), copy),
                dated.date(),
                counted.records(),
                copy.contentHash(),
                true,
                counted.parts());
    }

    private <S> Delivery<S> staged(
            S source, String name, String kind, DatabaseDelivery.Staged copy, DeliveryPlace.Database database) {
        unreadInTables.put(name, copy.unread());
        return new Delivery<>(
                source,
                name,
                kind,
                copy.file(),
                database.settings().isQuery() ? "query" : database.settings().from(),
                null,
                copy.records(),
                copy.contentHash(),
                true,
                List.of(TextPart.WHOLE));
    }

    /** Independent of the folders of the machine, as far as possible. */
    private String label(Location file) {
        if (file.localPath().isEmpty()) {
            return file.text();
        }
        Path path = file.localPath().get().toAbsolutePath().normalize();
        return job.folder()
                .toAbsolutePath()
                .normalize()
                .relativize(path)
                .toString()
                .replace('\\', '/');
    }
}
