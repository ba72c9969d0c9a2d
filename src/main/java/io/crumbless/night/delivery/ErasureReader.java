package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.OutputParts;
import io.crumbless.kernel.declaration.ErasureRequest;
import io.crumbless.kernel.profile.SeveralIds;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the erasure requests of one delivery. A request that cannot be understood stops the run, since ignoring it
 * would cause harm.
 */
public final class ErasureReader {
    private final DeliveryPart part;
    private final ColumnMapping columns;
    private final RowReader rows;
    private final Optional<ZoneId> zone;
    private final TimeForms times;
    private final RowFilter where;
    private final boolean typed;
    private final boolean joinedIds;
    private final String ofNobody;

    private ErasureReader(DeliveryPart part, ErasureSource source, FileFormat format, ColumnMapping columns) {
        this.part = part;
        this.columns = columns;
        this.rows = RowReader.of(part, format, columns);
        this.zone = source.zone();
        this.times = source.times();
        this.where = source.where();
        this.typed = TimeForms.mayBeTyped(format);
        this.joinedIds = source.columns().allowed().meant().contains(AsDelivered.JOINED_IDS);
        this.ofNobody = ofNobody(format, columns);
    }

    /** A reader of a source's file. */
    public static ErasureReader of(ErasureSource source, FileFormat format, DeliveryPart part) {
        return new ErasureReader(part, source, format, source.columns());
    }

    /** Describes a valid file without requests, for messages. */
    private static String ofNobody(FileFormat format, ColumnMapping columns) {
        boolean header =
                format instanceof FileFormat.Csv csv && csv.dialect().columns().isEmpty();
        return header ? "the header alone (" + String.join(", ", columns.deliveredNames()) + ")" : "an empty line";
    }

    /** A reader of a database's delivery, after it was {@linkplain DatabaseDelivery staged}. */
    public static ErasureReader ofStaged(ErasureSource source, DeliveryPart part) {
        return new ErasureReader(
                part,
                source,
                new FileFormat.Parquet(),
                ColumnMapping.unmapped(source.columns().columns()));
    }

    /**
     * Reads every request, in the order of the file.
     *
     * @throws Failure for the supplier, with file and position, at the first request that cannot be understood; also if
     *     the file is empty, since it may have been truncated
     */
    public void read(Consumer<ErasureRequest> requests) {
        read(requests, end -> {});
    }

    /**
     * As {@link #read(Consumer)}. Blank rows of a spreadsheet are not requests; a file with only blank rows may have
     * lost its content.
     *
     * @param others receives each record that is not a request: left out, or empty
     */
    public void read(Consumer<ErasureRequest> requests, Consumer<RecordEnd> others) {
        Sink sink = new Sink(requests, others);
        rows.read(OtherFolders.around(sink, part.file(), columns, (position, column, name, ofFolder, ofRecord) -> {
            throw notUnderstood(position, OtherFolders.message(name));
        }));
        if (sink.blank > 0 && !sink.holdsAny) {
            throw new Failure(
                    ErrorCategory.INPUT,
                    "Cannot read the erasure requests in " + part.file().location()
                            + ": every record is blank, so what stood in them may have been lost; where nobody asks, deliver "
                            + ofNobody + " or no file, and run again; nothing was erased");
        }
    }

    /** Receives the records of a file. */
    private final class Sink implements RowSink {
        private final Consumer<ErasureRequest> requests;
        private final Consumer<RecordEnd> others;
        private long blank;
        private boolean holdsAny;

        Sink(Consumer<ErasureRequest> requests, Consumer<RecordEnd> others) {
            this.requests = requests;
            this.others = others;
        }

        @Override
        public void blank(long position, @Nullable String[] texts) {
            blank++;
            others.accept(RecordEnd.EMPTY);
        }

        @Override
        public void row(long position, @Nullable String[] texts) {
            holdsAny = true;
            RowFilter.Answer counts = where.of(i -> texts[ErasureSource.COLUMNS.size() + i]);
            if (counts == RowFilter.Answer.LEFT_OUT) {
                others.accept(RecordEnd.LEFT_OUT);
                return;
            } else if (counts == RowFilter.Answer.UNCLEAR) {
                throw notUnderstood(
                        position,
                        "a column of 'where' says neither yes nor no, or a word that nearly names one of 'where'");
            }
            if (texts[0] != null && !joinedIds && SeveralIds.isOne(texts[0])) {
                throw notUnderstood(position, DeliveredRequest.SEVERAL_IDS);
            }
            times.toIso(texts, ErasureSource.COLUMNS, typed);
            requests.accept(ErasureRequest.parse(texts[0], texts[1], texts[2], zone)
                    .orElseThrow(() -> notUnderstood(
                            position,
                            "subject_id or requested_at is missing, or requested_at is not a time with offset in the "
                                    + "format of the source (set times for another format, and zone for days and for times"
                                    + " without offset)")));
        }

        @Override
        public void malformed(long position, boolean mayWithdraw) {
            throw notUnderstood(position, "the record has not the shape of the file");
        }

        @Override
        public void nothing() {
            if (OutputParts.isBesideFull(part.file())) {
                return;
            }
            throw new Failure(
                    ErrorCategory.INPUT,
                    "Cannot read the erasure requests in " + part.file().location()
                            + ": the file is empty, so it may have been truncated; where nobody asks, deliver "
                            + ofNobody + " or no file, and run again; nothing was erased");
        }
    }

    private Failure notUnderstood(long position, String why) {
        return new Failure(
                ErrorCategory.INPUT,
                "Cannot read the erasure request at " + part.file().location() + ":" + position + ": " + why
                        + "; correct it and run again, nothing was erased");
    }
}
